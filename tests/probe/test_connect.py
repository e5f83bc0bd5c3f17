"""TCP connections to real sockets: refused, raced, unreachable."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import FailureKind
from corsac.probe.addresses import literal
from corsac.probe.clock import Clock
from corsac.probe.connect import connect
from corsac.probe.failures import Dead

if TYPE_CHECKING:
    from collections.abc import Generator

pytestmark = pytest.mark.servers

NO_ROUTE = "255.255.255.255"  # broadcast: no TCP connection, on any system


@contextlib.contextmanager
def listening(host: str = "127.0.0.1") -> Generator[int]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as server:
        yield server.getsockname()[1]


@contextlib.contextmanager
def full() -> Generator[int]:
    """A port that lets connections hang: its queue is full and nobody accepts."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = server.getsockname()[1]
        for _ in range(4):
            sock = stack.enter_context(socket.socket())
            sock.settimeout(0)
            sock.connect_ex(("127.0.0.1", port))
        yield port


def closed_port() -> int:
    with listening() as port:
        return port


def connected(*addresses: tuple[str, int], seconds: float = 5) -> tuple[str, float]:
    async def scenario() -> tuple[str, float]:
        clock = Clock(10)
        stream, peer = await connect([literal(*each) for each in addresses], clock, seconds)
        stream.close()
        took = clock.timing().connect
        assert took is not None
        return peer, took

    return asyncio.run(scenario())


def died(*addresses: tuple[str, int], seconds: float = 5) -> tuple[FailureKind, str]:
    with pytest.raises(Dead) as dead:
        connected(*addresses, seconds=seconds)
    return dead.value.failure.kind, dead.value.failure.detail


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_open_port_is_connected_to(host: str) -> None:
    with listening(host) as port:
        peer, _ = connected((host, port))
    assert peer == (f"[::1]:{port}" if ":" in host else f"127.0.0.1:{port}")


def test_a_closed_port_refuses() -> None:
    port = closed_port()
    assert died(("127.0.0.1", port)) == (
        FailureKind.REFUSED,
        f"127.0.0.1:{port}: connection refused",
    )


def test_a_host_without_a_route_is_unreachable() -> None:
    kind, detail = died((NO_ROUTE, 80))
    assert kind is FailureKind.UNREACHABLE
    assert detail.startswith(f"{NO_ROUTE}:80: ")


def test_a_port_that_lets_one_hang_times_out() -> None:
    with full() as port:
        kind, detail = died(("127.0.0.1", port), seconds=0.2)
    assert kind is FailureKind.CONNECT_TIMEOUT
    assert detail == f"127.0.0.1:{port}: no TCP connection within 0.2 s"


def test_the_second_address_takes_over_where_the_first_refuses() -> None:
    with listening() as port:
        tries = [connected(("::1", port), ("127.0.0.1", port)) for _ in range(5)]
    assert {peer for peer, _ in tries} == {f"127.0.0.1:{port}"}
    assert min(took for _, took in tries) < 250, "a refusal is not waited for"


def test_the_second_address_is_tried_where_the_first_hangs() -> None:
    with full() as dead, listening("::1") as port:
        peer, took = connected(("127.0.0.1", dead), ("::1", port))
    assert peer == f"[::1]:{port}"
    assert took >= 250, "the first had its Connection Attempt Delay (rfc8305#section-5)"


def test_a_refusal_says_more_than_a_missing_route() -> None:
    port = closed_port()
    kind, detail = died((NO_ROUTE, port), ("127.0.0.1", port))
    assert kind is FailureKind.REFUSED
    assert detail == f"{NO_ROUTE}:{port}, 127.0.0.1:{port}: connection refused"


def test_of_many_addresses_some_are_named() -> None:
    port = closed_port()
    _, detail = died(*[(f"127.0.0.{number}", port) for number in range(1, 8)])
    assert detail.count("127.0.0.") == 4
    assert " and 3 more: connection refused" in detail
