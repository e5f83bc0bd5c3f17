"""Paths as segments, and every way in which a server behind may read one."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

Segments = tuple[str, ...]

# What makes two programs read one path differently: escapes, backslashes, path parameters, empty
# and dot segments, control characters.
_DOUBTFUL: Final = re.compile(r"[%?\\;\x00-\x1f]|//|/\.\.?(?:/|\Z)")
_DECODINGS: Final = 3
#: Characters of a doubtful path that are read; a longer one has no reading.
LONGEST_DOUBTFUL: Final = 2048


def segments(path: str) -> Segments:
    """Cut a path into segments as they stand; one slash at the end makes no segment."""
    return tuple(path.removeprefix("/").removesuffix("/").split("/")) if path.strip("/") else ()


def readings(path: str) -> tuple[Segments, ...]:
    r"""Give every way in which a path may be read.

    Browsers resolve dot segments before they send; who sends them, or `%2e`, `%2f`, `//` or `\`,
    may hope that two programs disagree. Escapes are decoded up to three times.

    Args:
        path: The path as it came or decoded once, without a query. A question mark in it may have
            been an escaped one, or the beginning of a query: both are readings.

    Returns:
        One reading for an ordinary path; none for a long path full of doubt.
    """
    plain = path
    if not _DOUBTFUL.search(plain):
        return (segments(plain),)
    if len(plain) > LONGEST_DOUBTFUL:
        return ()
    found: dict[Segments, None] = {}
    for _ in range(_DECODINGS):
        for text in (plain, plain.partition("?")[0]):
            found[segments(text)] = None
            found[_resolved(text)] = None
        if "%" not in plain:
            break
        plain = unquote(plain, errors="replace")
    return tuple(found)


def is_doubtful(path: str) -> bool:
    """Tell whether a path can be read in more than one way."""
    return _DOUBTFUL.search(path) is not None


def _resolved(path: str) -> Segments:
    """Cut a path as a program does that resolves dots, parameters and backslashes."""
    kept: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        name = part.partition(";")[0]
        if name == "..":
            kept = kept[:-1]
        elif name not in {"", "."}:
            kept.append(name)
    return tuple(kept)
