"""Which questions can decide between causes, by what blocked: a table, and a maker for each kind.

Each is a GET or an OPTIONS that differs in one thing from what the browser asked. None carries a
cookie or a header of the page's: what the user gave is for this URL and this origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN, ORIGIN
from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.diagnose.variants import near_origins, sibling
from corsac.rules.case import ProbeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corsac.core.messages import Exchange
    from corsac.rules.case import Case

#: An origin that no server lists: `.invalid` can't be registered (rfc2606#section-2).
STRANGER = "https://stranger.invalid"

#: Headers by which a cache says that it answered.
_CACHES = ("Age", "X-Cache", "CF-Cache-Status", "X-Varnish")

_ERRORS = range(400, 600)

_MISSING = (ProbeKind.ERROR_PATH, ProbeKind.NEAR_ORIGIN, ProbeKind.NO_ORIGIN)
_VALUE = (ProbeKind.OTHER_ORIGIN, ProbeKind.NO_ORIGIN)

#: What is asked, most telling first. A reason that is missing here needs no question: its own
#: answer says all.
PLAN: dict[Reason, tuple[ProbeKind, ...]] = {
    Reason.ALLOW_ORIGIN_MISSING: _MISSING,
    Reason.ALLOW_ORIGIN_MISMATCH: _VALUE,
    Reason.ALLOW_ORIGIN_MULTIPLE: (ProbeKind.NO_ORIGIN,),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A differential probe to be made, and what it is to tell."""

    kind: ProbeKind
    request: WireRequest
    why: Text


def questions(case: Case) -> Iterator[Question]:
    """Give what is worth asking about a case, most telling first.

    Nothing is asked where it could not change the answer: see each maker.
    """
    block = case.outcome.block
    if block is None or block.exchange is None:
        return
    for kind in PLAN.get(block.reason, ()):
        yield from _MAKERS[kind](case, case.outcome.exchanges[block.exchange])


def _get(url: str, origin: str | None) -> WireRequest:
    lines = [("Accept", "*/*")] + ([] if origin is None else [(ORIGIN, origin)])
    return WireRequest("GET", url, Headers.of(lines))


def _error_path(case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask for what should not exist: does any answer of this server know CORS?

    Where an answer let the origin in already, that is known.
    """
    url = sibling(judged.request.url)
    if url is not None and not _let_in(case):
        why = Text.of("a path that should not exist: are the headers on its error?")
        yield Question(ProbeKind.ERROR_PATH, _get(url, _origin(case, judged)), why)


def _near_origin(case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask as origins that are easily confused with the page's.

    A server with an exact list says nothing at all to others, not even `Vary`: only a listed
    origin brings its CORS headers to light.
    """
    if _let_in(case):
        return
    for origin in near_origins(case.origin):
        why = Text.of("is {origin} listed instead?", origin=origin)
        yield Question(ProbeKind.NEAR_ORIGIN, _get(judged.request.url, origin), why)


def _no_origin(case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask without Origin: is it refused because of it, or answered from a cache?

    Only a GET compares with it. A success that no cache touched would tell nothing; two values of
    Allow-Origin may come apart.
    """
    for exchange in (judged, case.probe(ProbeKind.STAND_IN)):
        if exchange is None or exchange.request.method != "GET":
            continue
        answer = exchange.answer
        if isinstance(answer, WireResponse) and _may_depend(answer):
            why = Text.of("the same without Origin: does the answer depend on it?")
            yield Question(ProbeKind.NO_ORIGIN, _get(exchange.request.url, None), why)
            return


def _may_depend(answer: WireResponse) -> bool:
    repeated = len(answer.headers.all(ALLOW_ORIGIN)) > 1
    return repeated or answer.status in _ERRORS or any(name in answer.headers for name in _CACHES)


def _other_origin(_case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask as a stranger: is the value the same for everybody?"""
    why = Text.of("as {origin}: does the value depend on who asks?", origin=STRANGER)
    yield Question(ProbeKind.OTHER_ORIGIN, _get(judged.request.url, STRANGER), why)


_MAKERS: dict[ProbeKind, Callable[[Case, Exchange], Iterator[Question]]] = {
    ProbeKind.ERROR_PATH: _error_path,
    ProbeKind.NEAR_ORIGIN: _near_origin,
    ProbeKind.NO_ORIGIN: _no_origin,
    ProbeKind.OTHER_ORIGIN: _other_origin,
}


def _responses(case: Case) -> tuple[WireResponse, ...]:
    """Give every answer that came in a case."""
    exchanges = (*case.outcome.exchanges, *(probe.exchange for probe in case.probes))
    answers = (exchange.answer for exchange in exchanges)
    return tuple(answer for answer in answers if isinstance(answer, WireResponse))


def _let_in(case: Case) -> bool:
    return any(each.headers.get(ALLOW_ORIGIN) == case.origin for each in _responses(case))


def _origin(case: Case, judged: Exchange) -> str:
    return judged.request.headers.get(ORIGIN) or case.origin
