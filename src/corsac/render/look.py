"""How a terminal wants its text: columns, colour, glyphs, language; and the painting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from corsac.render.catalogue import ENGLISH, Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable


class Style(StrEnum):
    """What a piece of text is; its value is the SGR parameter (ECMA-48 §8.3.117)."""

    PLAIN = ""
    STRONG = "1"
    DIM = "2"
    GOOD = "32"
    BAD = "31"
    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    FRAME = "34"
    HELP = "1;32"


class Piece(NamedTuple):
    """Some text of one style."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The few signs beyond letters, so that a terminal without Unicode has its own."""

    bad: str
    ellipsis: str
    arrow: str


_UNICODE = Glyphs(bad="✗", ellipsis="…", arrow="→")
_ASCII = Glyphs(bad="x", ellipsis="...", arrow="->")


@dataclass(frozen=True, slots=True)
class Look:
    """What a renderer must know of its reader. `width` is in terminal cells."""

    width: int = 80
    colour: bool = False
    unicode: bool = True
    verbose: bool = False
    catalogue: Catalogue = ENGLISH

    @property
    def longest(self) -> int:
        """How many characters of a stranger's value are shown before its middle is left out."""
        return 4000 if self.verbose else 300

    @property
    def glyphs(self) -> Glyphs:
        """The signs that the terminal can show."""
        return _UNICODE if self.unicode else _ASCII


def paint(lines: Iterable[Line], look: Look) -> str:
    """Join lines into text, each ended by a line feed; colours only where they are wanted."""
    text = "".join(_painted(line, look).rstrip() + "\n" for line in lines)
    # An encoding that can't say it gets an escape, never an exception halfway.
    return text if look.unicode else text.encode("ascii", "backslashreplace").decode("ascii")


def _painted(line: Line, look: Look) -> str:
    """Give a line with one sequence for each run of a style."""
    runs = groupby(line, key=lambda piece: piece.style)
    return "".join(_run("".join(piece.text for piece in run), style, look) for style, run in runs)


def _run(text: str, style: Style, look: Look) -> str:
    if not look.colour or not style or not text.strip():
        return text
    return f"\x1b[{style.value}m{text}\x1b[0m"
