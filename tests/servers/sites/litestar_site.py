"""Litestar: what uvicorn serves."""

from typing import Any

from litestar import Litestar, Response, WebSocket, route, websocket
from litestar.handlers import asgi

from corsac.middleware.asgi_types import Receive, Scope, Send
from corsac.middleware.litestar import CORS
from tests.servers.sites.asked import TOTAL, BrokenError, provider, serve_case


@asgi("/case", is_mount=True, copy_scope=True)
async def case(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as the case says."""
    await serve_case(scope, receive, send)


@route("/items", http_method=["GET", "PUT"])
async def items() -> Response[str]:
    """Answer a GET or a PUT."""
    return Response("items", headers=dict([TOTAL]))


@route("/broken", http_method=["GET"])
async def broken() -> None:
    """Fail."""
    raise BrokenError


@websocket("/ws")
async def socket(socket: WebSocket[Any, Any, Any]) -> None:
    """Open."""
    await socket.accept()
    await socket.close()


app = Litestar([case, items, broken, socket], openapi_config=None)
CORS(app, provider())
