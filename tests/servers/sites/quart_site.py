"""Quart: what hypercorn serves."""

from quart import Quart, Response, websocket

from corsac.middleware.quart import CORS
from tests.servers.sites.asked import METHODS, TOTAL, BrokenError, app_of, provider

app = Quart(__name__)
CORS(app, provider())


async def case(rest: str) -> Response:
    """Answer as the case says."""
    answer = app_of(f"/case/{rest}")
    response = Response(b"", answer.status)
    for name, value in answer.headers:
        response.headers.add(name, value)
    return response


async def items() -> Response:
    """Answer a GET or a PUT."""
    return Response("items", headers=dict([TOTAL]))


async def broken() -> str:
    """Fail."""
    raise BrokenError


async def socket() -> None:
    """Open."""
    await websocket.send("open")


app.add_url_rule("/case/<path:rest>", view_func=case, methods=METHODS)
app.add_url_rule("/items", view_func=items, methods=["GET", "PUT"])
app.add_url_rule("/broken", view_func=broken)
app.add_websocket("/ws", view_func=socket)
