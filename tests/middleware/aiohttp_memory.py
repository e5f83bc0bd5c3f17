"""An aiohttp application as a server without a socket: bytes in, bytes out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.core.messages import WireRequest

LIMIT = 10  # seconds


class _Wire(asyncio.Transport):
    """Keeps what is written until it is closed; of a WebSocket, the answer's head."""

    def __init__(self, *, upgrade: bool) -> None:
        super().__init__()
        self._upgrade = upgrade
        self.sent = bytearray()
        self.ended = asyncio.Event()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent += data
        if self._upgrade and b"\r\n\r\n" in self.sent:
            self.ended.set()

    def is_closing(self) -> bool:
        return self.ended.is_set()

    def close(self) -> None:
        self.ended.set()

    def abort(self) -> None:
        self.ended.set()

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


class AiohttpServer:
    """Serves one request for each connection, each in a loop of its own.

    Args:
        make: Makes the application anew: one belongs to the loop that it was started in.
    """

    def __init__(self, make: Callable[[], web.Application]) -> None:
        self._make = make
        self.errors: list[Exception] = []  # aiohttp answers for all of them

    def send(self, request: WireRequest) -> WireResponse:
        """Ask, and wait for the answer."""
        return asyncio.run(self._exchange(request))

    def close(self) -> None:
        """Do nothing: nothing is left open."""

    async def _exchange(self, request: WireRequest) -> WireResponse:
        runner = web.AppRunner(self._make(), access_log=None)
        await runner.setup()
        server = runner.server
        assert server is not None
        upgrade = "Upgrade" in request.headers
        wire, protocol = _Wire(upgrade=upgrade), server()
        protocol.connection_made(wire)
        url = urlsplit(request.url)
        lines = [("Host", url.netloc), *request.headers]
        if not upgrade:
            lines.append(("Connection", "close"))
        head = "".join(f"{name}: {value}\r\n" for name, value in lines)
        protocol.data_received(f"{request.method} {url.path} HTTP/1.1\r\n{head}\r\n".encode())
        try:
            async with asyncio.timeout(LIMIT):
                await wire.ended.wait()
        finally:
            protocol.connection_lost(None)
            await runner.cleanup()
        top, _, body = bytes(wire.sent).partition(b"\r\n\r\n")
        first, *rest = top.decode("latin-1").split("\r\n")
        found = tuple((name, value.strip()) for name, _, value in (x.partition(":") for x in rest))
        return WireResponse(int(first.split(" ")[1]), "", Headers(found), body)
