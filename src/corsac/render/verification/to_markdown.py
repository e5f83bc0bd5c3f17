"""A verification as Markdown: for a pull request, or for the colleague who can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.diagnose.verify.report import Outcome
from corsac.render.catalogue import cut
from corsac.render.rows import exchange_of
from corsac.render.story import mended_by
from corsac.render.to_markdown import accusations, code, fenced, prose, sentence
from corsac.render.verification import words
from corsac.render.verification.shown import counts, report_of, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.diagnose.report import Report
    from corsac.diagnose.verify.report import Verification
    from corsac.render.look import Look

_LONGEST: Final = 400


def render(verification: Verification, look: Look) -> str:
    """Give the verification as CommonMark with GitHub's tables, ended by a line feed."""
    report = report_of(verification)
    say = look.catalogue
    blocks = [
        f"## {code(report.request.url)}",
        f"**{prose(say.say(verdict(verification)))}**",
        prose(say.say(counts(verification))),
        *(sentence(note, say) for note in report.notes),
    ]
    rows = list(_table(verification, look))
    if rows:
        head = ["| check | level | what holds | outcome |", "| --- | --- | --- | --- |"]
        blocks.append("\n".join([*head, *rows]))
    told: set[str] = set()
    for finding in report.findings:
        blocks += _finding(report, finding, look, told)
    return "\n\n".join(blocks) + "\n"


def _table(verification: Verification, look: Look) -> Iterator[str]:
    """Give a row for each check; without -v, for what did not pass alone."""
    say = look.catalogue
    for result in verification.results:
        quiet = result.outcome in {Outcome.PASSED, Outcome.SKIPPED}
        if look.verbose or not quiet:
            level = say.label(words.LEVEL[result.level])
            outcome = say.label(words.OUTCOME[result.outcome])
            title = prose(say.label(result.rule.title))
            yield f"| {result.rule.code} | {level} | {title} | {outcome} |"


def _finding(report: Report, finding: Finding, look: Look, told: set[str]) -> Iterator[str]:
    say = look.catalogue
    yield f"### {finding.code}: {prose(say.label(finding.rule.title))}"
    yield sentence(finding.message, say)
    exchange = exchange_of(report, finding.where.exchange) if finding.where else None
    if exchange is not None and finding.where is not None:
        lines = [f"{exchange.request.method} {cut(exchange.request.url, _LONGEST)}"]
        lines += [
            f"> {name}: {cut(value, _LONGEST)}"
            for name, value in exchange.request.headers
            if name.lower() == "origin" or name.lower().startswith("access-control-")
        ]
        if finding.where.value is not None:
            lines.append(f"< {finding.where.header}: {cut(finding.where.value, _LONGEST)}")
        yield fenced("\n".join(lines), "http")
    for note in finding.notes:
        yield sentence(note, say)
    yield from accusations(finding, say)
    yield f"*{prose(mended_by(finding, say))}*"
    for fix in finding.fixes:
        if fix.snippet not in told:
            told.add(fix.snippet)
            yield sentence(fix.title, say)
            yield fenced(fix.snippet, fix.language)
