"""ASGI's side of one exchange: the scope that a server makes, and the messages it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.testing.server import BODY_LIMIT, crashed

if TYPE_CHECKING:
    from corsac.core.messages import Answer, WireRequest

Message = MutableMapping[str, Any]
App = Callable[..., Awaitable[None]]

_PORTS: Final = {"http": 80, "https": 443}
_BODILESS: Final = frozenset({204, 304})
_SWITCHING: Final = 101
_FORBIDDEN: Final = 403
_FINAL: Final = 200


def scope_of(request: WireRequest, state: dict[str, Any]) -> dict[str, Any]:
    """Make the scope of a request; one that asks for a WebSocket becomes a connection's."""
    url = urlsplit(request.url)
    lines = [("host", url.netloc), *request.headers]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": unquote(url.path) or "/",
        "raw_path": (url.path or "/").encode("latin-1"),
        "query_string": url.query.encode("latin-1"),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in lines
        ],
        "client": ("127.0.0.1", 50000),
        "server": (url.hostname, url.port or _PORTS.get(url.scheme)),
        "state": dict(state),
    }
    if is_websocket(request):
        protocols = request.headers.get("sec-websocket-protocol") or ""
        scope["type"] = "websocket"
        scope["scheme"] = "wss" if url.scheme == "https" else "ws"
        scope["subprotocols"] = [name.strip() for name in protocols.split(",") if name.strip()]
        scope["extensions"] = {"websocket.http.response": {}}
        del scope["method"]
    return scope


def is_websocket(request: WireRequest) -> bool:
    """Tell whether a request opens a WebSocket (rfc6455#section-4.1)."""
    return (request.headers.get("upgrade") or "").lower() == "websocket"


class HungUpError(OSError):
    """The client has gone: an application that sends on is told so, as servers do."""


class Talk:
    """The messages of one exchange, and the answer that they make.

    Attributes:
        crashed: Whether the application raised an exception.
        timed_out: Whether it was stopped for taking too long.
    """

    def __init__(self, request: WireRequest) -> None:
        self.crashed = self.timed_out = False
        self._request = request
        self._start: Message | None = None
        self._body = bytearray()
        self._ended = False
        self._asked = 0
        self._over = asyncio.Event()

    async def receive(self) -> Message:
        """Give the application its next event: all of the body at once, then nothing more."""
        self._asked += 1
        if is_websocket(self._request):
            if self._asked == 1:
                return {"type": "websocket.connect"}
            await self._over.wait()
            return {"type": "websocket.disconnect", "code": 1001}
        if self._asked == 1:
            body = self._request.body or b""
            return {"type": "http.request", "body": body, "more_body": False}
        await self._over.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take one of the application's messages.

        Raises:
            HungUpError: Enough was read.
            RuntimeError: It is not this message's turn.
        """
        kind = message["type"].removeprefix("websocket.")
        if kind == "accept":
            protocol = message.get("subprotocol")
            named = [(b"sec-websocket-protocol", protocol.encode())] if protocol else []
            headers = [*message.get("headers", ()), *named]
            self._begin({"status": _SWITCHING, "headers": headers})
            self._end()
        elif kind == "close" and self._start is None:
            self._begin({"status": _FORBIDDEN})
            self._end()
        elif kind == "http.response.start":
            if message["status"] >= _FINAL:
                self._begin(message)
        elif kind == "http.response.body":
            if self._start is None:
                raise RuntimeError("http.response.body came before http.response.start")
            self._body += message.get("body", b"")
            if len(self._body) > BODY_LIMIT:
                self._over.set()
                raise HungUpError("the body is too long")
            if not message.get("more_body"):
                self._end()

    def answer(self) -> Answer:
        """Give the answer, as far as it came."""
        start = self._start
        if start is None:
            if self.timed_out:
                return Failure(FailureKind.TIMEOUT, "the application did not answer")
            return crashed() if self.crashed else Failure(FailureKind.CLOSED, "no answer was sent")
        lines = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in start.get("headers", ())
        )
        body = b"" if self._request.method == "HEAD" or start["status"] in _BODILESS else self._body
        fault = None if self._ended else Failure(FailureKind.CLOSED, "the body did not end")
        return WireResponse(
            start["status"], "", Headers(lines), bytes(body), complete=self._ended, fault=fault
        )

    def _begin(self, start: Message) -> None:
        if self._start is not None:
            raise RuntimeError("the answer has begun already")
        self._start = start

    def _end(self) -> None:
        self._ended = True
        self._over.set()
