"""The command line: one file for each command.

Nothing is imported here that `corsac --version` can do without.
"""

from __future__ import annotations

import sys
from contextvars import copy_context
from typing import TYPE_CHECKING

from corsac.cli.guard import guard

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run corsac.

    Args:
        arguments: The command line without the program's name; None for the process's own.

    Returns:
        The exit code, one of `corsac.cli.exits.Exit`.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    # A context of its own: the language that it speaks is nobody else's.
    return copy_context().run(guard, lambda: _run(given))


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        from importlib.metadata import version

        sys.stdout.write(f"corsac {version('corsac')}\n")
        return 0
    from corsac.cli.program import run

    return run(arguments)
