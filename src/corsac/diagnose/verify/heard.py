"""What answers say of the server as a whole, before any check looks at their headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.core.statuses import is_redirect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.messages import Answer, Exchange
    from corsac.diagnose.verify.ground import Ground

#: Failures that a server may answer hostile requests with.
HUNG_UP: Final = frozenset({FailureKind.CLOSED, FailureKind.RESET, FailureKind.MALFORMED})
_TOO_MANY: Final = 429
_UNAVAILABLE: Final = 503
_BAD_REQUEST: Final = 400
#: What doors say.
_SHUT: Final = frozenset({401, 403, 407})
#: What gateways say in the place of somebody who does not answer.
_NOBODY: Final = frozenset({502, 503, 504})
#: What nginx, Go, Apache, Tomcat answer to plain HTTP where they speak TLS.
_TLS_WANTED: Final = (
    b"plain HTTP request was sent to HTTPS port",
    b"HTTP request to an HTTPS server",
    b"plain HTTP to an SSL-enabled server port",
    b"combination of host and port requires TLS",
)


def why_not(exchange: Exchange) -> Text | None:
    """Say why a server that answers so to the very first request is not there to be verified.

    None where it is there.
    """
    answer, url = exchange.answer, exchange.request.url
    if isinstance(answer, Failure):
        detail = answer.detail
        return Text.of("the server did not answer: {detail}", detail=detail)
    plain = url.startswith("http:") and answer.status == _BAD_REQUEST
    if plain and any(words in answer.body for words in _TLS_WANTED):
        secure = f"https{url.removeprefix('http')}"
        return Text.of("the server speaks TLS at this port: ask for {url}", url=secure)
    return None


def is_busy(answer: Answer) -> bool:
    """Whether a server only says that it is asked too often (rfc6585#section-4)."""
    if isinstance(answer, Failure):
        return False
    put_off = answer.status == _UNAVAILABLE and "Retry-After" in answer.headers
    return put_off or answer.status == _TOO_MANY


def is_lost(exchange: Exchange) -> bool:
    """Whether nothing came to be judged, and the server did not hang up on purpose either."""
    if is_busy(exchange.answer):
        return True
    return isinstance(exchange.answer, Failure) and exchange.answer.kind not in HUNG_UP


def said_of_all(ground: Ground, exchanges: Iterable[Exchange]) -> Iterator[Text]:
    """Tell that nothing but a door was seen, a login or a firewall; or a gateway before nobody."""
    pages = {place.url for place in ground.pages}
    got = {
        each.answer.status
        for each in exchanges
        if each.request.method == "GET"
        and each.request.url in pages
        and isinstance(each.answer, WireResponse)
    }
    if len(got) != 1:
        return
    (status,) = got
    if status in _SHUT or is_redirect(status):
        yield Text.of(
            "every page is answered {status}, so that this may be all about a login or a "
            "firewall: -H, -b and -u go along with the requests",
            status=status,
        )
    elif status in _NOBODY:
        yield Text.of(
            "every page is answered {status}, as gateways do where nobody answers behind them: "
            "--wait 30 waits for that",
            status=status,
        )
