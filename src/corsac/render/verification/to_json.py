"""A verification as JSON, as `verification.schema.json` beside this package describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from corsac.render import to_json
from corsac.render.verification.shown import report_of

if TYPE_CHECKING:
    from corsac.diagnose.verify.report import Result, Verification
    from corsac.render.look import Look
    from corsac.render.to_json import Json

#: The schema's name and version: the number grows when a field changes its meaning or goes.
SCHEMA: Final = "corsac-verification/1"
#: What is written as in a report.
_SHARED: Final = ("server", "requests", "findings", "notes")


def render(verification: Verification, look: Look) -> str:
    """Give the verification as one JSON document, indented, ended by a line feed."""
    report = to_json.document(report_of(verification), look.catalogue)
    sent, allowed = verification.budget
    document = {
        "schema": SCHEMA,
        "verdict": verification.verdict.value,
        "url": report["url"],
        "against": verification.against,
        "origin": report["origin"] or None,
        "checks": [_result(each) for each in verification.results],
        **{name: report[name] for name in _SHARED},
        "budget": {"sent": sent, "allowed": allowed},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _result(result: Result) -> Json:
    return {
        "code": result.rule.code,
        "name": result.rule.name,
        "level": result.level.value,
        "clause": result.clause,
        "title": result.rule.title,
        "outcome": result.outcome.value,
        "requests": result.requests,
        "faults": result.faults,
    }
