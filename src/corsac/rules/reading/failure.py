"""Requests that died below HTTP: there is no answer, and so nothing that CORS could judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Finding, Text, Where
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.rules.case import ProbeKind
from corsac.rules.reading.block import blocked_for, exchange_at
from corsac.rules.reading.request import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Confidence, Fix, Party, Rule
    from corsac.core.messages import Exchange
    from corsac.rules.case import Case

NOT_CORS = Text.of("this is not CORS: there was no answer that a header could be missing from")


def failed_exchange(case: Case, *kinds: FailureKind) -> Exchange | None:
    """Give the exchange that ended the request, if it died in one of these ways."""
    block = blocked_for(case, Reason.NETWORK)
    exchange = None if block is None else exchange_at(case, block)
    if exchange is None or not isinstance(exchange.answer, Failure):
        return None
    return exchange if exchange.answer.kind in kinds else None


def network_finding(
    rule: Rule,
    case: Case,
    blame: tuple[Party, Confidence],
    message: Text,
    *,
    notes: tuple[Text, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Finding:
    """Make a finding about a request without an answer.

    Args:
        rule: Whose finding it is.
        case: The evidence, blocked for `network`.
        blame: Whose it is, and how sure that is.
        message: The primary line.
        notes: Further facts; that it isn't CORS comes first.
        fixes: What the page can do.
    """
    block = blocked_for(case, Reason.NETWORK)
    index = None if block is None else block.exchange
    exchange = None if block is None else exchange_at(case, block)
    detail = exchange.answer.detail if exchange and isinstance(exchange.answer, Failure) else ""
    said = (Text.of("the system says: {detail}", detail=detail),) if detail else ()
    party, confidence = blame
    return Finding(
        rule,
        party,
        confidence,
        message,
        where=None if index is None else Where(index),
        notes=(NOT_CORS, *said, *notes),
        fixes=fixes,
    )


def answers_otherwise(case: Case, failed: Exchange) -> Iterator[WireResponse]:
    """Give what the server of a failed request did answer: earlier requests, and the stand-in."""
    stand_ins = (p.exchange for p in case.probes if p.kind is ProbeKind.STAND_IN)
    for exchange in (*case.outcome.exchanges, *stand_ins):
        same = origin_of(exchange.request.url) == origin_of(failed.request.url)
        if same and isinstance(exchange.answer, WireResponse):
            yield exchange.answer


def host_of(exchange: Exchange) -> str:
    """Give the origin that was asked, as a reader knows it: `https://api.example:8443`."""
    return origin_of(exchange.request.url)
