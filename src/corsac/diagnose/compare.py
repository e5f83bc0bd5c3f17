"""What differential probes show beside the answer that was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.core.cors_headers import ALLOW_ORIGIN, ORIGIN
from corsac.core.findings import Text
from corsac.core.messages import WireResponse
from corsac.rules.case import ProbeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import Exchange
    from corsac.diagnose.detour import Detour
    from corsac.diagnose.evidence import Evidence
    from corsac.rules.case import Case

_PASSES = "asked at {url} instead, the same request is let through"
_MAY_PASS = "asked at {url} instead, nothing blocks; a GET stood in, so this is inferred"
_SAME = "asked from {origin}, the answer names the same origin: it does not depend on who asks"
_OTHER = "asked from {origin}, the answer names {value}: it depends on who asks"
_SILENT = "asked from {origin}, the answer names no origin at all"
_WELCOME = "without Origin it answers {status}: what refuses it goes by the Origin header"
_EITHER_WAY = "without Origin it answers {status} just the same: the status is not about CORS"
_ONE_LEFT = "without Origin one Allow-Origin line is left: one layer adds it to every answer"

_ERRORS = range(400, 600)


def comparisons(evidence: Evidence) -> Iterator[Text]:
    """Say what each probe that was made tells."""
    if evidence.detour is not None:
        yield from _way(evidence.detour)
    case = evidence.case
    block = case.outcome.block
    if block is None or block.exchange is None:
        return
    judged = case.outcome.exchanges[block.exchange].answer
    if not isinstance(judged, WireResponse):
        return
    other, plain = case.probe(ProbeKind.OTHER_ORIGIN), case.probe(ProbeKind.NO_ORIGIN)
    if other is not None:
        yield from _from_stranger(other, judged)
    if plain is not None:
        yield from _without_origin(plain, _own_get(case, judged))


def _way(detour: Detour) -> Iterator[Text]:
    if detour.outcome.verdict is Verdict.ALLOWED:
        yield Text.of(_MAY_PASS if detour.inferred else _PASSES, url=detour.url)


def _from_stranger(exchange: Exchange, judged: WireResponse) -> Iterator[Text]:
    if not isinstance(exchange.answer, WireResponse):
        return
    value = exchange.answer.headers.get(ALLOW_ORIGIN)
    origin = exchange.request.headers.get(ORIGIN) or ""
    if value is None:
        yield Text.of(_SILENT, origin=origin)
    elif value == judged.headers.get(ALLOW_ORIGIN):
        yield Text.of(_SAME, origin=origin)
    else:
        yield Text.of(_OTHER, origin=origin, value=value)


def _own_get(case: Case, judged: WireResponse) -> WireResponse:
    """Give the answer to a GET with Origin, if there was one: like compares with like."""
    stand_in = case.probe(ProbeKind.STAND_IN)
    answer = None if stand_in is None else stand_in.answer
    return answer if isinstance(answer, WireResponse) else judged


def _without_origin(exchange: Exchange, judged: WireResponse) -> Iterator[Text]:
    if not isinstance(exchange.answer, WireResponse):
        return
    status = exchange.answer.status
    if judged.status in _ERRORS:
        template = _EITHER_WAY if status == judged.status else _WELCOME
        if status == judged.status or status not in _ERRORS:
            yield Text.of(template, status=status)
    both = len(judged.headers.all(ALLOW_ORIGIN)), len(exchange.answer.headers.all(ALLOW_ORIGIN))
    if both[0] > 1 and both[1] == 1:
        yield Text.of(_ONE_LEFT)
