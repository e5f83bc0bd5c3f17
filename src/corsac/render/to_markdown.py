"""A report as Markdown: the message to the colleague who can mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.core.findings import Text
from corsac.core.messages import Failure
from corsac.diagnose.report import ReportVerdict
from corsac.render import words
from corsac.render.agree import engines_agree, method_of, printing
from corsac.render.catalogue import cut
from corsac.render.clean import clean
from corsac.render.rows import rows
from corsac.render.see import sight
from corsac.render.story import accused, help_label, mended_by, placed, unrepeated
from corsac.render.waterfall import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding, Fix
    from corsac.diagnose.report import Report
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look
    from corsac.render.rows import HeaderLine, Row

_LONGEST_VALUE = 400
_LONGEST_LINE = 1000
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$]|^[-+=]|^\d+(?=[.)]))")
_TICKS = re.compile(r"`+")


def render(report: Report, look: Look) -> str:
    """Give the report as CommonMark with GitHub's tables, ended by a line feed."""
    report = clean(report)
    blocks = [*_opening(report, look), *_requests(report, look)]
    told: set[str] = set()
    for finding in report.findings:
        blocks += _finding(finding, look, told)
        blocks += _sight(report, finding, look, told)
    return "\n\n".join(blocks) + "\n"


def prose(text: str) -> str:
    """Text in which no character of a stranger's is markup."""
    return _SPECIAL.sub(r"\\\1", text)


def sentence(text: Text, say: Catalogue) -> str:
    """A sentence with its values as code spans."""
    parts = say.parts(text)
    return "".join(prose(literal) + (code(value) if value else "") for literal, value in parts)


def code(text: str) -> str:
    """A code span, its fence longer than any run of backticks in it."""
    fence = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def fenced(text: str, language: str = "") -> str:
    """A code block, its fence longer than any run of backticks in it."""
    fence = "`" * max(max((len(run) for run in _TICKS.findall(text)), default=0) + 1, 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _opening(report: Report, look: Look) -> Iterator[str]:
    say = look.catalogue
    yield f"## {code(f'{method_of(report)} {report.request.url}')}"
    engines = say.list(engine.label for engine in report.engines)
    if engines_agree(report):
        verdict = say.say(Text.of(words.VERDICT[report.verdict], engines=engines))
        yield f"**{prose(verdict)}**"
    else:
        for engine in report.engines:
            outcome = Text.of(words.OUTCOME[engine.outcome.verdict], engine=engine.label)
            yield f"**{prose(say.say(outcome))}**"
    yield sentence(Text.of(words.ASKED_FROM, origin=report.origin), say)
    told = (printing(report),) if engines_agree(report) else report.engines
    for engine in told:
        if engine.outcome.verdict is not Verdict.ALLOWED and engine.outcome.console:
            inferred = report.verdict is ReportVerdict.UNDECIDED
            prints = words.WOULD_PRINT if inferred else words.PRINTS
            yield prose(say.say(Text.of(prints, engine=engine.label)))
            yield fenced(cut(engine.outcome.console[0], _LONGEST_LINE), "text")
    for note in report.notes:
        yield sentence(note, say)


def _requests(report: Report, look: Look) -> Iterator[str]:
    lines: list[str] = []
    for row in rows(report, every=look.verbose):
        lines += _row(row, look)
    yield fenced("\n".join(lines), "text")


def _row(row: Row, look: Look) -> Iterator[str]:
    say = look.catalogue
    exchange = row.hop.exchange
    if exchange is None:
        result = say.label(words.NOT_SENT)
    elif isinstance(exchange.answer, Failure):
        result = say.label(words.FAILURE[exchange.answer.kind])
    else:
        time = milliseconds(exchange.timing.total)
        result = f"{exchange.answer.status} {exchange.answer.reason}".rstrip()
        result = f"{result} ({time})" if time else result
    url = cut(row.hop.request.url, _LONGEST_VALUE)
    yield f"{row.number} {row.hop.request.method} {url} -> {result}"
    for line in row.lines:
        yield f"  {_header(line, look)}"


def _header(line: HeaderLine, look: Look) -> str:
    if line.value is None:
        return "! " + look.catalogue.label(words.NO_HEADER).format(header=line.name)
    mark = "!" if line.bad else ">" if line.sent else "<"
    return f"{mark} {line.name}: {cut(line.value, _LONGEST_VALUE)}"


def _finding(finding: Finding, look: Look, told: set[str]) -> Iterator[str]:
    say = look.catalogue
    yield f"### {finding.code}{say.colon}{prose(say.label(finding.rule.title))}"
    yield sentence(finding.message, say)
    if finding.where and finding.where.header and finding.where.value is not None:
        yield code(f"{finding.where.header}: {cut(finding.where.value, _LONGEST_VALUE)}")
    for note in finding.notes:
        yield sentence(note, say)
    yield from accusations(finding, say)
    yield f"*{prose(mended_by(finding, say))}*"
    for fix in unrepeated(finding.fixes, told):
        yield from _fix(fix, look, told)


def accusations(finding: Finding, say: Catalogue) -> Iterator[str]:
    """Give the lines of files that made a finding, each with its place and what it does."""
    for each in finding.culprits:
        yield f"{prose(placed(each, say))}{say.colon}{prose(accused(each, say))}"
        yield fenced(each.line.strip())


def _sight(report: Report, finding: Finding, look: Look, told: set[str]) -> Iterator[str]:
    """Give the command that shows it, and where each browser does; each once."""
    seen = sight(report, finding)
    if seen is None or seen.curl in told:
        return
    told.add(seen.curl)
    say = look.catalogue
    yield f"**{prose(say.label(words.SEE))}**:"
    yield fenced(seen.curl, "sh")
    hints = [hint for hint in seen.dev_tools if hint.template not in told]
    told.update(hint.template for hint in hints)
    if hints:
        yield "\n".join(f"- {prose(say.say(hint))}" for hint in hints)


def _fix(fix: Fix, look: Look, told: set[str]) -> Iterator[str]:
    say = look.catalogue
    label = help_label(fix, say)
    if fix.snippet in told:
        yield f"**{prose(label)}**{say.colon}{prose(say.label(words.SAME_FIX))}"
        return
    yield f"**{prose(label)}**{say.colon}{sentence(fix.title, say)}"
    if fix.snippet:
        told.add(fix.snippet)
        yield fenced(fix.snippet, fix.language)
