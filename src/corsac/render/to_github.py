"""A report as GitHub's workflow commands: annotations on the run, or on the file's line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Severity, Text
from corsac.diagnose.report import ReportVerdict
from corsac.render import words
from corsac.render.clean import clean
from corsac.render.story import accused, mended_by, placed

if TYPE_CHECKING:
    from corsac.core.findings import Finding, Span
    from corsac.diagnose.report import Report
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look

#: The command for each severity.
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_VERDICTS = {
    ReportVerdict.ALLOWED: "notice",
    ReportVerdict.BLOCKED: "error",
    ReportVerdict.UNDECIDED: "warning",
    ReportVerdict.FAILED: "error",
}
# What the runner's own toolkit escapes: in a message, and further in a property.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, look: Look) -> str:
    """Give one command for each finding, or one for the verdict where there is none."""
    report = clean(report)
    lines = [_finding(finding, look.catalogue) for finding in report.findings]
    return "\n".join(lines or [_verdict(report, look.catalogue)]) + "\n"


def _finding(finding: Finding, say: Catalogue) -> str:
    properties = {"title": f"{finding.code} {say.label(finding.rule.title)}"}
    if finding.span:
        properties |= place(finding.span)
    sentences = [say.say(finding.message), *(say.say(note) for note in finding.notes)]
    sentences += [
        f"{placed(each, say)}{say.colon}{accused(each, say)}" for each in finding.culprits
    ]
    sentences.append(mended_by(finding, say))
    for fix in finding.fixes:
        sentences += [say.say(fix.title), *fix.snippet.splitlines()]
    return command(COMMANDS[finding.rule.severity], properties, "\n".join(sentences))


def place(span: Span) -> dict[str, str]:
    """Give the properties that put an annotation on a file's line."""
    return {
        "file": span.file,
        "line": str(span.line),
        "endLine": str(span.end_line),
        "col": str(span.column),
        "endColumn": str(span.end_column),
    }


def _verdict(report: Report, say: Catalogue) -> str:
    engines = say.list(engine.label for engine in report.engines)
    verdict = say.say(Text.of(words.VERDICT[report.verdict], engines=engines))
    sentences = [verdict, *(say.say(note) for note in report.notes)]
    title = say.say(Text.of(words.HEADLINE, method="corsac", url=report.request.url))
    return command(_VERDICTS[report.verdict], {"title": title}, "\n".join(sentences))


def command(name: str, properties: dict[str, str], message: str) -> str:
    """Write one workflow command, its text escaped."""
    fields = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {fields}::{message.translate(_MESSAGE)}"
