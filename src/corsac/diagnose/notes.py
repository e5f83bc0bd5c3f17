"""Facts worth a line that are no faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Phase, Verdict
from corsac.core.findings import Text
from corsac.core.messages import WireResponse
from corsac.diagnose.compare import comparisons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Outcome
    from corsac.diagnose.evidence import Evidence
    from corsac.diagnose.report import EngineResult

#: Why there was a preflight, by the facts of the browser's own step.
_NEEDED = {
    "method": "there is a preflight because {value} is not a safelisted method",
    "headers": "there is a preflight because of these request headers: {value}",
    "stream": "there is a preflight because the body is a stream",
    "upload-listener": "there is a preflight because of an upload listener",
    "preflighted-before": "there is a preflight because the request had one before a redirect",
}
_NOT_NEEDED = {
    "safelisted": "there is no preflight: the method and all request headers are safelisted",
    "cached": "there is no preflight: an earlier one is still cached",
}
#: Steps that end the question of a preflight before it is asked.
_NO_CORS = {
    "same-origin": "the page and the URL have one origin: no CORS is involved",
    "no-cors": "mode no-cors: nothing is checked, and script can read nothing",
}

_RAN = "your server did run this {method} and answered {status}: the browser only hides the answer"
_REACHED = "this {method} did reach your server, which answered {status}; the browser hides that"
_NOT_SENT = (
    "the {method} was not sent, a GET with the same Origin stood in for it: what follows from "
    "its answer is inferred; --send sends the {method}"
)
_BARE_ERROR = (
    "the GET was answered {status}, and the page could not read that answer: if the {method} gets "
    "such an error, the page will see CORS instead of the status"
)
_DIFFERS = "{engine} decides otherwise: {verdict}"
_DIFFERS_FOR = "{engine} decides otherwise: {verdict} ({reason})"
_STOPS_ELSEWHERE = "{engine} blocks it too, at another check: {reason}"

_ERRORS = range(400, 600)


def notes(evidence: Evidence) -> tuple[Text, ...]:
    """Give the facts, in the order of the story."""
    return tuple(_all(evidence))


def _all(evidence: Evidence) -> Iterator[Text]:
    yield from why_preflight(evidence.case.outcome)
    yield from _ran(evidence)
    yield from _unsent(evidence)
    yield from comparisons(evidence)
    first, *others = evidence.results
    for other in others:
        yield from _difference(first, other)


def why_preflight(outcome: Outcome) -> Iterator[Text]:
    """Say why the first hop had a preflight, or why it had none; of no use if nobody answered."""
    if outcome.verdict is Verdict.FAILED:
        return
    for step in outcome.trace:
        if step.name in _NO_CORS:
            yield Text.of(_NO_CORS[step.name])
            return
        if step.name == "no-preflight":
            yield Text.of(_NOT_NEEDED[dict(step.facts)["because"]])
            return
        if step.name == "preflight-needed":
            for name, value in step.facts:
                yield Text.of(_NEEDED[name], value=value.replace(",", ", "))
            return


def _ran(evidence: Evidence) -> Iterator[Text]:
    """Say that a blocked request was carried out all the same."""
    outcome = evidence.case.outcome
    block = outcome.block
    if block is None or block.exchange is None or not evidence.case.sent:
        return
    exchange = outcome.exchanges[block.exchange]
    answer = exchange.answer
    hidden = outcome.verdict is Verdict.BLOCKED and block.phase in {Phase.ACTUAL, Phase.REDIRECT}
    if hidden and not exchange.request.preflight and isinstance(answer, WireResponse):
        template = _REACHED if answer.status in _ERRORS else _RAN
        yield Text.of(template, method=exchange.request.method, status=answer.status)


def _unsent(evidence: Evidence) -> Iterator[Text]:
    """Say that a GET stood in, and what its answer is worth."""
    first = evidence.results[0]
    if first.outcome.verdict is Verdict.FAILED or not evidence.inferred(first):
        return
    exchange = evidence.ledger.replaced()[0]
    wanted = next(e.wanted for e in evidence.ledger.entries if e.exchange is exchange)
    yield Text.of(_NOT_SENT, method=wanted.method)
    answer = exchange.answer
    if isinstance(answer, WireResponse) and answer.status in _ERRORS and first.outcome.block:
        yield Text.of(_BARE_ERROR, status=answer.status, method=wanted.method)


def _difference(first: EngineResult, other: EngineResult) -> Iterator[Text]:
    one, two = first.outcome, other.outcome
    reasons = [each.block.reason if each.block else None for each in (one, two)]
    if one.verdict is two.verdict and reasons[0] is reasons[1]:
        return
    verdict = Text(two.verdict.value)
    if reasons[1] is None:
        yield Text.of(_DIFFERS, engine=other.label, verdict=verdict)
        return
    template = _STOPS_ELSEWHERE if one.verdict is two.verdict else _DIFFERS_FOR
    yield Text.of(template, engine=other.label, verdict=verdict, reason=reasons[1].value)
