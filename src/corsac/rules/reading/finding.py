"""Findings about headers of an answer: most rules' findings are of this one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, RemedyKind, Where
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.blame import blame_for_headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.findings import Fix, Rule, Text
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer


_BRIEF = 120


def brief(value: str) -> str:
    """Shorten a header's value for a sentence: servers send any length."""
    return value if len(value) <= _BRIEF else f"{value[:_BRIEF]}…"


def headers_finding(
    rule: Rule,
    case: Case,
    answer: Answer,
    message: Text,
    *,
    header: str = ALLOW_ORIGIN,
    at_most: Confidence = Confidence.HIGH,
    notes: Iterable[Text] = (),
    fixes: tuple[Fix, ...] = (),
) -> Finding:
    """Make a finding about a header of an answer: whoever sets the headers is to mend it.

    Args:
        rule: Whose finding it is.
        case: The evidence.
        answer: The answer that is wrong.
        message: The primary line.
        header: The header that is wrong or missing; its value is looked up.
        at_most: The most that the cause is sure.
        notes: Further facts; who answered comes after them.
        fixes: What the page can do.
    """
    blame = blame_for_headers(answer.response).at_most(at_most)
    return Finding(
        rule,
        blame.party,
        blame.confidence,
        message,
        where=Where(answer.index, header, answer.response.headers.get(header)),
        notes=(*notes, *blame.notes),
        fixes=fixes,
        remedy=remedy_for(case, RemedyKind.SEND_HEADERS),
    )
