"""Small applications, each with one habit."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from corsac.middleware import asgi, wsgi
from corsac.policy import Policy

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Receive, Scope, Send
    from corsac.middleware.wsgi_types import Environ, StartResponse

APP, EVIL = "https://app.example", "https://evil.example"
POLICY = Policy(
    allow_origins=[APP], allow_methods=["PUT"], allow_headers=["Content-Type"], expose_headers="*"
)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with what was asked, except below the paths of the table."""
    if scope["type"] != "http":
        raise TypeError("HTTP alone is spoken here")
    path = scope["path"]
    if path == "/broken":
        raise LookupError("no such table")
    if path == "/silent":
        return
    if path == "/slow":
        await asyncio.sleep(60)
    body = (await receive())["body"]
    text = f"{scope['method']} {path} {body.decode()}".encode()
    headers = [(b"content-type", b"text/plain"), (b"x-total", b"7")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if path == "/endless":
        while True:
            await send({"type": "http.response.body", "body": b"x" * 2**20, "more_body": True})
    if path == "/half":
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise LookupError
    await send({"type": "http.response.body", "body": text})


def wsgi_echo(environ: Environ, start_response: StartResponse) -> list[bytes]:
    """Answer likewise."""
    if environ["PATH_INFO"] == "/broken":
        raise LookupError("no such table")
    body = environ["wsgi.input"].read().decode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Total", "7")])
    return [f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {body}".encode()]


ECHO = asgi.CORS(echo, POLICY)
WSGI_ECHO = wsgi.CORS(wsgi_echo, POLICY)
