"""Starlette: what uvicorn serves."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from corsac.middleware.starlette import CORS
from tests.servers.sites.asked import TOTAL, BrokenError, provider, serve_case


async def items(_request: Request) -> Response:
    """Answer a GET or a PUT."""
    return Response("items", headers=dict([TOTAL]))


async def broken(_request: Request) -> Response:
    """Fail."""
    raise BrokenError


async def socket(socket: WebSocket) -> None:
    """Open."""
    await socket.accept()
    await socket.close()


ROUTES = [
    Mount("/case", serve_case),
    Route("/items", items, methods=["GET", "PUT"]),
    Route("/broken", broken),
    WebSocketRoute("/ws", socket),
]
app = Starlette(routes=ROUTES)
CORS(app, provider())
