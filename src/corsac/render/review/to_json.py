"""A review as JSON, as `review.schema.json` beside this folder's modules describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from corsac.render.clean import cleaned
from corsac.render.to_json import fix_entry, span_entry

if TYPE_CHECKING:
    from corsac.diagnose.review import Review, Sighting
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look

#: The schema's name and version: the number grows when a field changes its meaning or goes.
SCHEMA: Final = "corsac-review/1"


def render(review: Review, look: Look) -> str:
    """Give the review as one JSON document, indented, ended by a line feed."""
    review = cleaned(review)
    document = {
        "schema": SCHEMA,
        "files": review.files,
        "mended": review.mended,
        "findings": [_finding(each, look.catalogue) for each in review.sightings],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(sighting: Sighting, say: Catalogue) -> dict[str, Any]:
    finding = sighting.finding
    return {
        "code": finding.code,
        "cause": finding.rule.cause,
        "name": finding.rule.name,
        "party": finding.party.value,
        "confidence": finding.confidence.value,
        "severity": finding.rule.severity.value,
        "title": say.label(finding.rule.title),
        "message": say.say(finding.message),
        "span": span_entry(finding.span) if finding.span else None,
        "line": sighting.line,
        "notes": [say.say(note) for note in finding.notes],
        "fixes": [fix_entry(fix, say) for fix in finding.fixes],
    }
