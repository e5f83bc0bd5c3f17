"""The WebSocket handshake: an HTTP request with Origin, and no CORS check (websockets#feedback)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.browser.fetch_api import InvalidRequestError
from corsac.browser.state import Credentials, Mode, Redirect, Request
from corsac.core.headers import Headers
from corsac.core.origin import Origin

if TYPE_CHECKING:
    from corsac.browser.client import Client
    from corsac.browser.profile import Profile
    from corsac.browser.request import PageRequest
    from corsac.core.messages import WireResponse
    from corsac.core.url import ParseUrl

#: The scheme under which a handshake goes out (websockets#concept-websocket-establish.1).
HTTP = {"ws": "http", "wss": "https", "http": "http", "https": "https"}
SWITCHING_PROTOCOLS = 101
_LINES = (
    ("Upgrade", "websocket"),
    ("Connection", "Upgrade"),
    ("Sec-WebSocket-Version", "13"),
)


def refusal(request: Request, response: WireResponse, *, optional: bool) -> str | None:
    """Say why a handshake's answer opens no connection; None if it does.

    (websockets#concept-websocket-establish, rfc6455#section-4.1)

    Args:
        request: The handshake.
        response: Its answer.
        optional: Whether the server may choose none of the subprotocols that were offered.
    """
    if response.status != SWITCHING_PROTOCOLS:
        return f"Unexpected response code: {response.status}"
    offered = request.headers.get("sec-websocket-protocol")
    chosen = response.headers.get("sec-websocket-protocol")
    if chosen is None and (offered is None or optional):
        return None
    if chosen is None:
        return "Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received"
    if offered is not None and chosen in offered.split(", "):
        return None
    return (
        f"'Sec-WebSocket-Protocol' header value '{chosen}' in response does not match any of sent"
        " values"
    )


def build_websocket(
    asked: PageRequest, client: Client, profile: Profile, parse: ParseUrl
) -> Request:
    """Make the handshake's request (websockets#concept-websocket-establish).

    The server must compare Origin itself: nothing here protects it.

    Raises:
        InvalidRequestError: `new WebSocket()` throws.
    """
    url = parse(asked.url, client.url)
    if url is None or url.scheme not in HTTP:
        raise InvalidRequestError(f"{asked.url!r} is not a ws: or wss: URL")
    if url.fragment is not None:
        raise InvalidRequestError("a WebSocket's URL has no fragment")
    scheme = HTTP[url.scheme]
    href = f"{scheme}:{url.href.partition(':')[2]}"
    url = replace(url, scheme=scheme, href=href)
    request = Request(asked.api, client, [url], [Origin(scheme, url.host or "", url.port)])
    request.mode = Mode.WEBSOCKET
    request.destination = "websocket"
    request.credentials = Credentials.INCLUDE
    request.redirect = Redirect.FOLLOW if profile.websocket_follows else Redirect.ERROR
    request.referrer_policy = "no-referrer"
    request.cache = "no-store"
    request.headers = Headers(_LINES)
    if asked.protocols:
        line = ("Sec-WebSocket-Protocol", ", ".join(asked.protocols))
        request.headers = request.headers.with_line(*line)
    return request
