"""A report as JSON, as `report.schema.json` beside this file describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from corsac.core.messages import Failure
from corsac.render.clean import clean
from corsac.render.rows import row_of, row_of_step
from corsac.render.see import sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.browser.outcome import Block, Outcome, ScriptResponse
    from corsac.core.findings import Culprit, Finding, Fix, Span
    from corsac.core.messages import Exchange
    from corsac.diagnose.report import EngineResult, Hop, Report
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look

#: The schema's name and version: the number grows when a field changes its meaning or goes.
SCHEMA: Final = "corsac-report/1"

Json = dict[str, Any]


def render(report: Report, look: Look) -> str:
    """Give the report as one JSON document, indented, ended by a line feed."""
    return json.dumps(document(clean(report), look.catalogue), indent=2, ensure_ascii=False) + "\n"


def document(report: Report, say: Catalogue) -> Json:
    """Give a cleaned report as JSON's own types."""
    sent, allowed = report.budget
    return {
        "schema": SCHEMA,
        "verdict": report.verdict.value,
        "url": report.request.url,
        "origin": report.origin,
        "page": report.page.url,
        "server": report.system or None,
        "engines": [_engine(engine, report) for engine in report.engines],
        "requests": [_request(number, hop, say) for number, hop in enumerate(report.hops, 1)],
        "findings": [_finding(finding, report, say) for finding in report.findings],
        "notes": [say.say(note) for note in report.notes],
        "probes": {"sent": sent, "allowed": allowed},
    }


def _engine(engine: EngineResult, report: Report) -> Json:
    outcome = engine.outcome
    return {
        "engine": engine.engine,
        "label": engine.label,
        "verdict": outcome.verdict.value,
        "console": list(outcome.console),
        "block": _block(outcome.block, outcome, report) if outcome.block else None,
        "response": _script_response(outcome.response) if outcome.response else None,
        "trace": list(_trace(outcome, report)),
    }


def _number(exchange: int | None, outcome: Outcome, report: Report) -> int | None:
    return None if exchange is None else row_of_step(report, outcome, exchange)


def _block(block: Block, outcome: Outcome, report: Report) -> Json:
    return {
        "reason": block.reason.value,
        "phase": block.phase.value,
        "request": _number(block.exchange, outcome, report),
        "detail": block.detail,
    }


def _script_response(response: ScriptResponse) -> Json:
    return {
        "type": response.type,
        "status": response.status,
        "url": response.url,
        "redirected": response.redirected,
        "headers": _pairs(response.headers),
    }


def _trace(outcome: Outcome, report: Report) -> Iterator[Json]:
    for step in outcome.trace:
        yield {
            "clause": step.clause,
            "name": step.name,
            "result": step.result.value,
            "facts": dict(step.facts),
            "request": _number(step.exchange, outcome, report),
        }


def _request(number: int, hop: Hop, say: Catalogue) -> Json:
    return {
        "number": number,
        "role": hop.role.value,
        "method": hop.request.method,
        "url": hop.request.url,
        "headers": _pairs(hop.request.headers),
        "why": say.say(hop.why) if hop.why else None,
        "exchange": _exchange(hop.exchange) if hop.exchange else None,
    }


def _exchange(exchange: Exchange) -> Json:
    timing = exchange.timing
    answer = exchange.answer
    common = {
        "peer": exchange.peer,
        "milliseconds": {
            "dns": timing.dns,
            "connect": timing.connect,
            "tls": timing.tls,
            "first_byte": timing.first_byte,
            "total": timing.total,
        },
    }
    if isinstance(answer, Failure):
        failure = {"kind": answer.kind.value, "detail": answer.detail}
        return {"response": None, "failure": failure, **common}
    response = {
        "version": answer.version,
        "status": answer.status,
        "reason": answer.reason,
        "headers": _pairs(answer.headers),
        "complete": answer.complete,
    }
    return {"response": response, "failure": None, **common}


def _finding(finding: Finding, report: Report, say: Catalogue) -> Json:
    where = finding.where
    return {
        "code": finding.code,
        "cause": finding.rule.cause,
        "name": finding.rule.name,
        "party": finding.party.value,
        "confidence": finding.confidence.value,
        "severity": finding.rule.severity.value,
        "title": say.label(finding.rule.title),
        "message": say.say(finding.message),
        "where": {
            "request": row_of(report, where.exchange),
            "header": where.header or None,
            "value": where.value,
        }
        if where
        else None,
        "span": span_entry(finding.span) if finding.span else None,
        "culprits": [_culprit(each, say) for each in finding.culprits],
        "notes": [say.say(note) for note in finding.notes],
        "fixes": [fix_entry(fix, say) for fix in finding.fixes],
        "see": {"curl": seen.curl, "dev_tools": [say.say(hint) for hint in seen.dev_tools]}
        if (seen := sight(report, finding))
        else None,
    }


def _culprit(culprit: Culprit, say: Catalogue) -> Json:
    return {
        "layer": culprit.layer,
        "code": culprit.code or None,
        "message": say.say(culprit.message),
        "span": span_entry(culprit.span),
        "line": culprit.line,
    }


def fix_entry(fix: Fix, say: Catalogue) -> Json:
    """Give a fix, with its edits."""
    return {
        "title": say.say(fix.title),
        "system": fix.system or None,
        "snippet": fix.snippet or None,
        "language": fix.language or None,
        "safe": fix.safe,
        "edits": [{"span": span_entry(edit.span), "text": edit.text} for edit in fix.edits],
    }


def span_entry(span: Span) -> Json:
    """Give a place in a file."""
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _pairs(headers: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[name, value] for name, value in headers]
