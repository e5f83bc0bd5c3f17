"""aiohttp, with the server that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from corsac.middleware.aiohttp import CORS
from tests.servers.sites.asked import TOTAL, BrokenError, app_of, provider

if TYPE_CHECKING:
    from collections.abc import Sequence


async def case(request: web.Request) -> web.Response:
    """Answer as the case says."""
    answer = app_of(request.path)
    return web.Response(status=answer.status, headers=[*answer.headers.lines])


async def items(_request: web.Request) -> web.Response:
    """Answer a GET or a PUT."""
    return web.Response(text="items", headers=[TOTAL])


async def broken(_request: web.Request) -> web.Response:
    """Fail."""
    raise BrokenError


async def socket(request: web.Request) -> web.WebSocketResponse:
    """Open."""
    response = web.WebSocketResponse()
    await response.prepare(request)
    await response.close()
    return response


def make(_arguments: Sequence[str]) -> web.Application:
    """Make the application, as `python -m aiohttp.web` has it."""
    app = web.Application()
    app.router.add_route("*", "/case/{rest:.*}", case)
    app.router.add_get("/items", items)
    app.router.add_put("/items", items)
    app.router.add_get("/broken", broken)
    app.router.add_get("/ws", socket)
    CORS(app, provider())
    return app
