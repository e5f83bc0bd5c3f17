"""The place of a finding: the header line, with carets under what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corsac.core.messages import Exchange, Failure
from corsac.render import words
from corsac.render.cells import cells, fit, wrap
from corsac.render.look import Line, Look, Piece, Style
from corsac.render.rows import exchange_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.findings import Where
    from corsac.diagnose.report import Report

#: The least room for an excerpt, however narrow the terminal.
_LEAST = 16


class Excerpt(NamedTuple):
    """A line and the part of it, `[start, end)`, that carets go under; they may be equal."""

    text: str
    start: int = 0
    end: int = 0

    @property
    def width(self) -> int:
        """Cells that the line takes."""
        return cells(self.text)


def excerpt(report: Report, where: Where, label: str, look: Look, style: Style) -> Iterator[Line]:
    """Draw the place that a finding points to, in the manner of rustc, with `label` below it.

    Args:
        report: The report, cleaned.
        where: The place; nothing is drawn where the report has no such exchange.
        label: What is wrong there, already in the reader's language.
        look: The terminal.
        style: The colour of carets and label.
    """
    exchange = exchange_of(report, where.exchange)
    if exchange is None:
        return
    number = str(row_of(report, where.exchange) or "")
    room = room_for(number, look)
    place = f"{exchange.request.method} {exchange.request.url}"
    parts = list(_excerpts(exchange, where, room, look))
    yield from drawn((place, number), parts, label, look, style)


def room_for(number: str, look: Look) -> int:
    """Give the cells beside the number and the bar."""
    return max(look.width - len(f" {number} | "), _LEAST)


def drawn(
    at: tuple[str, str], parts: Iterable[Excerpt], label: str, look: Look, style: Style
) -> Iterator[Line]:
    """Draw lines with carets under their faults, the first with its number.

    Args:
        at: What the lines are from, a request or a file's place; and the first line's number.
        parts: The lines.
        label: What is wrong there, already in the reader's language.
        look: The terminal.
        style: The colour of carets and label.
    """
    place, number = at
    margin = " " * len(number)
    bar = Piece(f" {margin} | ", Style.FRAME)
    room = room_for(number, look)
    yield (
        Piece(f" {margin}--> ", Style.FRAME),
        Piece(fit(place, room - 1, look.glyphs.ellipsis)),
    )
    yield (Piece(f" {margin} |", Style.FRAME),)
    carets: list[Piece] = []
    for index, part in enumerate(parts):
        line = _window(part, room, look.glyphs.ellipsis)
        if carets:
            yield bar, *carets
        yield (Piece(f" {number} | ", Style.FRAME) if index == 0 else bar), Piece(line.text)
        carets = _carets(line, style)
    yield from _under(carets, label, bar, look, style)
    yield (Piece(f" {margin} |", Style.FRAME),)


def _carets(line: Excerpt, style: Style) -> list[Piece]:
    if line.end <= line.start:
        return []
    before = Piece(" " * cells(line.text[: line.start]))
    return [before, Piece("^" * cells(line.text[line.start : line.end]), style)]


def _under(carets: list[Piece], label: str, bar: Piece, look: Look, style: Style) -> Iterator[Line]:
    """Put the label behind the carets where it fits on that line, below them where not."""
    used = len(bar.text) + sum(cells(piece.text) for piece in carets)
    if used + 1 + cells(label) <= look.width:
        yield bar, *carets, Piece(f" {label}", style)
        return
    yield bar, *carets
    yield from wrap([Piece(label, style)], look.width, [bar], bar)


def _excerpts(exchange: Exchange, where: Where, room: int, look: Look) -> Iterator[Excerpt]:
    """Give the lines that show the fault: the header's, or the status line and what it lacks."""
    answer = exchange.answer
    if isinstance(answer, Failure):
        text = look.catalogue.label(words.FAILURE[answer.kind])
        yield Excerpt(text, 0, len(text))
        return
    lines = [line for line in answer.headers if line[0].lower() == where.header.lower()]
    if not lines:
        lines = [line for line in exchange.request.headers if _is_meant(line, where)]
    for name, value in lines:
        yield from _header(name, value, where.value, room)
    if lines:
        return
    status = f"{answer.version} {answer.status} {answer.reason}".rstrip()
    if where.header:
        missing = look.catalogue.label(words.NO_HEADER).format(header=where.header)
        yield Excerpt(status)
        yield Excerpt(missing, 0, len(missing))
    else:
        yield Excerpt(status, len(answer.version) + 1, len(status))


def _is_meant(line: tuple[str, str], where: Where) -> bool:
    """Whether a request's header is what a rule points at: it must have named its value."""
    return line[0].lower() == where.header.lower() and where.value is not None


def _header(name: str, value: str, wrong: str | None, room: int) -> Iterator[Excerpt]:
    """Give a header's line, or two where it does not fit on one."""
    at = value.find(wrong) if wrong else -1
    length = len(wrong) if wrong and at >= 0 else max(len(value), 1)
    lead = f"{name}: "
    if cells(lead + value) > room:
        yield Excerpt(f"{name}:")
        lead = "  "
    start = len(lead) + max(at, 0)
    # An empty value gets one caret, where it would stand.
    yield Excerpt(f"{lead}{value or ' '}", start, start + length)


def _window(part: Excerpt, room: int, mark: str) -> Excerpt:
    """Cut a line to `room` cells so that the fault, or its beginning, stays in sight."""
    if part.width <= room:
        return part
    text, start, end = part
    fault = fit(text[start:end], room - 2 * len(mark), mark)
    left = room - cells(fault)
    after = fit(text[end:], left // 2 if start else left, mark) if end < len(text) else ""
    before = text[:start]
    space = left - cells(after)
    if cells(before) > space:
        before = mark + before[len(before) - max(space - len(mark), 0) :]
    return Excerpt(before + fault + after, len(before), len(before) + len(fault))
