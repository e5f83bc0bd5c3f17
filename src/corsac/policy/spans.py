"""Where in a TOML text a value stands: a small reader of places beside the library's of values.

The text was read by `tomllib` before, so its syntax is known to be good; what is found here is
only where keys and values begin and end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corsac.core.findings import Span

Path = tuple[str | int, ...]
Range = tuple[int, int]

_SPACE: Final = re.compile(r"[ \t]*")
_GAP: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY: Final = re.compile(r"""[A-Za-z0-9_\-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_TEXTS: Final = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_PLAIN: Final = re.compile(r"[^,\]}#\r\n]*")


@dataclass(slots=True)
class _Reader:
    """Walks through a document and notes the range of each value and of each key."""

    text: str
    at: int = 0

    def document(self) -> dict[Path, Range]:
        """Note every place of the document."""
        places: dict[Path, Range] = {(): (0, 0)}
        counts: dict[Path, int] = {}
        table: Path = ()
        self._skip(_GAP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header(places, counts)
            else:
                self._pair(table, places)
            self._skip(_GAP)
        return places

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def _header(self, places: dict[Path, Range], counts: dict[Path, int]) -> Path:
        """Read `[a.b]` or `[[a.b]]`; an array's table is known by its position."""
        start = self.at
        double = self.text.startswith("[[", start)
        self.at += 2 if double else 1
        keys = self._keys()
        self.at = self.text.index("]", self.at) + (2 if double else 1)
        path = self._resolved(keys, counts)
        if double:
            counts[path] = counts.get(path, -1) + 1
            path = (*path, counts[path])
        places[path] = (start, self.at)
        for length in range(1, len(path)):  # tables around it that have no line of their own
            places.setdefault(path[:length], places[path])
        return path

    def _resolved(self, keys: tuple[str, ...], counts: dict[Path, int]) -> Path:
        """Lead through arrays of tables: a key below one means its last table."""
        path: Path = ()
        for index, key in enumerate(keys):
            path = (*path, key)
            if index < len(keys) - 1 and path in counts:
                path = (*path, counts[path])
        return path

    def _keys(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            keys.append(_unquoted(self._skip(_KEY)))
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(keys)
            self.at += 1

    def _pair(self, table: Path, places: dict[Path, Range]) -> None:
        start = self.at
        path = (*table, *self._keys())
        places[*path, KEY] = (start, len(self.text[: self.at].rstrip()))
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path, places)

    def _value(self, path: Path, places: dict[Path, Range]) -> None:
        start = self.at
        first = self.text[start : start + 1]
        if first == "[":
            self._array(path, places)
        elif first == "{":
            self._inline(path, places)
        elif first in {'"', "'"}:
            any(self._skip(pattern) for pattern in _TEXTS)
        else:
            self._skip(_PLAIN)
        places[path] = (start, start + len(self.text[start : self.at].rstrip()))

    def _array(self, path: Path, places: dict[Path, Range]) -> None:
        self.at += 1
        index = 0
        while not self._closes("]"):
            self._value((*path, index), places)
            index += 1
        self.at += 1

    def _inline(self, path: Path, places: dict[Path, Range]) -> None:
        self.at += 1
        while not self._closes("}"):
            self._pair(path, places)
        self.at += 1

    def _closes(self, bracket: str) -> bool:
        """Step over blanks, comments and a comma; tell whether the bracket is next."""
        self._skip(_GAP)
        if self.text.startswith(",", self.at):
            self.at += 1
            self._skip(_GAP)
        return self.at >= len(self.text) or self.text[self.at] == bracket


#: Beyond a path, marks the place of the key rather than of its value.
KEY: Final = -1


class Places:
    """The places of everything in a TOML text.

    Args:
        text: The document, whose syntax is good.
        file: Its name, for the spans.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._ranges = _Reader(text).document()

    def find(self, path: Path) -> Span:
        """Give the place of a value, or of the nearest thing around it that has one.

        Args:
            path: Names of keys, and positions in arrays counted from 0; with `KEY` at its end the
                key itself is meant.
        """
        while path not in self._ranges:
            path = path[:-1]
        start, end = self._ranges[path]
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Span(self._file, line, column, end_line, end_column)

    def _position(self, offset: int) -> tuple[int, int]:
        before = self._text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _unquoted(key: str) -> str:
    if key[:1] == '"' and "\\" in key:
        return key[1:-1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    return key[1:-1] if key[:1] in {'"', "'"} else key
