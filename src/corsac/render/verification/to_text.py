"""A verification for the terminal: the verdict, what is wrong, with -v every check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.diagnose.verify.report import Outcome, Verdict
from corsac.render import words as report_words
from corsac.render.cells import wrap
from corsac.render.look import Line, Look, Piece, Style, paint
from corsac.render.story import story
from corsac.render.verification import words
from corsac.render.verification.shown import counts, report_of, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.report import Report
    from corsac.diagnose.verify.report import Result, Verification

_VERDICTS: Final = {
    Verdict.PASSED: Style.HELP,
    Verdict.FAILED: Style.ERROR,
    Verdict.UNDECIDED: Style.WARNING,
    Verdict.UNREACHABLE: Style.ERROR,
}
_OUTCOMES: Final = {
    Outcome.PASSED: Style.GOOD,
    Outcome.FAILED: Style.BAD,
    Outcome.SKIPPED: Style.DIM,
    Outcome.UNDECIDED: Style.WARNING,
}


def render(verification: Verification, look: Look) -> str:
    """Give a verification as text for a person, at most `look.width` cells wide but for fixes."""
    return paint(_lines(verification, report_of(verification), look), look)


def _lines(verification: Verification, report: Report, look: Look) -> Iterator[Line]:
    say = look.catalogue
    headline = Text.of(words.HEADLINE[verification.against], url=report.request.url)
    yield from wrap([Piece(say.say(headline), Style.STRONG)], look.width, rest="  ")
    style = _VERDICTS[verification.verdict]
    yield from wrap([Piece(say.say(verdict(verification)), style)], look.width, rest="  ")
    yield from wrap([Piece(say.say(counts(verification)))], look.width, rest="  ")
    for note in report.notes:
        first = [Piece(f"{say.label(report_words.NOTE)}{say.colon}", Style.STRONG)]
        yield from wrap([Piece(say.say(note))], look.width, first, "  ")
    if look.verbose:
        yield ()
        for result in verification.results:
            yield from _result(result, look)
    told: set[str] = set()
    for finding in report.findings:
        yield ()
        yield from story(report, finding, look, told)
    yield from _foot(report, look)


def _result(result: Result, look: Look) -> Iterator[Line]:
    say = look.catalogue
    outcome = say.label(words.OUTCOME[result.outcome])
    level = say.label(words.LEVEL[result.level])
    first = [
        Piece(f"  {outcome:<9} ", _OUTCOMES[result.outcome]),
        Piece(f"{result.rule.code} {level:<8} "),
    ]
    yield from wrap([Piece(say.label(result.rule.title))], look.width, first, " " * 30)


def _foot(report: Report, look: Look) -> Iterator[Line]:
    say = look.catalogue
    if report.system or report.findings:
        yield ()
    if report.system:
        server = Text.of(report_words.SERVER, system=report.system)
        yield from wrap([Piece(say.say(server))], look.width)
    if report.findings and not look.verbose:
        more = Text.of(words.MORE, code=report.findings[0].code)
        yield from wrap([Piece(say.say(more), Style.DIM)], look.width)
