"""As much of Marionette, Firefox's remote control, as it takes to run one script inside."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from .engine import BrowserError

_TIMEOUT = 30.0


class Marionette:
    """A session: packets of `length:[type, id, name, params]`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._count = 0

    @classmethod
    async def connect(cls, port: int) -> Marionette:
        """Connect, and open a session that acts on the browser itself, not on a page.

        Raises:
            OSError: Nothing listens there.
            BrowserError: Firefox refused.
        """
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
        made = cls(reader, writer)
        await made._packet()
        await made.call("WebDriver:NewSession", {"capabilities": {}})
        await made.call("Marionette:SetContext", {"value": "chrome"})
        return made

    async def _packet(self) -> Any:  # noqa: ANN401 - JSON
        async with asyncio.timeout(_TIMEOUT):
            length = int((await self._reader.readuntil(b":"))[:-1])
            return json.loads(await self._reader.readexactly(length))

    async def call(self, name: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """Send a command and return its result.

        Raises:
            BrowserError: Firefox answered with an error.
            TimeoutError: It did not answer.
        """
        self._count += 1
        data = json.dumps([0, self._count, name, params])
        self._writer.write(f"{len(data)}:{data}".encode())
        await self._writer.drain()
        _kind, _number, error, result = await self._packet()
        if error:
            raise BrowserError(f"{name}: {error.get('message')}")
        return result

    def close(self) -> None:
        """Hang up; Firefox goes on running."""
        self._writer.close()
