"""Runs the lab: one loopback port for each case, and one for the index page."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import socket
import threading
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from corsac.lab.case import Answers, LabCase, Listener, answer
from corsac.lab.cases import CASES
from corsac.lab.page import index_page

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence

    Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

HOST: Final = "localhost"
_ADDRESS: Final = "127.0.0.1"
_HEAD_LIMIT: Final = 64 * 1024  # bytes of a request head
_BODY_LIMIT: Final = 1024 * 1024  # bytes of a request body
_PATIENCE: Final = 10.0  # seconds for a request to arrive whole
_GUID: Final = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TLS_HANDSHAKE: Final = b"\x16"  # the record type that a ClientHello begins with
_BAD_REQUEST: Final = answer(
    "400 Bad Request", "Content-Type: text/plain", body="not HTTP"
).encode()


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived: method, target, header lines in lower case, body."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def origin(self) -> str:
        """Its Origin; empty without one."""
        return self.header("origin")

    def header(self, name: str) -> str:
        """Give a header's value by its name in lower case; empty if it isn't there."""
        return next((value for key, value in self.headers if key == name), "")

    def holes(self) -> tuple[tuple[str, str], ...]:
        """Give what fills the holes that depend on the request."""
        return ("{handshake}", _opening(self.header("sec-websocket-key"))), ("{asked}", self.origin)

    @property
    def is_preflight(self) -> bool:
        """Tell a preflight by its three marks (fetch#cors-preflight-request)."""
        names = {name for name, _ in self.headers}
        return self.method == "OPTIONS" and {"origin", "access-control-request-method"} <= names


class Lab:
    """The servers, in a thread of their own; a context manager.

    `base` is the index page's port and the others follow it; 0 takes free ones. Raises OSError
    with the port in its text where a port is taken.
    """

    def __init__(self, base: int = 0, cases: Sequence[LabCase] = CASES) -> None:
        self.cases = tuple(cases)
        self.reports: list[bytes] = []
        self.reported = threading.Event()
        self._mended: dict[str, Answers] = {}
        self._sockets = _bind(base, len(self.cases) + 1)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="lab", daemon=True)
        self._servers: list[asyncio.Server] = []

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        for bound in self._sockets:
            bound.close()

    @property
    def origin(self) -> str:
        """The origin of the index page, from which every check is made."""
        return f"http://{HOST}:{self._port(0)}"

    def url(self, case: LabCase) -> str:
        """The URL to check for this case."""
        return self._fill(case.url, case)

    def page_origin(self, case: LabCase) -> str:
        """The request origin of this case."""
        return self._fill(case.origin, case)

    def command(self, case: LabCase) -> list[str]:
        """The arguments of the `corsac check` that shows this case."""
        return [self.url(case), "--origin", self.page_origin(case), *case.arguments]

    def mend(self, case: LabCase, answers: Answers) -> None:
        """Let a case's server answer like this from now on."""
        self._mended[case.name] = answers

    def _port(self, index: int) -> int:
        port: int = self._sockets[index].getsockname()[1]
        return port

    def _base_url(self, case: LabCase) -> str:
        return f"http://{HOST}:{self._port(self.cases.index(case) + 1)}"

    def _fill(self, text: str, case: LabCase) -> str:
        holes: Mapping[str, Callable[[], str]] = {
            "{origin}": lambda: self.origin,
            "{port}": lambda: str(self._port(0)),
            "{here}": lambda: self._base_url(case),
            "{here_ws}": lambda: self._base_url(case).replace("http", "ws", 1),
            "{here_port}": lambda: str(self._port(self.cases.index(case) + 1)),
            "{healthy}": lambda: self._base_url(CASES[0]),
        }
        for hole, value in holes.items():
            if hole in text:
                text = text.replace(hole, value())
        return text

    async def _start(self) -> None:
        index = self._sockets[0]
        self._servers.append(await asyncio.start_server(self._serve_index, sock=index))
        for case, bound in zip(self.cases, self._sockets[1:], strict=True):
            if case.listener in {Listener.ANSWERS, Listener.HANGS_UP}:
                serve = self._serving(case)
                self._servers.append(await asyncio.start_server(serve, sock=bound))

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _serving(self, case: LabCase) -> Serve:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            """Serve until it is told to stop."""
            async with _closing(writer):
                request = await _read(reader)
                if request is None:
                    writer.write(_BAD_REQUEST)
                elif case.answers is not None:
                    answers = self._mended.get(case.name, case.answers)
                    text = self._chosen(answers, case, request)
                    for hole, value in request.holes():
                        text = text.replace(hole, value)
                    raw = self._fill(text, case).encode()
                    writer.write(_head(raw) if request.method == "HEAD" else raw)

        return serve

    def _chosen(self, answers: Answers, case: LabCase, request: Request) -> str:
        """Choose the answer: by path, by who asks, by whether it is a preflight."""
        if (own := answers.others.get(request.target)) is not None:
            return own
        if answers.strange and request.origin != self.page_origin(case):
            return answers.strange
        return answers.preflight if request.is_preflight else answers.actual

    async def _serve_index(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        async with _closing(writer):
            request = await _read(reader)
            if request is None:
                writer.write(_BAD_REQUEST)
                return
            if request.method == "POST" and request.target == "/report":
                self.reports.append(request.body)
                self.reported.set()
                writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
                return
            writer.write(index_page(self, request.target))


def _opening(key: str) -> str:
    """Open a WebSocket (rfc6455#section-4.2.2); nothing is ever sent through it."""
    digest = hashlib.sha1(f"{key}{_GUID}".encode(), usedforsecurity=False).digest()
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {b64encode(digest).decode()}\r\n\r\n"
    )


def _head(response: bytes) -> bytes:
    head, end, _ = response.partition(b"\r\n\r\n")
    return head + end


@contextlib.asynccontextmanager
async def _closing(writer: asyncio.StreamWriter) -> AsyncGenerator[None]:
    try:
        yield
        await writer.drain()
    except (OSError, TimeoutError):
        pass  # the peer went away: a server has nobody to tell
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """Read one request within the limits; None where none came."""
    try:
        async with asyncio.timeout(_PATIENCE):
            head = await reader.readexactly(1)
            if head == _TLS_HANDSHAKE:
                return None
            head += await reader.readuntil(b"\r\n\r\n")
            if len(head) > _HEAD_LIMIT:
                return None
            first, *lines = head.decode("latin-1").strip().split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = tuple(
                (name.lower(), value.strip())
                for name, _, value in (line.partition(":") for line in lines)
            )
            length = next((value for name, value in headers if name == "content-length"), "0")
            body = await reader.readexactly(min(int(length), _BODY_LIMIT))
    except (OSError, TimeoutError, ValueError, EOFError, asyncio.LimitOverrunError):
        return None  # not a request: there is nothing to answer
    return Request(method, target, headers, body)


def _bind(base: int, count: int) -> list[socket.socket]:
    """Bind loopback ports: from `base` on, or free ones for 0. Bound and not listening: refused."""
    bound: list[socket.socket] = []
    try:
        for offset in range(count):
            one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            bound.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((_ADDRESS, base + offset if base else 0))
    except OSError as error:
        for one in bound:
            one.close()
        port = base + len(bound) - 1
        raise OSError(error.errno, f"port {port} on {_ADDRESS} is taken") from error
    return bound
