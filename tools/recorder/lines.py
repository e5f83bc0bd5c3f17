"""Calls and events as lines of JSON: how the recorder talks to its part inside a browser."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from .engine import BrowserError

if TYPE_CHECKING:
    from collections.abc import Callable

_Json: TypeAlias = dict[str, Any]
LIMIT = 64 << 20  # bytes of one line


class Lines:
    """One end of a connection: `{"id", "cmd", ...}` out, `{"id", "value" | "error"}` back."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._count = 0
        self._calls: dict[int, asyncio.Future[Any]] = {}
        self.hear: Callable[[_Json], None] = lambda _: None
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            while line := await self._reader.readline():
                message = json.loads(line)
                call = self._calls.pop(message.get("id", 0), None)
                if call is None:
                    self.hear(message)
                elif not call.done() and "error" in message:
                    call.set_exception(BrowserError(str(message["error"])))
                elif not call.done():
                    call.set_result(message.get("value"))
        except (OSError, ValueError):
            pass
        finally:
            for call in self._calls.values():
                if not call.done():
                    call.set_exception(BrowserError("the browser ended"))

    async def call(self, command: str, timeout: float = 30.0, **arguments: Any) -> Any:  # noqa: ANN401, ASYNC109 - JSON; a call's own limit
        """Send a command and wait for its value.

        Raises:
            BrowserError: The other end answered with an error, or is gone.
            TimeoutError: It did not answer in time.
        """
        self._count += 1
        number = self._count
        call: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._calls[number] = call
        message = {"id": number, "cmd": command, **arguments}
        try:
            self._writer.write(json.dumps(message).encode() + b"\n")
            await self._writer.drain()
        except OSError as error:
            raise BrowserError(f"the browser ended: {error}") from None
        try:
            return await asyncio.wait_for(call, timeout)
        finally:
            self._calls.pop(number, None)

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
