"""The server that all scenarios talk to: scripted answers out, requests recorded as they came."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, cast

from . import pages
from .wire import MAX_BODY, MAX_HEAD, Request, answer, read_head, split_path

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

HTTP_PORTS: Final = (80, 8001, 8002, 8101, 8102, 8103)
HTTPS_PORTS: Final = (443, 8441)
_IDLE = 1800.0  # seconds; shorter, and a browser's next request could cross with the close
_SOCKET = 3.0  # seconds that an open WebSocket waits for the page to close it
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER on, zero seconds: close() sends RST
_MAX_RECORDED = (
    200  # requests kept for one scenario: a redirect loop that never ends must not fill memory
)


@dataclass(slots=True)
class Plan:
    """A running scenario on the server's side.

    Attributes:
        table: The scenario's `server`: label to `pre` and `act`.
        step: Index of the step that is running.
        seen: Requests so far, each with the index of the step it came in.
    """

    table: Mapping[str, Any]
    step: int = 0
    seen: list[tuple[int, Request]] = field(default_factory=list[tuple[int, Request]])
    arrivals: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])

    def script(self, label: str, request: Request) -> Mapping[str, Any] | None:
        """The answer that this arrival gets: of a list the n-th, the last one from then on."""
        kind = "pre" if request.is_preflight else "act"
        answers: Mapping[str, Any] = self.table.get(label) or {}
        entry: Any = answers.get(kind)
        if not isinstance(entry, list):
            return cast("Mapping[str, Any] | None", entry)
        several = cast("list[Mapping[str, Any]]", entry)
        count = self.arrivals.get((label, kind), 0)
        self.arrivals[label, kind] = count + 1
        return several[min(count, len(several) - 1)] if several else None


class Server:
    """Listens on every port that scenarios use, and knows the scenarios that are running."""

    def __init__(self) -> None:
        self._plans: dict[str, Plan] = {}
        self._servers: list[asyncio.Server] = []

    async def start(self, tls: ssl.SSLContext) -> None:
        """Listen on all ports of all loopback addresses.

        Raises:
            OSError: A port is taken, which can't be inside a namespace of one's own.
        """
        for port in HTTP_PORTS + HTTPS_PORTS:
            secure = port in HTTPS_PORTS
            self._servers.append(
                await asyncio.start_server(
                    self.secure if secure else self.plain,
                    "0.0.0.0",  # noqa: S104 - the namespace has no other interface than lo
                    port,
                    limit=MAX_HEAD,
                    backlog=512,
                    ssl=tls if secure else None,
                )
            )

    def stop(self) -> None:
        """Stop listening; open connections end with the process."""
        for server in self._servers:
            server.close()

    def begin(self, scenario: Mapping[str, Any]) -> Plan:
        """Answer for a scenario from now on."""
        plan = Plan(scenario.get("server") or {})
        self._plans[str(scenario["id"])] = plan
        return plan

    def end(self, identity: str) -> None:
        """Forget a scenario; stragglers get 404."""
        self._plans.pop(identity, None)

    async def plain(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection without TLS."""
        await self._serve(reader, writer, secure=False)

    async def secure(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection over TLS."""
        await self._serve(reader, writer, secure=True)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, secure: bool
    ) -> None:
        gone = (OSError, EOFError, asyncio.LimitOverrunError, TimeoutError, ValueError)
        with contextlib.suppress(*gone):
            while await self._one(reader, writer, secure=secure):
                pass
        with contextlib.suppress(OSError):
            writer.close()

    async def _one(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, secure: bool
    ) -> bool:
        """Answer one request; False when the connection is to be closed."""
        async with asyncio.timeout(_IDLE):
            head = await reader.readuntil(b"\r\n\r\n")
            request = read_head(head[:-4], secure=secure)
            request = replace(request, body=await _body(reader, request))
        path = request.path
        if path.startswith(pages.PREFIX):
            writer.write(pages.serve(path))
        else:
            script = self._script(request)
            if script is not None and ("close" in script or "reset" in script):
                if "reset" in script:
                    _reset(writer)
                return False
            if script is not None and "hang" in script:
                await asyncio.sleep(float(script["hang"]) / 1000)
            writer.write(answer(script, request))
            if script is not None and ("raw" in script or script.get("ws")):
                await writer.drain()
                if script.get("ws"):
                    await _until_closed(reader)
                return False
        await writer.drain()
        return True

    def _script(self, request: Request) -> Mapping[str, Any] | None:
        identity, label = split_path(request.path)
        plan = self._plans.get(identity)
        if plan is None:
            return None
        if len(plan.seen) < _MAX_RECORDED:
            plan.seen.append((plan.step, request))
        return plan.script(label, request)


async def _body(reader: asyncio.StreamReader, request: Request) -> bytes:
    """Read the body that the head announces.

    Raises:
        ValueError: It is longer than is read.
    """
    if "chunked" in (request.get("transfer-encoding") or "").lower():
        return await _chunks(reader)
    length = int(request.get("content-length") or 0)
    if length > MAX_BODY:
        raise ValueError("request body too long")
    return await reader.readexactly(length) if length else b""


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    total = 0
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        total += size
        if total > MAX_BODY:
            raise ValueError("request body too long")
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    while await reader.readuntil(b"\r\n") != b"\r\n":
        pass
    return b"".join(parts)


async def _until_closed(reader: asyncio.StreamReader) -> None:
    """Leave an open WebSocket to the page, which closes it."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_SOCKET):
            await reader.read(MAX_HEAD)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with a RST instead of a FIN."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
