"""The waterfall in the terminal: one line for each request, then the headers that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.messages import Failure
from corsac.render import words
from corsac.render.catalogue import cut
from corsac.render.cells import cells, fit, wrap
from corsac.render.look import Line, Look, Piece, Style
from corsac.render.rows import HeaderLine, Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.report import Report

_SECOND = 1000.0
_STATUS_STYLES = {2: Style.GOOD, 3: Style.WARNING, 4: Style.BAD, 5: Style.BAD}


def waterfall(report: Report, look: Look) -> Iterator[Line]:
    """Draw the requests of a report, in the order in which they were sent."""
    for row in rows(report, every=look.verbose):
        yield _request(row, look)
        yield from _reason(row, look)
        for line in row.lines:
            yield from _header(line, look)
        yield from _failure(row, look)


def milliseconds(time: float | None) -> str:
    """Write a duration: `38 ms`, `1.2 s`, nothing where it was not measured."""
    if time is None:
        return ""
    if time < 1:
        return "<1 ms"
    return f"{time:.0f} ms" if round(time) < _SECOND else f"{time / _SECOND:.1f} s"


def _request(row: Row, look: Look) -> Line:
    """Draw the line of a request: number, method, target; at the right, status and time."""
    status, style, time = _result(row, look)
    tail = f" {time:>8}" if time else ""
    left = f"{row.number:>2} "
    method = row.hop.request.method
    fixed = cells(left) + cells(method) + cells(status) + len(tail) + 2
    target = fit(row.target, max(look.width - fixed, 4), look.glyphs.ellipsis)
    gap = max(look.width - fixed - cells(target), 0) + 1
    return (
        Piece(left, Style.FRAME),
        Piece(method, Style.STRONG),
        Piece(f" {target}" + " " * gap),
        Piece(status, style),
        Piece(tail),
    )


def _result(row: Row, look: Look) -> tuple[str, Style, str]:
    exchange = row.hop.exchange
    if exchange is None:
        return look.catalogue.label(words.NOT_SENT), Style.DIM, ""
    if row.response is None:
        answerless = look.catalogue.label(words.NO_ANSWER)
        return answerless, Style.BAD, milliseconds(exchange.timing.total)
    status = row.response.status
    style = Style.ERROR if row.bad_status else _STATUS_STYLES.get(status // 100, Style.PLAIN)
    return str(status), style, milliseconds(exchange.timing.total)


def _reason(row: Row, look: Look) -> Iterator[Line]:
    """Say below a request why it is there, or why it was not sent."""
    if row.hop.why is not None:
        why = look.catalogue.say(row.hop.why)
        yield from wrap([Piece(why)], look.width, [Piece("   ")], "   ")


def _failure(row: Row, look: Look) -> Iterator[Line]:
    """Say what went wrong below HTTP."""
    if row.hop.exchange and isinstance(failure := row.hop.exchange.answer, Failure):
        text = look.catalogue.label(words.FAILURE[failure.kind])
        detail = f" ({failure.detail})" if failure.detail else ""
        pieces = [Piece(text, Style.BAD), Piece(detail, Style.DIM)]
        yield from wrap(pieces, look.width, [Piece(f"   {look.glyphs.bad} ", Style.BAD)], "     ")


def _header(line: HeaderLine, look: Look) -> Iterator[Line]:
    if line.bad:
        sign, style = look.glyphs.bad, Style.BAD
    else:
        sign, style = (">" if line.sent else "<"), Style.PLAIN
    first = [Piece(f"   {sign} ", style if line.bad else Style.DIM)]
    if line.value is None:
        missing = look.catalogue.label(words.NO_HEADER).format(header=line.name)
        yield from wrap([Piece(missing, style)], look.width, first, "     ")
        return
    value = cut(line.value, look.longest, look.glyphs.ellipsis)
    pieces = [Piece(f"{line.name}: ", style), Piece(value, style)]
    yield from wrap(pieces, look.width, first, "       ")
