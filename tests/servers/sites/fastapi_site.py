"""FastAPI: what uvicorn serves."""

from fastapi import FastAPI, Response, WebSocket

from corsac.middleware.fastapi import CORS
from tests.servers.sites.asked import TOTAL, BrokenError, provider, serve_case

app = FastAPI(openapi_url=None)
app.add_middleware(CORS, policy=provider())
app.mount("/case", serve_case)


@app.api_route("/items", methods=["GET", "PUT"])
async def items(response: Response) -> str:
    """Answer a GET or a PUT."""
    response.headers.append(*TOTAL)
    return "items"


@app.get("/broken")
async def broken() -> None:
    """Fail."""
    raise BrokenError


@app.websocket("/ws")
async def socket(socket: WebSocket) -> None:
    """Open."""
    await socket.accept()
    await socket.close()
