"""What kind of request a page made, as far as CORS goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.request import Api
from corsac.browser.url import parse_url
from corsac.core.methods import normalize
from corsac.core.origin import origin_of_url

if TYPE_CHECKING:
    from corsac.browser.request import PageRequest

#: Elements that ask with CORS only where they have the `crossorigin` attribute.
_BY_ATTRIBUTE = frozenset({Api.IMG, Api.SCRIPT, Api.STYLE, Api.VIDEO, Api.AUDIO, Api.TRACK})
#: What never speaks CORS: a worker's script is same-origin, a WebSocket has a handshake of its own.
_NEVER = frozenset({Api.WORKER, Api.WEBSOCKET})


def speaks_cors(request: PageRequest) -> bool:
    """Tell whether a cross-origin response has to pass the CORS check (fetch#concept-request-mode).

    Only `fetch()` has a mode argument; the others' follows from what they are.
    """
    if request.api in _NEVER:
        return False
    if request.api in _BY_ATTRIBUTE:
        return request.crossorigin is not None
    return request.mode in {None, "cors"}


def includes_credentials(request: PageRequest) -> bool:
    """Tell whether the credentials mode is `include` (fetch#concept-request-credentials-mode)."""
    if request.api is Api.FETCH:
        return request.credentials == "include"
    if request.api is Api.BEACON:
        return True
    return request.with_credentials or request.crossorigin == "use-credentials"


def method_of(request: PageRequest) -> str:
    """Give the method as it goes over the wire (fetch#concept-method-normalize)."""
    return normalize(request.method or "GET")


def reads_only(method: str) -> bool:
    """Tell whether a method only reads, so that a GET in its place asks for the same."""
    return method in {"GET", "HEAD"}


def origin_of(url: str) -> str:
    """Give the serialised origin of a URL; `null` where it has none."""
    parsed = parse_url(url)
    return "null" if parsed is None else str(origin_of_url(parsed))


def host_of_origin(origin: str) -> str:
    """Give the host of a serialised origin; empty for `null`."""
    parsed = parse_url(origin)
    return "" if parsed is None or parsed.host is None else parsed.host


def without_secrets(url: str) -> str:
    """Shorten a URL to what may be shown: no user, no password, no query, no fragment."""
    parsed = parse_url(url)
    if parsed is None or parsed.host is None:
        return url.partition("?")[0].partition("#")[0]
    return f"{parsed.scheme}://{parsed.authority}{parsed.path}"
