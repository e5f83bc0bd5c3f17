"""The corpus of exchanges, sent as it is written to a layer around an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.messages import WireRequest, WireResponse
from corsac.policy import Policy

if TYPE_CHECKING:
    from corsac.core.headers import Headers
    from corsac.middleware import asgi_types, wsgi_types
    from corsac.middleware.asgi_types import Receive, Scope, Send
    from corsac.testing.server import AppServer
    from tests.exchanges.loader import App, Case

SERVER = "https://api.example"


def policy_of(case: Case) -> Policy:
    """Make a case's policy."""
    return Policy(**case.policy)


def asgi_app(app: App) -> asgi_types.App:
    """Make an ASGI application that answers as the case says."""
    lines = [(name.lower().encode(), value.encode()) for name, value in app.headers]

    # Litestar mounts what takes these by their names.
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": app.status, "headers": lines})
        await send({"type": "http.response.body", "body": b""})

    return answer


def wsgi_app(app: App) -> wsgi_types.App:
    """Make a WSGI application that answers as the case says."""

    def answer(
        _environ: wsgi_types.Environ, start_response: wsgi_types.StartResponse
    ) -> list[bytes]:
        start_response(f"{app.status} Status", [*app.headers.lines])
        return []

    return answer


def answers(case: Case, server: AppServer) -> list[tuple[int, Headers]]:
    """Send a case's requests, in order."""
    found: list[tuple[int, Headers]] = []
    for sent, _ in case.exchanges:
        answer = server.send(WireRequest(sent.method, SERVER + sent.path, sent.headers))
        assert isinstance(answer, WireResponse), answer
        found.append((answer.status, answer.headers))
    return found
