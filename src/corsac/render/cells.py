"""Terminal cells: how wide text is, where a line may break, what to leave out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corsac.render.look import Line, Piece, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# One cell each, known without a table: what corsac and the engines print beside ASCII.
_NARROW = str.maketrans("", "", "…✗→\u2018\u2019")
_PLAIN_WORD = re.compile(r"\S+|\s+")
#: From the character after this on, scripts are written without spaces.
_LAST_NARROW = "\u2e7f"
#: What may not begin a line, and what may not end one.
_CLOSING = "\u3001\u3002\u300b\u300d\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u201d"
_OPENING = "\u300a\u300c\uff08\u201c"
#: Where a URL or a header's value is best broken: after one of these.
_BREAK_AFTER = "/?&,;="
#: A long word begins a new line where less than this part of the line is left.
_CRAMPED = 3


def cells(text: str) -> int:
    """How many cells `text` takes. It holds no control characters."""
    if _is_narrow(text):
        return len(text)
    import wcwidth  # noqa: PLC0415 - its tables take longer to load than most checks take

    return wcwidth.width(text)


def _is_narrow(text: str) -> bool:
    return text.isascii() or text.translate(_NARROW).isascii()


@cache
def _word() -> re.Pattern[str]:
    """Give what finds words, made when a text needs it: such sets of characters are slow to make.

    A word, or one character of a script that is written without spaces, with what may not begin
    a line after it.
    """
    wide = r"\u2e80-\u9fff\uac00-\ud7af\uff01-\uff60"
    return re.compile(rf"[{wide}][{_CLOSING}]*|[^\s{wide}]+|\s+")


def fit(text: str, room: int, mark: str) -> str:
    """Take the middle out of `text` so that it fits into `room` cells."""
    if cells(text) <= room:
        return text
    space = max(room - cells(mark), 0)
    tail_room = space // 3
    head = _prefix(text, space - tail_room)
    tail = _prefix(text[::-1], tail_room)[::-1]
    return head + mark + tail


def _prefix(text: str, room: int) -> str:
    """Give the longest beginning of `text` that takes at most `room` cells."""
    if _is_narrow(text):
        return text[:room]
    end = 0
    while end < len(text) and cells(text[: end + 1]) <= room:
        end += 1
    return text[:end]


class _Word(list[Piece]):
    """Pieces without a space between them."""

    space_before = False

    def width(self) -> int:
        """Give the columns that a text takes."""
        return sum(cells(piece.text) for piece in self)


def wrap(
    pieces: Iterable[Piece], width: int, first: Sequence[Piece] = (), rest: str | Piece = ""
) -> list[Line]:
    """Break text into lines of at most `width` cells.

    `first` begins the first line, `rest` every further one. Words longer than a line are broken
    after a slash, comma or the like.
    """
    hang = rest if isinstance(rest, Piece) else Piece(rest)
    lines: list[list[Piece]] = [list(first)]
    used = margin = sum(cells(piece.text) for piece in first)
    for word in _words(pieces):
        gap = 1 if word.space_before and used > margin else 0
        if used + gap + word.width() <= width:
            lines[-1].extend([_space(lines[-1], word)] * gap + word)
            used += gap + word.width()
            continue
        if used > margin and (
            word.width() <= width - cells(hang.text) or width - used < width // _CRAMPED
        ):
            lines.append([hang])
            used = margin = cells(hang.text)
        elif gap:
            lines[-1].append(_space(lines[-1], word))
            used += 1
        for piece in _chop(word, width, used, cells(hang.text)):
            if piece is None:
                lines.append([hang])
                used = margin = cells(hang.text)
            else:
                lines[-1].append(piece)
                used += cells(piece.text)
    return [tuple(line) for line in lines]


def _space(line: list[Piece], word: _Word) -> Piece:
    """Give the space between two words: of their style where they have the same."""
    same = bool(line) and line[-1].style is word[0].style
    return Piece(" ", word[0].style if same else Style.PLAIN)


def _words(pieces: Iterable[Piece]) -> Iterator[_Word]:
    word = _Word()
    for text, style in pieces:
        for token in (_PLAIN_WORD if _is_narrow(text) else _word()).findall(text):
            if token.isspace() or (word and _stands_alone(token, word)):
                if word:
                    yield word
                word = _Word()
                word.space_before = token.isspace()
            if not token.isspace():
                word.append(Piece(token, style))
    if word:
        yield word


def _stands_alone(token: str, word: _Word) -> bool:
    """Whether a line may break between `word` and `token` though no space is there."""
    before = word[-1].text[-1]
    if token[0] in _CLOSING or before in _OPENING:
        return False
    return token[0] > _LAST_NARROW or before > _LAST_NARROW


def _chop(word: _Word, width: int, used: int, margin: int) -> Iterator[Piece | None]:
    """Cut a word so that it fits; None stands for a new line."""
    for text, style in word:
        rest = text
        while rest:
            if used > margin and cells(rest[:1]) > width - used:
                yield None
                used = margin
            room = max(width - used, 1)
            part = rest if cells(rest) <= room else _break(rest, room)
            yield Piece(part, style)
            used += cells(part)
            rest = rest[len(part) :]
            if rest:
                yield None
                used = margin


def _break(text: str, room: int) -> str:
    """Give the part of a long word that goes on this line, at least one character."""
    part = _prefix(text, room) or text[:1]
    best = max(part.rfind(mark) for mark in _BREAK_AFTER) + 1
    return part[:best] if best > len(part) // 3 else part


def plain(text: str, style: Style = Style.PLAIN) -> Line:
    """One line of one style."""
    return (Piece(text, style),)
