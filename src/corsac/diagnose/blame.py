"""Weighs whose a fault is by what the server's other answers carry; never by a guess."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Party, Text
from corsac.core.messages import WireResponse
from corsac.diagnose.hosts import of_same_host
from corsac.targets.recognise import recognise
from corsac.targets.system import Tier

if TYPE_CHECKING:
    from corsac.core.findings import Finding
    from corsac.core.messages import Exchange
    from corsac.diagnose.evidence import Evidence

#: A header that frameworks put on every answer of theirs: its absence means something.
_MARK = "X-Powered-By"

_MADE_IN_FRONT = (
    "the server's other answers say {mark}, this one does not: it was made by what stands in "
    "front of it"
)
_UNNAMED = (
    "the server's other answers name what made them, this one does not: something in front may "
    "have made it"
)
_INFERRED = "seen on a GET in place of the {method}, which was not sent: inferred"


def weigh(finding: Finding, evidence: Evidence) -> Finding:
    """Lower or move what a rule said of the party, where other answers are evidence for it."""
    if finding.where is None:
        return finding
    exchange = evidence.exchanges[finding.where.exchange]
    found = _two_makers(_in_front(finding, exchange, evidence), exchange, evidence)
    return _inferred(found, exchange, evidence)


def _in_front(finding: Finding, exchange: Exchange, evidence: Evidence) -> Finding:
    """See an answer that lacks the mark that an application puts on all of its own."""
    answer = exchange.answer
    if finding.party is not Party.BACKEND or finding.confidence is Confidence.HIGH:
        return finding
    if not isinstance(answer, WireResponse) or _MARK in answer.headers or not _fronted(exchange):
        return finding
    others = of_same_host(exchange, evidence.exchanges)
    marks = [
        each.answer.headers.get(_MARK) for each in others if isinstance(each.answer, WireResponse)
    ]
    mark = next((each for each in marks if each), None)
    if mark is None:
        return finding
    note = Text.of(_MADE_IN_FRONT, mark=mark)
    return replace(
        finding, party=Party.PROXY, confidence=Confidence.MEDIUM, notes=(*finding.notes, note)
    )


def _two_makers(finding: Finding, exchange: Exchange, evidence: Evidence) -> Finding:
    """Be less sure of the application where its other answers look otherwise.

    An answer that names nothing, beside one of the same host that names what made it, may have been
    made by something in front that keeps its name to itself.
    """
    answer = exchange.answer
    if finding.party is not Party.BACKEND or finding.confidence is not Confidence.HIGH:
        return finding
    if not isinstance(answer, WireResponse) or _names_a_maker(answer):
        return finding
    others = (each.answer for each in of_same_host(exchange, evidence.exchanges))
    if not any(isinstance(each, WireResponse) and _names_a_maker(each) for each in others):
        return finding
    notes = (*finding.notes, Text(_UNNAMED))
    return replace(finding, confidence=Confidence.MEDIUM, notes=notes)


def _names_a_maker(answer: WireResponse) -> bool:
    return any(name in answer.headers for name in (_MARK, "Server", "Via"))


def _fronted(exchange: Exchange) -> bool:
    system = recognise([exchange])
    return system is not None and system.layers[0].tier is not Tier.APPLICATION


def _inferred(finding: Finding, exchange: Exchange, evidence: Evidence) -> Finding:
    """Trust a stand-in's answer less: another method may be answered by other code."""
    wanted = next(
        (each.wanted for each in evidence.ledger.entries if each.exchange is exchange), None
    )
    if wanted is None or wanted.method == exchange.request.method:
        return finding
    note = Text.of(_INFERRED, method=wanted.method)
    confidence = finding.confidence
    if confidence is Confidence.HIGH:
        confidence = Confidence.MEDIUM
    known = any("in place of" in note.template for note in finding.notes)
    notes = finding.notes if known else (*finding.notes, note)
    return replace(finding, confidence=confidence, notes=notes)
