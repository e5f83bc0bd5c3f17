"""A report for the terminal: waterfall, verdict, console line, findings, trace."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.browser.request import Api
from corsac.core.findings import Severity, Text
from corsac.core.trace import Result
from corsac.diagnose.report import ReportVerdict
from corsac.render import words
from corsac.render.agree import engines_agree, method_of, printing, ways
from corsac.render.catalogue import cut
from corsac.render.cells import wrap
from corsac.render.clean import clean
from corsac.render.look import Line, Look, Piece, Style, paint
from corsac.render.story import story
from corsac.render.waterfall import waterfall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.diagnose.report import EngineResult, Report

#: The profile that follows the letter of the standard: a text prints no lines.
_NO_CONSOLE = "standard"
#: An engine's longest line quotes two URLs and a header's value; beyond this it is the server's.
_CONSOLE = 1000
_VERDICT_STYLES = {
    ReportVerdict.ALLOWED: Style.HELP,
    ReportVerdict.BLOCKED: Style.ERROR,
    ReportVerdict.UNDECIDED: Style.WARNING,
    ReportVerdict.FAILED: Style.ERROR,
}
_FROM = {Api.XHR: words.FROM_XHR, Api.WEBSOCKET: words.FROM_WEBSOCKET}
_OUTCOME_STYLES = {
    Verdict.ALLOWED: Style.GOOD,
    Verdict.BLOCKED: Style.BAD,
    Verdict.FAILED: Style.BAD,
}
_RESULT_STYLES = {Result.PASS: Style.GOOD, Result.FAIL: Style.BAD, Result.NOTE: Style.DIM}


def render(report: Report, look: Look) -> str:
    """Give the report as text for a person, at most `look.width` cells wide but for snippets."""
    report = clean(report)
    parts = (
        _headline(report, look),
        waterfall(report, look),
        _verdict(report, look),
        _findings(report, look),
        _traces(report, look) if look.verbose else (),
        _foot(report, look),
    )
    return paint(_with_gaps(parts), look)


def _with_gaps(parts: tuple[Iterator[Line] | tuple[Line, ...], ...]) -> Iterator[Line]:
    """Put one empty line between parts, and never two together."""
    blank = True
    for part in parts:
        for line in chain(part, [()]):
            empty = not any(piece.text.strip() for piece in line)
            if not (empty and blank):
                yield line
            blank = empty


def _headline(report: Report, look: Look) -> Iterator[Line]:
    request, say = report.request, look.catalogue
    what = [Piece(f"{method_of(report)} ", Style.STRONG), Piece(request.url, Style.STRONG)]
    yield from wrap(what, look.width, rest="  ")
    implied = "include" if request.with_credentials else "same-origin"
    asked = Text.of(
        _FROM.get(request.api, words.FROM),
        origin=report.origin,
        mode=request.mode or "cors",
        credentials=request.credentials or implied,
    )
    yield from wrap([Piece(say.say(asked))], look.width, rest="  ")


def _verdict(report: Report, look: Look) -> Iterator[Line]:
    say = look.catalogue
    labels = say.list(engine.label for engine in report.engines)
    verdict = Text.of(words.VERDICT[report.verdict], engines=labels)
    agree = engines_agree(report)
    if agree or report.verdict is ReportVerdict.UNDECIDED:
        yield from wrap([Piece(say.say(verdict), _VERDICT_STYLES[report.verdict])], look.width)
    told = report.engines if look.verbose or not agree else (printing(report),)
    for engine in told:
        if not agree:
            outcome = Text.of(words.OUTCOME[engine.outcome.verdict], engine=engine.label)
            style = _OUTCOME_STYLES[engine.outcome.verdict]
            yield from wrap([Piece(say.say(outcome), style)], look.width)
        yield from _console(engine, look, inferred=report.verdict is ReportVerdict.UNDECIDED)
    for note in report.notes:
        first = [Piece(say.label(words.NOTE) + say.colon, Style.STRONG)]
        yield from wrap([Piece(say.say(note))], look.width, first, "  ")


def _console(engine: EngineResult, look: Look, *, inferred: bool) -> Iterator[Line]:
    say, lines = look.catalogue, engine.outcome.console
    if not lines:
        if engine.outcome.verdict is Verdict.BLOCKED and engine.engine != _NO_CONSOLE:
            nothing = Text.of(words.PRINTS_NOTHING, engine=engine.label)
            yield from wrap([Piece(say.say(nothing))], look.width, [Piece("  ")], "  ")
        return
    prints = Text.of(words.WOULD_PRINT if inferred else words.PRINTS, engine=engine.label)
    yield (Piece("  " + say.say(prints), Style.DIM),)
    for line in lines if look.verbose else lines[:1]:
        shown = cut(line, _CONSOLE, look.glyphs.ellipsis)
        yield from wrap([Piece(shown)], look.width, [Piece("    ")], "    ")


def _findings(report: Report, look: Look) -> Iterator[Line]:
    heading = ""
    told: set[str] = set()
    for number, finding in enumerate(report.findings):
        if number and (wanted := _heading(finding)) != heading:
            heading = wanted
            yield (Piece(look.catalogue.label(heading), Style.STRONG),)
            yield ()
        yield from story(report, finding, look, told)
        yield ()


def _heading(finding: Finding) -> str:
    return words.NEXT if finding.rule.severity is Severity.ERROR else words.BESIDE


def _traces(report: Report, look: Look) -> Iterator[Line]:
    for engine in ways(report):
        title = Text.of(words.TRACE, engine=engine.label)
        yield (Piece(look.catalogue.say(title), Style.STRONG),)
        for step in engine.outcome.trace:
            longest, mark = look.longest, look.glyphs.ellipsis
            facts = " ".join(f"{name}={cut(value, longest, mark)}" for name, value in step.facts)
            first = [Piece(f"  {step.result.value:<5}", _RESULT_STYLES[step.result])]
            clause = Piece(f"{step.clause} ", Style.FRAME)
            pieces = [clause, Piece(f"{step.name} "), Piece(facts, Style.DIM)]
            yield from wrap(pieces, look.width, first, "       ")
        yield ()


def _foot(report: Report, look: Look) -> Iterator[Line]:
    say = look.catalogue
    if report.system:
        yield from wrap([Piece(say.say(Text.of(words.SERVER, system=report.system)))], look.width)
    sent, allowed = report.budget
    if sent:
        probes = say.say(Text.of(words.PROBES, sent=sent, allowed=allowed))
        yield from wrap([Piece(probes, Style.DIM)], look.width)
    if not look.verbose and report.verdict is not ReportVerdict.ALLOWED:
        yield from wrap([Piece(say.label(words.MORE), Style.DIM)], look.width)
