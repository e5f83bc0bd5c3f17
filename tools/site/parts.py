"""Markdown's pieces: a page, a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from corsac.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT: Final = Path(__file__).parents[2]
EXITS: Final = {
    Exit.OK: "Allowed, or nothing found at or above `--fail-on`.",
    Exit.FOUND: "Blocked in an engine that was asked for, or findings at or above `--fail-on`.",
    Exit.USAGE: "Bad usage or bad input; stderr says where, and what to write instead.",
    Exit.FAILED: "Undecided, or failed below CORS: DNS, TCP, TLS, a time-out.",
    Exit.INTERRUPTED: "Ctrl-C.",
    Exit.BROKEN_PIPE: "Nobody reads the output any more.",
}


def page(title: str, *blocks: str) -> str:
    """Put a page together, ended by a line feed."""
    return "\n\n".join((f"# {title}", *(block.strip("\n") for block in blocks))) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a table; bars in cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )
