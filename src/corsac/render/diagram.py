"""Who says what to whom: a report as a sequence diagram, for the terminal or as Mermaid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.browser.request import Api
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.messages import Failure
from corsac.diagnose.report import ReportVerdict, Role
from corsac.render import words
from corsac.render.agree import method_of
from corsac.render.cells import cells, fit
from corsac.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.report import Hop, Report
    from corsac.render.look import Look

_APIS = {Api.FETCH: "fetch()", Api.XHR: "XMLHttpRequest", Api.WEBSOCKET: "WebSocket"}
_PAGE, _BROWSER = 0, 1
_MERMAID_SPECIAL = re.compile(r"[#;<>\"&%{}]")
_LONGEST = 200
_NARROWEST_COLUMN, _WIDEST_COLUMN = 12, 44


@dataclass(frozen=True, slots=True)
class _Arrow:
    """A message from one actor to another, by their columns.

    Answers, and requests that were not made, are `dashed`; what is `lost` ends at a cross.
    """

    start: int
    end: int
    text: str
    dashed: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class _Scene:
    """The actors, in the order of their columns, and what they say."""

    actors: tuple[str, ...]
    arrows: tuple[_Arrow, ...]


def terminal(report: Report, look: Look) -> str:
    """Draw a report in the terminal, ended by a line feed.

    It is at most `look.width` cells wide, unless so many servers take part that their columns would
    be narrower than twelve cells.
    """
    scene = _scene(clean(report), look)
    count = len(scene.actors)
    column = min(max((look.width - 4) // (count - 1), _NARROWEST_COLUMN), _WIDEST_COLUMN)
    draw = _Pen(column, count, look)
    lines = [draw.heads(scene.actors), draw.bars()]
    for arrow in scene.arrows:
        lines += draw.arrow(arrow)
    lines.append(draw.bars())
    return "".join(f"{line.rstrip()}\n" for line in lines)


def mermaid(report: Report, look: Look) -> str:
    """Write a report as a Mermaid sequence diagram, ended by a line feed."""
    scene = _scene(clean(report), look)
    lines = ["sequenceDiagram"]
    lines += [f"    participant a{n} as {_safe(name)}" for n, name in enumerate(scene.actors)]
    for arrow in scene.arrows:
        line = ("--" if arrow.dashed else "-") + ("x" if arrow.lost else ">>")
        lines.append(f"    a{arrow.start}{line}a{arrow.end}: {_safe(arrow.text)}")
    return "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    """Write Mermaid's own characters as its entities; a long text is cut before, not within one."""
    return _MERMAID_SPECIAL.sub(lambda match: f"#{ord(match[0])};", fit(text, _LONGEST, "..."))


def _scene(report: Report, look: Look) -> _Scene:
    hops = [hop for hop in report.hops if hop.role is not Role.PROBE]
    servers = list(dict.fromkeys(_origin(hop.request.url) for hop in hops))
    engine = report.engines[0]
    actors = (report.origin, engine.label, *servers)
    arrows = [
        _Arrow(
            _PAGE,
            _BROWSER,
            f"{_APIS.get(report.request.api, report.request.api.value)} {method_of(report)}",
        )
    ]
    for hop in hops:
        arrows += _hop(hop, 2 + servers.index(_origin(hop.request.url)), look)
    arrows.append(_end(report, look))
    return _Scene(actors, tuple(arrows))


def _hop(hop: Hop, server: int, look: Look) -> Iterator[_Arrow]:
    say = look.catalogue
    path = hop.request.url.removeprefix(_origin(hop.request.url)) or "/"
    text = f"{hop.request.method} {path}"
    exchange = hop.exchange
    if exchange is None:
        yield _Arrow(_BROWSER, server, f"{say.label(words.NOT_SENT)}{say.colon}{text}", dashed=True)
    elif isinstance(exchange.answer, Failure):
        yield _Arrow(_BROWSER, server, text, lost=True)
        failure = say.label(words.FAILURE[exchange.answer.kind])
        yield _Arrow(server, _BROWSER, failure, dashed=True, lost=True)
    else:
        yield _Arrow(_BROWSER, server, text)
        allowed = exchange.answer.headers.get(ALLOW_ORIGIN)
        shown = (
            f"{ALLOW_ORIGIN}: {allowed}"
            if allowed is not None
            else say.label(words.NO_HEADER).format(header=ALLOW_ORIGIN)
        )
        yield _Arrow(server, _BROWSER, f"{exchange.answer.status}, {shown}", dashed=True)


def _end(report: Report, look: Look) -> _Arrow:
    """Say what the page gets."""
    say = look.catalogue
    outcome = report.engines[0].outcome
    if report.verdict is ReportVerdict.UNDECIDED:
        return _Arrow(_BROWSER, _PAGE, say.label("undecided"), dashed=True)
    if outcome.verdict is Verdict.ALLOWED:
        status = outcome.response.status if outcome.response else 0
        # What is opaque shows script no status (fetch#concept-filtered-response-opaque).
        text = say.label("the answer, status {status}" if status else "an opaque answer")
        text = text.format(status=status)
        return _Arrow(_BROWSER, _PAGE, text, dashed=True)
    text = say.label("an error without a reason")
    return _Arrow(_BROWSER, _PAGE, text, dashed=True, lost=True)


def _origin(url: str) -> str:
    scheme, slashes, rest = url.partition("://")
    return scheme + slashes + re.split(r"[/?#]", rest, maxsplit=1)[0]


class _Pen:
    """Draws lines of the terminal's diagram: `column` cells lie between two actors."""

    def __init__(self, column: int, count: int, look: Look) -> None:
        self.column = column
        self.count = count
        self.look = look
        unicode = look.unicode
        self.bar, self.line, self.dash = ("│", "─", "┄") if unicode else ("|", "-", ".")
        self.right, self.left = ("▶", "◀") if unicode else (">", "<")
        self.lost = look.glyphs.bad

    def heads(self, names: tuple[str, ...]) -> str:
        """Write the actors' names, each above its bar; the last ends at the margin at most."""
        mark = self.look.glyphs.ellipsis
        parts = [fit(name, self.column - 2, mark) for name in names[:-1]]
        *most, before = parts
        line = "".join(part + " " * (self.column - cells(part)) for part in most) + before
        right = max(self.look.width, (self.count - 1) * self.column + 3)
        last = fit(names[-1], right - cells(line) - 1, mark)
        start = min((self.count - 1) * self.column, right - cells(last))
        return line + " " * (start - cells(line)) + last

    def bars(self) -> str:
        """Draw every actor's bar."""
        return (" " * 2 + (self.bar + " " * (self.column - 1)) * self.count).rstrip()

    def arrow(self, arrow: _Arrow) -> Iterator[str]:
        """Draw one message: its words, then the arrow below them."""
        first, last = sorted((arrow.start, arrow.end))
        room = (last - first) * self.column - 1
        words_ = fit(arrow.text, max(room - 2, 4), self.look.glyphs.ellipsis)
        yield self._row(first, last, f" {words_}" + " " * max(room - cells(words_) - 1, 0))
        stroke = self.dash if arrow.dashed else self.line
        tip = self.right if arrow.end > arrow.start else self.left
        tip = self.lost if arrow.lost else tip
        body = stroke * (room - 1)
        yield self._row(first, last, body + tip if arrow.end > arrow.start else tip + body)

    def _row(self, first: int, last: int, inside: str) -> str:
        gap = " " * (self.column - 1)
        before = "".join(f"{self.bar}{gap}" for _ in range(first))
        after = "".join(f"{gap}{self.bar}" for _ in range(self.count - 1 - last))
        return f"  {before}{self.bar}{inside}{self.bar}{after}"
