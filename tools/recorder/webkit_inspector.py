"""WebKit's remote inspector: the console of each view."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from .engine import BrowserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from websockets.asyncio.client import ClientConnection

_Json: TypeAlias = dict[str, Any]

_TIMEOUT = 15.0
_FLUSH_TIMEOUT = 2.0
_TARGET: Final = re.compile(rb"/socket/\d+/\d+/\w+")


async def _list(port: int) -> bytes:
    """The inspector's page: one link for each view."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    writer.write(request.encode())
    data = b""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            while chunk := await reader.read(1 << 16):
                data += chunk
                if b"</html>" in data:
                    break
    writer.close()
    return data


async def find(port: int, mark: str) -> str:
    """The socket path of the view whose address carries a mark.

    Raises:
        BrowserError: There is none after several seconds.
    """
    until = time.monotonic() + _TIMEOUT
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            page = await _list(port)
            before, found, after = page.partition(mark.encode())
            if found and (path := _TARGET.search(after) or _TARGET.search(before)):
                return path[0].decode()
        await asyncio.sleep(0.1)
    raise BrowserError("WebKit's inspector does not list the view")


class Inspector:
    """A view's console, enabled again in each process that the view moves to."""

    def __init__(self, socket: ClientConnection, hear: Callable[[_Json], None]) -> None:
        self._socket = socket
        self._hear = hear
        self._count = 0
        self._target = ""
        self._pings: dict[int, asyncio.Event] = {}
        self._last: _Json = {}
        self._fresh = False
        self.enabled = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, port: int, path: str, hear: Callable[[_Json], None]) -> Inspector:
        """Connect to a view; `hear` gets each line of the console.

        Raises:
            BrowserError: The view's page does not come up.
        """
        socket = await connect(
            f"ws://127.0.0.1:{port}{path}", max_size=None, compression=None, ping_interval=None
        )
        made = cls(socket, hear)
        try:
            await asyncio.wait_for(made.enabled.wait(), _TIMEOUT)
        except TimeoutError:
            raise BrowserError("WebKit's inspector does not answer") from None
        return made

    async def _read(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for text in self._socket:
                await self._take(json.loads(text))

    async def _take(self, message: _Json) -> None:
        method, params = message.get("method"), message.get("params", {})
        if method == "Target.targetCreated" and params["targetInfo"]["type"] == "page":
            self._target = target = params["targetInfo"]["targetId"]
            await self._tell(target, "Worker.enable", {})
            await self._tell(target, "Console.enable", {})
        elif method == "Target.didCommitProvisionalTarget":
            self._target = params["newTargetId"]
        elif method == "Target.dispatchMessageFromTarget":
            await self._page(params["targetId"], json.loads(params["message"]))

    async def _page(self, target: str, message: _Json) -> None:
        """A page's message: its own, one of its workers', or news of a worker."""
        method, params = message.get("method"), message.get("params", {})
        if method == "Worker.workerCreated":
            worker = {"workerId": params["workerId"]}
            enable = {**worker, "message": self._message("Console.enable", {})}
            await self._tell(target, "Worker.sendMessageToWorker", enable)
            await self._tell(target, "Worker.initialized", worker)
        elif method == "Worker.dispatchMessageFromWorker":
            self._line(json.loads(params["message"]))
        else:
            self._line(message)
            if "id" in message:
                self.enabled.set()
                if ping := self._pings.pop(message["id"], None):
                    ping.set()

    def _message(self, method: str, params: _Json) -> str:
        self._count += 1
        return json.dumps({"id": self._count, "method": method, "params": params})

    async def _tell(self, target: str, method: str, params: _Json) -> None:
        """Send a command to a page; the connection itself only carries such messages."""
        wrapped = {"targetId": target, "message": self._message(method, params)}
        await self._socket.send(self._message("Target.sendMessageToTarget", wrapped))

    def begin(self) -> None:
        """A scenario begins."""
        self._fresh = bool(self._last)

    async def flush(self) -> None:
        """Wait until every line that the page has logged by now was heard.

        Raises:
            BrowserError: The inspector is gone, and with it what the page logged.
        """
        arrived = asyncio.Event()
        message = self._message("Runtime.evaluate", {"expression": "0"})
        self._pings[self._count] = arrived
        wrapped = {"targetId": self._target, "message": message}
        try:
            await self._socket.send(self._message("Target.sendMessageToTarget", wrapped))
        except ConnectionClosed:
            raise BrowserError("WebKit's inspector hung up") from None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(arrived.wait(), _FLUSH_TIMEOUT)

    def _line(self, message: _Json) -> None:
        """Hear a new line; one that repeats the last is only counted, as a user sees it."""
        if message.get("method") == "Console.messageAdded":
            entry = message["params"]["message"]
            self._last = {"l": entry["level"], "src": entry["source"], "t": entry["text"]}
            self._fresh = False
            self._hear(self._last)
        elif message.get("method") == "Console.messageRepeatCountUpdated" and self._fresh:
            # It repeats the line that the scenario before ended with: a new line for this one.
            self._fresh = False
            self._hear(self._last)

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()
        await self._reader
