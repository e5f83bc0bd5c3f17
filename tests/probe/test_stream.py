from __future__ import annotations

import asyncio
import socket

import pytest

from corsac.probe.stream import READ_BYTES, SocketStream


def pair() -> tuple[SocketStream, socket.socket]:
    """A stream and the other end of its connection. Needs a running loop."""
    here, there = socket.socketpair()
    here.settimeout(0)
    return SocketStream(here), there


@pytest.mark.servers
def test_bytes_go_both_ways_and_no_more_than_asked_for() -> None:
    async def scenario() -> None:
        stream, there = pair()
        await stream.send(b"question")
        assert there.recv(100) == b"question"
        assert stream.recv_now() is None
        there.sendall(b"answer")
        assert await stream.recv() == b"answer"
        there.sendall(b"x" * (READ_BYTES + 1))
        assert len(await stream.recv()) == READ_BYTES
        assert stream.recv_now() == b"x"
        there.close()
        stream.close()

    asyncio.run(scenario())


@pytest.mark.servers
def test_a_closed_connection_gives_no_bytes_and_takes_farewells() -> None:
    async def scenario() -> None:
        stream, there = pair()
        there.close()
        assert stream.recv_now() == b""
        assert await stream.recv() == b""
        stream.send_now(b"farewell")
        stream.close()
        assert stream.recv_now() == b"", "a socket that is no more counts as closed"

    asyncio.run(scenario())
