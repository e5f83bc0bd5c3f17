"""Regular expressions for origins and paths, read into what they match.

Read, never run: what a stranger's file holds may take for ever to match. Literals, classes,
groups, alternatives and quantifiers are known; what else there is (look-around, back-references)
is not understood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Final

#: Ways through an expression that are followed.
_MOST_WAYS: Final = 64
_LONGEST: Final = 2_000
_MOST_COPIES: Final = 64
_DIGITS: Final = frozenset("0123456789")
_LOWER: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_WORD: Final = _DIGITS | _LOWER | {"_"}
#: The characters that an origin or a path may have, upper case folded into lower case.
EVERY: Final = frozenset(map(chr, range(0x20, 0x7F))) - frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CLASSES: Final = {
    "d": _DIGITS,
    "D": EVERY - _DIGITS,
    "w": _WORD,
    "W": EVERY - _WORD,
    "s": frozenset(" "),
    "S": EVERY - {" "},
}


class NotUnderstoodError(ValueError):
    """An expression with something in it that is not known here."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Characters that an expression leaves open: `least` to `most` out of `chars`.

    `most` is None where there is no end. `dot` marks the `.` that stands for one character.
    """

    chars: frozenset[str]
    least: int = 1
    most: int | None = 1
    dot: bool = False


Piece = str | Gap


@dataclass(frozen=True, slots=True)
class Way:
    """One way through an expression: its pieces, and whether it is tied to start and end."""

    pieces: tuple[Piece, ...] = ()
    start: bool = False
    end: bool = False

    def then(self, other: Way) -> Way:
        """Put another way behind this one.

        Raises:
            NotUnderstoodError: An anchor stands where nothing can match.
        """
        if (self.end and other.pieces) or (other.start and self.pieces):
            raise NotUnderstoodError("an anchor in the middle")
        return Way(self.pieces + other.pieces, self.start or other.start, self.end or other.end)


def ways(text: str, *, fold: bool = True) -> tuple[Way, ...]:
    """Give every way through an expression.

    Args:
        text: The expression.
        fold: Whether letters are taken in lower case, which origins have.

    Raises:
        NotUnderstoodError: It has something in it that is not known here, or too many ways.
    """
    if len(text) > _LONGEST:
        raise NotUnderstoodError("too long")
    reader = _Reader(text, fold)
    found = reader.alternatives()
    if reader.at < len(text):
        raise NotUnderstoodError("a bracket without its other half")
    return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class _Reader:
    """Reads an expression from left to right."""

    text: str
    fold: bool
    at: int = 0
    depth: int = 0

    def alternatives(self) -> list[Way]:
        """Read up to the end, or to the bracket that closes the group."""
        found = self.sequence()
        while self.take("|"):
            found = _bounded([*found, *self.sequence()])
        return found

    def sequence(self) -> list[Way]:
        """Read up to the next alternative."""
        found = [Way()]
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            items = self.quantified()
            if len(found) * len(items) > _MOST_WAYS:
                raise NotUnderstoodError("too many alternatives")
            found = [one.then(other) for one, other in product(found, items)]
        return found

    def take(self, mark: str) -> bool:
        """Step over a mark; tell whether it was there."""
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def quantified(self) -> list[Way]:
        """Read a character, class or group, and how often it stands."""
        items = self.atom()
        least, most = self.quantifier()
        if (least, most) == (1, 1):
            return items
        if most == 1:
            return [Way(), *items]
        if any(each.start or each.end for each in items):
            raise NotUnderstoodError("an anchor that is repeated")
        return _bounded(_repeated(items, least, most))

    def quantifier(self) -> tuple[int, int | None]:
        """Read `?`, `*`, `+` or `{2,3}`; lazy and possessive ones match the same texts."""
        found: tuple[int, int | None] = (1, 1)
        for mark, meaning in (("?", (0, 1)), ("*", (0, None)), ("+", (1, None))):
            if self.take(mark):
                found = meaning
                break
        else:
            if not self.text.startswith("{", self.at):
                return found
            inside, closed, _ = self.text[self.at + 1 :].partition("}")
            least, comma, most = inside.partition(",")
            if not closed or not (least + most).isdecimal():
                raise NotUnderstoodError("a curly bracket")
            self.at += len(inside) + 2
            found = (int(least or 0), (int(most) if most else None) if comma else int(least))
        if not self.take("?"):
            self.take("+")
        return found

    def atom(self) -> list[Way]:
        """Read one character, class, anchor or group."""
        mark = self.text[self.at]
        self.at += 1
        if mark == "(":
            return self.group()
        if mark == "[":
            return [_way(self.members())]
        if mark == "\\":
            return [self.escaped()]
        if mark == "^":
            return [Way(start=True)]
        if mark == "$":
            return [Way(end=True)]
        if mark == ".":
            return [Way((Gap(EVERY, dot=True),))]
        if mark in "*+?":
            raise NotUnderstoodError("nothing to repeat")
        return [Way((mark.lower() if self.fold else mark,))]

    def group(self) -> list[Way]:
        """Read a group up to its bracket; how it is kept is all one."""
        self.depth += 1
        if self.depth > _MOST_COPIES:
            raise NotUnderstoodError("nested too deeply")
        if self.take("?") and not self.take(":"):
            flags, closed, _ = self.text[self.at :].partition(")")
            if closed and flags and set(flags) <= {"a", "i", "m", "s", "u"}:
                self.at += len(flags) + 1
                self.depth -= 1
                return [Way()]
            if not self.take("P<"):
                raise NotUnderstoodError("look-around")
            name, _, _ = self.text[self.at :].partition(">")
            self.at += len(name) + 1
        found = self.alternatives()
        if not self.take(")"):
            raise NotUnderstoodError("a bracket without its other half")
        self.depth -= 1
        return found

    def escaped(self) -> Way:
        """Read what follows a backslash."""
        mark = self.text[self.at : self.at + 1]
        self.at += 1
        if mark in _CLASSES:
            return _way(_CLASSES[mark])
        if mark in {"A", "Z", "z"}:
            return Way(start=mark == "A", end=mark != "A")
        if not mark or mark.isalnum():
            raise NotUnderstoodError(f"\\{mark}")
        return Way((mark,))

    def members(self) -> frozenset[str]:
        """Read a class in square brackets."""
        negated = self.take("^")
        chars: set[str] = set()
        first = True
        while first or not self.take("]"):
            if self.at >= len(self.text):
                raise NotUnderstoodError("a bracket without its other half")
            first = False
            low = self.member()
            if (
                len(low) == 1
                and self.text.startswith("-", self.at)
                and self.text[self.at + 1 : self.at + 2] not in {"", "]"}
            ):
                self.at += 1
                high = self.member()
                chars.update(map(chr, range(ord(min(low)), ord(min(high)) + 1)))
            else:
                chars |= low
        folded = {char.lower() for char in chars}
        return EVERY - folded if negated else frozenset(folded) & EVERY

    def member(self) -> frozenset[str]:
        """Read one member of a class."""
        mark = self.text[self.at]
        self.at += 1
        if mark != "\\":
            return frozenset(mark)
        mark = self.text[self.at : self.at + 1]
        self.at += 1
        if mark in _CLASSES:
            return _CLASSES[mark]
        if not mark or mark.isalnum():
            raise NotUnderstoodError(f"\\{mark}")
        return frozenset(mark)


def _way(chars: frozenset[str]) -> Way:
    return Way((min(chars),)) if len(chars) == 1 else Way((Gap(chars),))


def _bounded(found: list[Way]) -> list[Way]:
    if len(found) > _MOST_WAYS:
        raise NotUnderstoodError("too many alternatives")
    return found


def _repeated(items: list[Way], least: int, most: int | None) -> list[Way]:
    """Repeat what stands once: one character exactly, a group as what its characters may be."""
    if len(items) == 1 and len(items[0].pieces) == 1:
        piece = items[0].pieces[0]
        if isinstance(piece, str) and least == most and least <= _MOST_COPIES:
            return [Way((piece,) * least)]
        gap = Gap(frozenset(piece)) if isinstance(piece, str) else piece
        return [Way((replace(gap, least=least, most=most, dot=False),))]
    none = [] if least else [Way()]
    chars = frozenset[str]().union(*(_chars(piece) for item in items for piece in item.pieces))
    lengths = [sum(_least(piece) for piece in item.pieces) for item in items]
    low = min(lengths) * max(least, 1)
    # `([a-z]+\.)+`: each copy ends alike, so that whatever stands before is known to end there.
    lasts = {item.pieces[-1:] for item in items}
    last = next(iter(lasts)) if len(lasts) == 1 else ()
    if last and isinstance(last[0], str):
        return [*none, Way((Gap(chars, max(low - 1, 0), None), last[0]))]
    return [*none, Way((Gap(chars, low, None),))]


def _chars(piece: Piece) -> frozenset[str]:
    return frozenset(piece) if isinstance(piece, str) else piece.chars


def _least(piece: Piece) -> int:
    return len(piece) if isinstance(piece, str) else piece.least
