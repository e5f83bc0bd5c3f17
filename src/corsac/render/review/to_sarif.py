"""A review as SARIF 2.1.0 (OASIS), its fixes included: what code scanning takes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from corsac.render.clean import cleaned
from corsac.render.to_sarif import LEVELS, SCHEMA, artifact_changes, driver, span_location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Rule
    from corsac.diagnose.review import Review, Sighting
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look

Json = dict[str, Any]


def render(review: Review, look: Look) -> str:
    """Give the review as a SARIF log of one run, ended by a line feed."""
    review = cleaned(review)
    rules = list(dict.fromkeys(finding.rule for finding in review.findings))
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver(rules)},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True}],
                "results": list(_results(review, rules, look.catalogue)),
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _results(review: Review, rules: list[Rule], say: Catalogue) -> Iterator[Json]:
    seen: Counter[tuple[str, ...]] = Counter()
    for each in review.sightings:
        finding, span = each.finding, each.finding.span
        sentences = [say.label(finding.rule.title), say.say(finding.message)]
        sentences += [say.say(text) for text in finding.notes]
        sentences += [say.say(fix.title) for fix in finding.fixes]
        parts = (finding.code, span.file if span else "", each.line.strip())
        seen[parts] += 1
        result: Json = {
            "ruleId": finding.code,
            "ruleIndex": rules.index(finding.rule),
            "level": LEVELS[finding.rule.severity],
            "message": {"text": "\n".join(sentences)},
            "locations": [_location(each)] if span else [],
            "partialFingerprints": {"corsac/v1": _fingerprint((*parts, str(seen[parts])))},
            "properties": {"party": finding.party.value, "confidence": finding.confidence.value},
        }
        fixes = [artifact_changes(fix, say) for fix in finding.fixes if fix.edits]
        yield result | ({"fixes": fixes} if fixes else {})


def _location(sighting: Sighting) -> Json:
    span = sighting.finding.span
    assert span is not None  # noqa: S101 - asked before
    location = span_location(span)
    location["physicalLocation"]["region"]["snippet"] = {"text": sighting.line}
    return location


def _fingerprint(parts: tuple[str, ...]) -> str:
    """Give what is the same when the same fault is found again on another line."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
