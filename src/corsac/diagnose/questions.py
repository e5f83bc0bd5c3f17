"""Which questions can decide between causes, by what blocked: a table, and a maker for each kind.

Each is a GET or an OPTIONS that differs in one thing from what the browser asked. None carries a
cookie or a header of the page's: what the user gave is for this URL and this origin.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.browser.request import Api
from corsac.browser.url import parse_url
from corsac.core.cors_headers import ALLOW_ORIGIN, ORIGIN, REQUEST_HEADERS, REQUEST_METHOD
from corsac.core.findings import Text
from corsac.core.host import is_loopback_host
from corsac.core.messages import WireResponse
from corsac.core.methods import is_safelisted
from corsac.core.origin import parse_origin
from corsac.diagnose.question import STRANGER, Question, get, handshake
from corsac.diagnose.remarks import remarks
from corsac.diagnose.variants import near_origins, sibling
from corsac.rules.case import ProbeKind
from corsac.rules.reading.absence import refusal_in
from corsac.rules.reading.caching import is_stored, varies_by_preflight
from corsac.rules.reading.request import origin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corsac.core.messages import Exchange
    from corsac.rules.case import Case

#: Headers by which a cache says that it answered.
_CACHES = ("Age", "X-Cache", "CF-Cache-Status", "X-Varnish")

_ERRORS = range(400, 600)

_MISSING = (
    ProbeKind.METHOD_ALONE,
    ProbeKind.PAST_CACHE,
    ProbeKind.OWN_ORIGIN,
    ProbeKind.ERROR_PATH,
    ProbeKind.NEAR_ORIGIN,
    ProbeKind.NO_ORIGIN,
)
_VALUE = (ProbeKind.PAST_CACHE, ProbeKind.OTHER_ORIGIN, ProbeKind.NO_ORIGIN)

#: What is asked, most telling first. A reason that is missing here needs no question: its own
#: answer says all.
PLAN: dict[Reason, tuple[ProbeKind, ...]] = {
    Reason.ALLOW_ORIGIN_MISSING: _MISSING,
    Reason.ALLOW_ORIGIN_MISMATCH: _VALUE,
    Reason.ALLOW_ORIGIN_MULTIPLE: (ProbeKind.NO_ORIGIN,),
    Reason.PREFLIGHT_STATUS: (ProbeKind.METHOD_ALONE,),
    Reason.WEBSOCKET_REFUSED: (ProbeKind.NEAR_ORIGIN,),
}


def questions(case: Case) -> Iterator[Question]:
    """Give what is worth asking about a case, most telling first.

    Nothing is asked where it could not change the answer: see each maker.
    """
    block = case.outcome.block
    if block is None:
        yield from remarks(case)
    elif block.exchange is not None:
        for kind in PLAN.get(block.reason, ()):
            yield from _MAKERS[kind](case, case.outcome.exchanges[block.exchange])


def _error_path(case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask for what should not exist: does any answer of this server know CORS?

    Where an answer let the origin in already, that is known.
    """
    url = sibling(judged.request.url)
    if url is not None and not _let_in(case):
        why = Text.of("a path that should not exist: are the headers on its error?")
        yield Question(ProbeKind.ERROR_PATH, get(url, _origin(case, judged)), why)


def _near_origin(case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask as origins that are easily confused with the page's.

    A server with an exact list says nothing at all to others, not even `Vary`: only a listed
    origin brings its CORS headers to light.
    """
    if case.request.api is Api.WEBSOCKET:
        own = origin_of(judged.request.url)
        why = Text.of("is the WebSocket opened for {origin}?", origin=own)
        yield Question(ProbeKind.NEAR_ORIGIN, handshake(judged.request, own), why)
        return
    if _let_in(case):
        return
    for origin in near_origins(case.origin):
        why = Text.of("is {origin} listed instead?", origin=origin)
        yield Question(ProbeKind.NEAR_ORIGIN, get(judged.request.url, origin), why)


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
            yield Question(ProbeKind.NO_ORIGIN, get(exchange.request.url, None), why)
            return


def _may_depend(answer: WireResponse) -> bool:
    repeated = len(answer.headers.all(ALLOW_ORIGIN)) > 1
    return repeated or answer.status in _ERRORS or any(name in answer.headers for name in _CACHES)


def _other_origin(_case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask as a stranger: is the value the same for everybody?"""
    why = Text.of("as {origin}: does the value depend on who asks?", origin=STRANGER)
    yield Question(ProbeKind.OTHER_ORIGIN, get(judged.request.url, STRANGER), why)


def _past_cache(case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask by a URL that no cache has an answer for: what does the server itself say?

    The query depends on the origin, so that an earlier check from elsewhere can't answer it.
    """
    for exchange in (judged, case.probe(ProbeKind.STAND_IN)):
        if exchange is None or exchange.request.method != "GET":
            continue
        url, answer = parse_url(exchange.request.url), exchange.answer
        if url is None or not isinstance(answer, WireResponse) or not _from_cache(answer):
            continue
        mark = sha256(case.origin.encode()).hexdigest()[:12]
        query = f"{url.query}&" if url.query else ""
        fresh = f"{url.scheme}://{url.authority}{url.path}?{query}corsac={mark}"
        why = Text.of("by a URL that no cache knows: what does the server itself answer?")
        yield Question(ProbeKind.PAST_CACHE, get(fresh, case.origin), why)
        return


def _from_cache(answer: WireResponse) -> bool:
    return is_stored(answer) or any(name in answer.headers for name in _CACHES)


def _own_origin(case: Case, judged: Exchange) -> Iterator[Question]:
    """Ask for the path under the page's own origin, if that is a server on this machine.

    A development server that passes the path on answers as the API does.
    """
    page, url = parse_origin(case.origin), parse_url(judged.request.url)
    if page is None or page.is_opaque or url is None or not is_loopback_host(page.host):
        return
    same_server = url.port == page.port and is_loopback_host(url.host or "")
    if url.path in {"", "/"} or same_server or _let_in(case):
        return
    why = Text.of("does {origin} pass this path on?", origin=case.origin)
    yield Question(ProbeKind.OWN_ORIGIN, get(f"{case.origin}{url.target}", None), why)


def _method_alone(case: Case, judged: Exchange) -> Iterator[Question]:
    """Announce the method without headers: which of the two does the CORS layer refuse?"""
    wire, answer = judged.request, judged.answer
    if not wire.preflight or not isinstance(answer, WireResponse) or not _let_in(case):
        return
    if ALLOW_ORIGIN in answer.headers or not (varies_by_preflight(answer) or refusal_in(answer)):
        return
    method = wire.headers.get(REQUEST_METHOD) or ""
    if REQUEST_HEADERS not in wire.headers or is_safelisted(method):
        return
    alone = replace(wire, headers=wire.headers.without(REQUEST_HEADERS))
    why = Text.of("the same without headers: is it {method} that is refused?", method=method)
    yield Question(ProbeKind.METHOD_ALONE, alone, why)


_MAKERS: dict[ProbeKind, Callable[[Case, Exchange], Iterator[Question]]] = {
    ProbeKind.ERROR_PATH: _error_path,
    ProbeKind.NEAR_ORIGIN: _near_origin,
    ProbeKind.NO_ORIGIN: _no_origin,
    ProbeKind.OTHER_ORIGIN: _other_origin,
    ProbeKind.PAST_CACHE: _past_cache,
    ProbeKind.OWN_ORIGIN: _own_origin,
    ProbeKind.METHOD_ALONE: _method_alone,
}


def _responses(case: Case) -> tuple[WireResponse, ...]:
    """Give every answer that came in a case."""
    exchanges = (*case.outcome.exchanges, *(probe.exchange for probe in case.probes))
    answers = (exchange.answer for exchange in exchanges)
    return tuple(answer for answer in answers if isinstance(answer, WireResponse))


def _let_in(case: Case) -> bool:
    return any(each.headers.get(ALLOW_ORIGIN) in {case.origin, "*"} for each in _responses(case))


def _origin(case: Case, judged: Exchange) -> str:
    return judged.request.headers.get(ORIGIN) or case.origin
