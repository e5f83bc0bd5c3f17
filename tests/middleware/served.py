"""What the real servers serve: the corpus, each case below a path of its own, and some edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.middleware import asgi, wsgi
from corsac.policy import Policy
from tests.exchanges.loader import load
from tests.middleware.corpus import asgi_app, policy_of, wsgi_app

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.middleware.asgi_types import Receive, Scope, Send
    from corsac.middleware.wsgi_types import Environ, StartResponse

POLICY = Policy(
    allow_origins=["https://app.example", "http://127.0.0.1:*"],
    allow_methods=["PUT"],
    allow_headers=["content-type", "x-token"],
    allow_credentials=True,
    expose_headers=["X-Total"],
)
CHUNKS = 5


async def _edges(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "open"})
        await send({"type": "websocket.close"})
        return
    if scope["type"] != "http":
        raise TypeError("no lifespan")
    path = scope["path"]
    if path == "/broken":
        raise LookupError("no such table")
    if path == "/upload":
        size, more = 0, True
        while more:
            event = await receive()
            size, more = size + len(event.get("body", b"")), event.get("more_body", False)
        body = str(size).encode()
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body})
        return
    status = 304 if path == "/unchanged" else 200
    headers = [(b"x-total", b"7"), (b"vary", b"Accept")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    for index in range(CHUNKS if path == "/stream" else 0):
        await send({"type": "http.response.body", "body": b"%d" % index, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _wsgi_edges(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/broken":
        raise LookupError("no such table")
    if path == "/upload":
        left, size = int(environ["CONTENT_LENGTH"]), 0
        while left and (data := environ["wsgi.input"].read(min(left, 65536))):
            left, size = left - len(data), size + len(data)
        body = str(size).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]
    status = "304 Not Modified" if path == "/unchanged" else "200 OK"
    start_response(status, [("X-Total", "7"), ("Vary", "Accept")])
    return _numbers() if path == "/stream" else []


def _numbers() -> Iterator[bytes]:
    for index in range(CHUNKS):
        yield b"%d" % index


_CASES = load()
_ASGI = [asgi.CORS(asgi_app(case.app), policy_of(case)) for case in _CASES]
_WSGI = [wsgi.CORS(wsgi_app(case.app), policy_of(case)) for case in _CASES]
_asgi = asgi.CORS(_edges, POLICY)
_wsgi = wsgi.CORS(_wsgi_edges, POLICY)


async def serve_asgi(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve `/case/3/items` as case 3's `/items`, and everything else as the edges."""
    parts = scope.get("path", "").split("/", 3)
    if parts[1:2] == ["case"]:
        inner = {**scope, "path": f"/{parts[3]}"}
        await _ASGI[int(parts[2])](inner, receive, send)
    else:
        await _asgi(scope, receive, send)


def serve_wsgi(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Serve likewise."""
    parts = environ["PATH_INFO"].split("/", 3)
    if parts[1:2] == ["case"]:
        return _WSGI[int(parts[2])]({**environ, "PATH_INFO": f"/{parts[3]}"}, start_response)
    return _wsgi(environ, start_response)
