"""What is asked of a request that passes: does it for others, and would it out of a cache?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.browser.request import Api
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Text
from corsac.core.messages import WireResponse
from corsac.diagnose.question import STRANGER, Question, get, handshake
from corsac.rules.case import ProbeKind
from corsac.rules.reading.caching import is_stored, varies_by_origin
from corsac.rules.reading.request import origin_of, speaks_cors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import Exchange
    from corsac.rules.case import Case

_SWITCHING = 101
_READS = frozenset({"GET", "HEAD"})


def remarks(case: Case) -> Iterator[Question]:
    """Give at most one question about a request that passes; none where nothing came."""
    if case.outcome.verdict is not Verdict.ALLOWED or not case.outcome.exchanges:
        return
    last = case.outcome.exchanges[-1]
    if not isinstance(last.answer, WireResponse):
        return
    if case.request.api is Api.WEBSOCKET:
        yield from _handshake(last, last.answer)
    elif speaks_cors(case.request) and last.request.method in _READS:
        yield from _vary(case, last, last.answer)


def _handshake(last: Exchange, answer: WireResponse) -> Iterator[Question]:
    """Ask as a stranger: CORS does not protect a WebSocket, only the server can."""
    if answer.status == _SWITCHING:
        why = Text.of("as {origin}: is the WebSocket opened for anybody?", origin=STRANGER)
        yield Question(ProbeKind.OTHER_ORIGIN, handshake(last.request, STRANGER), why)


def _vary(case: Case, last: Exchange, answer: WireResponse) -> Iterator[Question]:
    """Ask otherwise where the answer names the origin, and a cache might mix it up."""
    url = last.request.url
    if case.origin in {"null", origin_of(url)} or answer.headers.get(ALLOW_ORIGIN) != case.origin:
        return
    if not varies_by_origin(answer):
        why = Text.of("as {origin}: does the value depend on who asks?", origin=STRANGER)
        yield Question(ProbeKind.OTHER_ORIGIN, get(url, STRANGER), why)
    elif is_stored(answer):
        why = Text.of("the same without Origin: does `Vary` stand there too?")
        yield Question(ProbeKind.NO_ORIGIN, get(url, None), why)
