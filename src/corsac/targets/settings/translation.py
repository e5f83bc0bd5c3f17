"""Origin patterns for a regular expression, and the strangers' origins that it lets in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.origin import parse_origin
from corsac.policy.pattern import parse_pattern
from corsac.targets.settings.expressions import EVERY, Gap, NotUnderstoodError, Way, ways

if TYPE_CHECKING:
    from collections.abc import Collection

    from corsac.targets.settings.expressions import Piece

_DIGITS: Final = frozenset("0123456789")
_HEX: Final = _DIGITS | frozenset("abcdef")
_LABEL: Final = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyz-_")
#: A host that a stranger may have.
_EVIL: Final = "evil.example"


class Matching(StrEnum):
    """How much of a text an expression has to match."""

    #: From the first character to the last, as `re.fullmatch`.
    WHOLE = "whole"
    #: From the first character on, as `re.match`.
    PREFIX = "prefix"
    #: Anywhere, as `re.search` and most other languages.
    ANYWHERE = "anywhere"


class Hole(StrEnum):
    """A way in which an expression lets strangers in."""

    #: Nothing ties it to the end: what goes on after it matches too.
    END_OPEN = "end-open"
    #: A dot that is not escaped stands for any character.
    DOT = "dot"
    #: What is left open is not kept apart from the name behind it by a dot.
    LABEL = "label"
    #: The name itself is left open.
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Stranger:
    """An origin that an expression lets in, though nobody meant it."""

    hole: Hole
    origin: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What an expression was meant to be, and what it is.

    `patterns` are the origin patterns that were meant. `everyone` is true where it was meant for
    every origin. `strangers` are origins that it matches and should not; they really match.
    `exact` is false where the patterns stand for more, or less, than was meant. `unread` says
    what could not be understood, empty otherwise.
    """

    patterns: tuple[str, ...] = ()
    everyone: bool = False
    strangers: tuple[Stranger, ...] = ()
    exact: bool = True
    unread: str = ""


@dataclass(frozen=True, slots=True)
class _Meant:
    """What one way means: a pattern, every origin, or nothing that can be written."""

    patterns: tuple[str, ...] = ()
    everyone: bool = False
    exact: bool = True
    strangers: tuple[Stranger, ...] = ()
    unread: str = ""


def translate(expression: str, matching: Matching) -> Translation:
    """Turn an expression for origins into patterns.

    Args:
        expression: As the library is given it, in Python's, JavaScript's or PCRE's syntax.
        matching: How much of the Origin header it has to match.
    """
    try:
        found = ways(expression)
    except NotUnderstoodError as error:
        return Translation(unread=str(error))
    meant = [_of_way(way, matching) for way in found]
    patterns = dict.fromkeys(text for each in meant for text in each.patterns)
    strangers: dict[Hole, Stranger] = {}
    for one in meant:
        for each in one.strangers:
            if _is_strange(each.origin, patterns):
                strangers.setdefault(each.hole, each)
    return Translation(
        tuple(patterns),
        any(each.everyone for each in meant),
        tuple(strangers[hole] for hole in Hole if hole in strangers),
        all(each.exact for each in meant) and not _without_default_port(patterns),
        next((each.unread for each in meant if each.unread), ""),
    )


def _is_strange(origin: str, patterns: Collection[str]) -> bool:
    """Whether a browser may send it, and the patterns don't mean it."""
    meant = filter(None, map(parse_pattern, patterns))
    return parse_origin(origin) is not None and not any(each.matches(origin) for each in meant)


def _without_default_port(patterns: Collection[str]) -> bool:
    """Whether a port was due: `:*` in a pattern stands for the default port too."""
    return any(each.endswith(":*") and each.removesuffix(":*") not in patterns for each in patterns)


def _of_way(way: Way, matching: Matching) -> _Meant:
    pieces = list(way.pieces)
    open_end = matching is not Matching.WHOLE and not way.end
    open_start = matching is Matching.ANYWHERE and not way.start
    if _is_everything(pieces):
        return _Meant(everyone=True)
    scheme, rest = _scheme(pieces)
    loose = scheme is None
    if scheme is None:
        wide = bool(pieces) and _is_wide(pieces[0])
        if open_start and not wide:
            pieces.insert(0, Gap(EVERY, 0, None))
        elif not wide:
            return _Meant(unread="its scheme")
        # What is left open before the name has the scheme in it: any.
        scheme, rest = "https", pieces
    if _is_everything(rest):
        return _Meant(everyone=True, exact=False)
    if not rest:
        return _Meant(unread="its host")
    # A slash at the end, or a path that may be there, is in no Origin header: nor a stranger's.
    slashed = False
    while rest and (rest[-1] == "/" or (_is_optional(rest[-1]) and rest[-2:-1] == ["/"])):
        slashed = True
        rest.pop()
    meant = _host(scheme, rest)
    more: list[Stranger] = []
    if meant.patterns and open_end:
        tail = isinstance(rest[-1], Gap) or ":" in _literal(rest)
        more += [] if tail else [Stranger(Hole.END_OPEN, f"{scheme}://{_sample(rest)}.{_EVIL}")]
    exact = meant.exact and not loose
    strangers = () if slashed else (*more, *meant.strangers)
    return _Meant(meant.patterns, meant.everyone, exact, strangers, meant.unread)


def _is_everything(pieces: list[Piece]) -> bool:
    """Whether nothing but a wide gap is there: all that an origin can be."""
    return bool(pieces) and all(
        isinstance(each, Gap) and each.most is None and {".", "a"} <= each.chars for each in pieces
    )


def _is_optional(piece: Piece) -> bool:
    return isinstance(piece, Gap) and piece.least == 0


def _is_wide(piece: Piece) -> bool:
    """Whether a scheme and the beginning of a host fit into what is left open."""
    return isinstance(piece, Gap) and piece.most is None and {":", "/", "."} <= piece.chars


def _scheme(pieces: list[Piece]) -> tuple[str | None, list[Piece]]:
    """Part the literal scheme from the rest."""
    text = ""
    for index, each in enumerate(pieces):
        if not isinstance(each, str):
            break
        text += each
        if text.endswith("://"):
            return text.removesuffix("://"), pieces[index + 1 :]
    return None, pieces


def _host(scheme: str, pieces: list[Piece]) -> _Meant:
    strangers: list[Stranger] = []
    written, exact = "", True
    for index, each in enumerate(pieces):
        if isinstance(each, str):
            written += each
            continue
        after = pieces[index + 1 : index + 2]
        if each.dot and written:
            # One character that may be any: meant was the dot that it is written as.
            strangers.append(_with_dot(scheme, pieces, index))
            written += "."
            continue
        kind, fits = _kind(each, written, pieces[index + 1 :])
        if kind is None:
            return _Meant(strangers=_open_name(scheme, pieces, index), unread="what it leaves open")
        if kind == "*" and after and not _is_dot(after[0]):
            if each.most is not None:
                return _Meant(unread="what it leaves open")
            # `.*example.com`: the name and all below it were meant.
            strangers.append(Stranger(Hole.LABEL, f"{scheme}://evil{_sample(pieces[index + 1 :])}"))
            plain = _host(
                scheme, [written, *pieces[index + 1 :]] if written else pieces[index + 1 :]
            )
            below = _host(scheme, [Gap(EVERY, 1, None), ".", *pieces[index + 1 :]])
            both = (*plain.patterns, *below.patterns)
            return _Meant(both, strangers=tuple(strangers), exact=False)
        exact = exact and fits
        written += kind
    text = f"{scheme}://{written}"
    if parse_pattern(text) is None:
        return _Meant(strangers=tuple(strangers), unread="what it stands for")
    return _Meant((text,), exact=exact, strangers=tuple(strangers))


def _is_dot(piece: Piece) -> bool:
    return piece == "." or (isinstance(piece, Gap) and piece.dot)


def _kind(gap: Gap, before: str, after: list[Piece]) -> tuple[str | None, bool]:
    """Find what a pattern has for a gap, and whether it stands for just the same."""
    if before.endswith(":"):
        return ("*", gap.chars == _DIGITS) if not after else (None, False)
    if not after:
        return None, False
    if not before and gap.chars != EVERY - {"."} and not gap.chars <= _LABEL:
        return "*", gap.most is None
    if gap.chars <= _DIGITS:
        return "{digits}", gap.most is None and gap.least == 1
    if gap.chars <= _HEX:
        return "{hex}", gap.most is None and gap.least == 1
    return "{slug}", gap.most is None and gap.chars <= _LABEL


def _with_dot(scheme: str, pieces: list[Piece], index: int) -> Stranger:
    """Write an origin with a letter where a dot was meant."""
    before, after = _sample(pieces[:index]), _sample(pieces[index + 1 :])
    return Stranger(Hole.DOT, f"{scheme}://{before}x{after}")


def _open_name(scheme: str, pieces: list[Piece], index: int) -> tuple[Stranger, ...]:
    """Write an origin that ends in a stranger's name, where the end of the name is left open."""
    gap = pieces[index]
    if isinstance(gap, str) or gap.most is not None or pieces[index + 1 :]:
        return ()
    if not set(_EVIL) <= gap.chars:
        return ()
    before = _sample(pieces[:index])
    dot = "" if before.endswith(".") else "."
    return (Stranger(Hole.NAME, f"{scheme}://{before}{dot}{_EVIL}"),)


def _sample(pieces: list[Piece]) -> str:
    """Write a text that the pieces match."""
    return "".join(each if isinstance(each, str) else _filled(each) for each in pieces)


def _filled(gap: Gap) -> str:
    if gap.dot:
        return "."
    letter = "a" if "a" in gap.chars else min(gap.chars & _LABEL or gap.chars)
    return letter * max(gap.least, 0 if gap.most == 0 else 1)


def _literal(pieces: list[Piece]) -> str:
    return "".join(each for each in pieces if isinstance(each, str))
