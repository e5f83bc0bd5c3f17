"""One request to an ASGI or WSGI layer, with everything that it answers by."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import App, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

APP = "https://app.example"
EVIL = "https://evil.example"


@dataclass
class Sent:
    """What an ASGI layer sent."""

    messages: list[Message] = field(default_factory=list[Any])
    error: Exception | None = None

    @property
    def start(self) -> Message:
        """The message that begins the answer."""
        (start,) = (each for each in self.messages if each["type"].endswith("response.start"))
        return start

    @property
    def status(self) -> int:
        """The status."""
        status: int = self.start["status"]
        return status

    @property
    def body(self) -> bytes:
        """The body."""
        return b"".join(each.get("body", b"") for each in self.messages)

    def all(self, name: str) -> list[str]:
        """Every value under a name."""
        wanted = name.lower().encode()
        return [value.decode() for key, value in self.start["headers"] if key.lower() == wanted]


def scope_of(
    method: str = "GET", path: str = "/", headers: Headers | None = None, **more: object
) -> dict[str, Any]:
    """Make an HTTP scope."""
    lines = [(b"host", b"api.example"), *(headers or [])]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "headers": lines,
        "extensions": {},
        **more,
    }


def ask(app: App, scope: Scope, *events: Message) -> Sent:
    """Let an ASGI application serve a scope."""
    sent, waiting = Sent(), [*events]

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.messages.append(message)

    async def run() -> None:
        try:
            await app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            sent.error = error

    asyncio.run(run())
    return sent


def get(app: App, origin: str | None = APP, path: str = "/") -> Sent:
    """Send a GET."""
    headers = [] if origin is None else [(b"origin", origin.encode())]
    return ask(app, scope_of(path=path, headers=headers))


def preflight(
    app: App, method: str = "PUT", names: str | None = None, origin: str = APP, path: str = "/"
) -> Sent:
    """Send a preflight."""
    headers = [(b"origin", origin.encode()), (b"access-control-request-method", method.encode())]
    if names is not None:
        headers.append((b"access-control-request-headers", names.encode()))
    return ask(app, scope_of("OPTIONS", path, headers))


def answering(status: int = 200, headers: Headers | None = None, body: bytes = b"hi") -> App:
    """Make an ASGI application that always gives the same answer."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": headers or []})
        await send({"type": "http.response.body", "body": body})

    return app
