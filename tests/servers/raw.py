"""Servers written byte for byte: each connection is handed to a script, in a thread of its own."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Generator

PATIENCE = 15.0
"""Seconds after which a script's socket gives up, so that no thread outlives its test by much."""


@dataclass
class Talk:
    """One connection, as a script sees it."""

    sock: socket.socket
    server: RawServer
    _buffer: bytes = b""

    def read_head(self) -> bytes:
        """Wait for a request's head and note it; empty where the client closed instead."""
        while b"\r\n\r\n" not in self._buffer:
            data = self.sock.recv(65536)
            if not data:
                return b""
            self._buffer += data
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        self.server.requests.append(head + b"\r\n\r\n")
        return head

    def read(self, size: int) -> bytes:
        """Wait for `size` bytes of a body."""
        while len(self._buffer) < size:
            data = self.sock.recv(65536)
            if not data:
                break
            self._buffer += data
        body, self._buffer = self._buffer[:size], self._buffer[size:]
        return body

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self.sock.sendall(data)

    def reset(self) -> None:
        """Break the connection with an RST instead of closing it."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


@dataclass
class RawServer:
    """A listening server: where it is, and what it was asked so far."""

    host: str
    port: int
    secure: bool = False
    requests: list[bytes] = field(default_factory=list[bytes])
    connections: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The URL of a path here, under another name if one is given."""
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self.secure else 'http'}://{name}:{self.port}{path}"

    def until_stopped(self, seconds: float = PATIENCE) -> None:
        """Wait until the test is over."""
        self.stopped.wait(seconds)


@contextlib.contextmanager
def raw_server(
    script: bytes | Callable[[Talk], None],
    *,
    host: str = "127.0.0.1",
    tls: ssl.SSLContext | None = None,
) -> Generator[RawServer]:
    """Listen on a free port of `host` until the block ends.

    `script` is what a connection is answered after its first request head, or a function that
    does everything itself. The connection is closed after it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as listener:
        server = RawServer(host, listener.getsockname()[1], tls is not None)
        thread = threading.Thread(target=_accept, args=(listener, server, script, tls))
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(PATIENCE)


def _accept(
    listener: socket.socket,
    server: RawServer,
    script: bytes | Callable[[Talk], None],
    tls: ssl.SSLContext | None,
) -> None:
    threads: list[threading.Thread] = []
    with contextlib.suppress(OSError):
        while True:
            sock, _ = listener.accept()
            server.connections += 1
            thread = threading.Thread(target=_serve, args=(sock, server, script, tls))
            thread.start()
            threads.append(thread)
    for thread in threads:
        thread.join(PATIENCE)


def _serve(
    sock: socket.socket,
    server: RawServer,
    script: bytes | Callable[[Talk], None],
    tls: ssl.SSLContext | None,
) -> None:
    sock.settimeout(PATIENCE)
    with contextlib.suppress(OSError):  # the client has seen enough
        if tls is not None:
            sock = tls.wrap_socket(sock, server_side=True)
        talk = Talk(sock, server)
        if not isinstance(script, bytes):
            script(talk)
        elif talk.read_head():
            talk.send(script)
    sock.close()
