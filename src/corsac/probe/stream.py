"""A connected socket, as the probe uses it: bytes out, at most so many bytes in."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Protocol

#: The most that is read at once. A server can't make the probe hold more than its limits and this.
READ_BYTES = 16 * 1024


class Stream(Protocol):
    """A connection, encrypted or not."""

    async def recv(self) -> bytes:
        """Wait for bytes; none means that the other side has closed."""
        ...

    async def send(self, data: bytes) -> None:
        """Send all of it."""
        ...

    def recv_now(self) -> bytes | None:
        """Give what is there without waiting: None for nothing, no bytes for closed."""
        ...

    def close(self) -> None:
        """Close, without waiting and without complaint."""
        ...


class SocketStream:
    """A TCP connection. Its socket does not block."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._loop = asyncio.get_running_loop()
        with suppress(OSError):  # a head and a body in two writes should not wait for each other
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    async def recv(self) -> bytes:
        """Wait for bytes.

        Raises:
            OSError: where the connection broke.
        """
        # Bytes that are there already are handed over without a turn of the loop: a server that
        # always has more to say would never let a time-out come to its turn.
        await asyncio.sleep(0)
        return await self._loop.sock_recv(self._socket, READ_BYTES)

    async def send(self, data: bytes) -> None:
        """Send all of it.

        Raises:
            OSError: where the connection broke.
        """
        await self._loop.sock_sendall(self._socket, data)

    def send_now(self, data: bytes) -> None:
        """Send what the system takes without waiting; a farewell may get lost."""
        with suppress(OSError):
            self._socket.send(data)

    def recv_now(self) -> bytes | None:
        """Give what is there; a broken connection counts as closed."""
        try:
            return self._socket.recv(READ_BYTES)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()
