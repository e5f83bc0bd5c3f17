"""What the ASGI layer answers by itself: preflights, failures, WebSockets that it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Receive, Scope, Send
    from corsac.policy.grant import Grant

_NO_CONTENT: Final = 204
_EMPTY: Final = ((b"content-length", b"0"),)
_FAILED: Final = 500
_FORBIDDEN: Final = 403
_POLICY_VIOLATION: Final = 1008
_TEXT: Final = (b"content-type", b"text/plain; charset=utf-8")
_FAILURE: Final = b"Internal Server Error"
_REFUSAL: Final = b"Forbidden: this origin may not open a WebSocket here"


async def answer_preflight(grant: Grant, send: Send) -> None:
    """Answer a preflight."""
    # A 204 has no length (rfc9110#section-8.6).
    more = () if grant.status == _NO_CONTENT else _EMPTY
    headers = [*grant.complete, *more]
    await send({"type": "http.response.start", "status": grant.status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def answer_failure(send: Send) -> None:
    """Answer for an application that raised an exception."""
    headers = [_TEXT, (b"content-length", b"%d" % len(_FAILURE))]
    await send({"type": "http.response.start", "status": _FAILED, "headers": headers})
    await send({"type": "http.response.body", "body": _FAILURE})


async def refuse_websocket(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a WebSocket before it is opened.

    Where the server lets an application answer, the answer is sent whole; any other server makes
    a 403 of a close before the handshake.
    """
    await receive()
    if "websocket.http.response" not in (scope.get("extensions") or ()):
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    headers = [_TEXT, (b"content-length", b"%d" % len(_REFUSAL))]
    start = {"type": "websocket.http.response.start", "status": _FORBIDDEN, "headers": headers}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": _REFUSAL})
