"""A report as SARIF 2.1.0 (OASIS): what code scanning takes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from corsac.core.findings import Severity
from corsac.core.messages import WireResponse
from corsac.diagnose.report import ReportVerdict
from corsac.render.clean import clean
from corsac.render.rows import exchange_of
from corsac.render.story import accused, mended_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.findings import Culprit, Finding, Fix, Rule, Span
    from corsac.core.messages import Exchange
    from corsac.diagnose.report import Report
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
#: What SARIF calls severities.
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]


def render(report: Report, look: Look) -> str:
    """Give the report as a SARIF log of one run, ended by a line feed."""
    report = clean(report)
    rules = list(dict.fromkeys(finding.rule for finding in report.findings))
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "corsac", "rules": [rule_entry(rule) for rule in rules]}
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(report, look.catalogue)],
                "properties": {"verdict": report.verdict.value, "origin": report.origin},
                "results": [
                    _result(finding, rules.index(finding.rule), report, look.catalogue)
                    for finding in report.findings
                ],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _invocation(report: Report, say: Catalogue) -> Json:
    """Tell whether there is a result at all: none that is empty may pass for a clean one."""
    if report.verdict is not ReportVerdict.FAILED:
        return {"executionSuccessful": True}
    notes = [{"level": "error", "message": {"text": say.say(note)}} for note in report.notes]
    return {"executionSuccessful": False, "toolExecutionNotifications": notes}


def driver(rules: Iterable[Rule]) -> Json:
    """Give the tool and the rules that it found something by."""
    return {"name": "corsac", "rules": [rule_entry(rule) for rule in rules]}


def rule_entry(rule: Rule) -> Json:
    """Give a rule with its page."""
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.title},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"cause": rule.cause},
    }


def _result(finding: Finding, index: int, report: Report, say: Catalogue) -> Json:
    sentences = [say.label(finding.rule.title), say.say(finding.message), mended_by(finding, say)]
    sentences += [say.say(fix.title) for fix in finding.fixes]
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.rule.severity],
        "message": {"text": "\n".join(sentences)},
        "locations": [_location(finding, report)],
        "partialFingerprints": {"corsac/v1": _fingerprint(finding, report)},
        "properties": {"party": finding.party.value, "confidence": finding.confidence.value},
    }
    if finding.culprits:
        result["relatedLocations"] = [_related(each, say) for each in finding.culprits]
    if fixes := [artifact_changes(fix, say) for fix in finding.fixes if fix.edits]:
        result["fixes"] = fixes
    exchange = exchange_of(report, finding.where.exchange) if finding.where else None
    if exchange:
        result |= _web(exchange)
    return result


def _related(culprit: Culprit, say: Catalogue) -> Json:
    """Give a line that made it, with what it does (§3.27.22)."""
    location = span_location(culprit.span)
    location["physicalLocation"]["region"]["snippet"] = {"text": culprit.line}
    return {**location, "message": {"text": f"{culprit.layer}{say.colon}{accused(culprit, say)}"}}


def artifact_changes(fix: Fix, say: Catalogue) -> Json:
    """Give a fix as SARIF's artifact changes (§3.55 to §3.57)."""
    files = dict.fromkeys(edit.span.file for edit in fix.edits)
    changes = [
        {
            "artifactLocation": {"uri": file},
            "replacements": [
                {"deletedRegion": region(edit.span), "insertedContent": {"text": edit.text}}
                for edit in fix.edits
                if edit.span.file == file
            ],
        }
        for file in files
    ]
    return {"description": {"text": say.say(fix.title)}, "artifactChanges": changes}


def _location(finding: Finding, report: Report) -> Json:
    if finding.span is None:
        return {"physicalLocation": {"artifactLocation": {"uri": _address(report.request.url)}}}
    return span_location(finding.span)


def span_location(span: Span) -> Json:
    """Give a place in a file."""
    return {"physicalLocation": {"artifactLocation": {"uri": span.file}, "region": region(span)}}


def region(span: Span) -> Json:
    """Give the lines and columns of a place."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _address(url: str) -> str:
    """Give the URL without what changes from run to run."""
    return url.partition("?")[0].partition("#")[0]


def _fingerprint(finding: Finding, report: Report) -> str:
    """Give what is the same when the same fault is found again."""
    place = finding.where.header.lower() if finding.where else ""
    parts = (finding.code, _address(report.request.url), report.origin, place)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _web(exchange: Exchange) -> Json:
    """Give an exchange as SARIF's webRequest and webResponse (§3.46, §3.47)."""
    request = exchange.request
    web: Json = {
        "webRequest": {
            "method": request.method,
            "target": request.url,
            "headers": _headers(request.headers),
        }
    }
    if isinstance(exchange.answer, WireResponse):
        answer = exchange.answer
        web["webResponse"] = {
            "protocol": answer.version.partition("/")[0],
            "version": answer.version.partition("/")[2],
            "statusCode": answer.status,
            "reasonPhrase": answer.reason,
            "headers": _headers(answer.headers),
        }
    return web


def _headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give a header list as an object: lines of one name are joined by a comma and a space."""
    joined: dict[str, str] = {}
    for name, value in headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined
