"""A name's addresses: by hand, by rule for localhost, or from the system's resolver."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from corsac.core.messages import Failure, FailureKind
from corsac.probe.failures import Dead
from corsac.probe.resolve import family_of

if TYPE_CHECKING:
    from corsac.probe.clock import Clock
    from corsac.probe.options import ProbeOptions
    from corsac.probe.target import Target

Address = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]

# Browsers never ask DNS for these names, and try IPv6 first (secure-contexts, "localhost").
_LOOPBACK = ("::1", "127.0.0.1")


def literal(address: str, port: int) -> Address:
    """Make the address record of a numeric address."""
    if family_of(address) is socket.AF_INET6:
        return (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))


def peer_name(address: Address) -> str:
    """Write an address record as people do: `127.0.0.1:8080`, `[::1]:8080`."""
    host, port = address[4][:2]
    return f"[{host}]:{port}" if address[0] == socket.AF_INET6 else f"{host}:{port}"


async def addresses_of(target: Target, options: ProbeOptions, clock: Clock) -> list[Address]:
    """Find where to connect, in the order to try.

    Returns:
        At least one address.

    Raises:
        Dead: DNS, where there is none.
    """
    for entry in options.resolve:
        if entry.covers(target.host, target.port):
            return [literal(address, target.port) for address in entry.addresses]
    if family_of(target.host) is not None:
        return [literal(target.host, target.port)]
    name = target.host.removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return [literal(address, target.port) for address in _LOOPBACK]
    with clock.measured("dns"):
        what = f"{target.host}: no answer from the name servers"
        async with clock.limit(options.timeouts.dns, FailureKind.DNS, what):
            found = await look_up(target.host, target.port)
    if isinstance(found, OSError):
        reason = (found.strerror or str(found)).lower()
        raise Dead(Failure(FailureKind.DNS, f"{target.host}: {reason}"))
    return found


async def look_up(host: str, port: int) -> list[Address] | OSError:
    """Ask the system's resolver, in a thread that nobody has to wait for.

    The loop's own executor is joined when the loop closes and again when Python ends: a name
    server that does not answer would hold up the command long after its time-out.

    Returns:
        The addresses, or the error that the resolver gave.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Address] | OSError] = loop.create_future()

    def settle(outcome: list[Address] | OSError) -> None:
        """Hand the result over, once."""
        if not answer.done():
            answer.set_result(outcome)

    def look() -> None:
        """Look the name up."""
        outcome: list[Address] | OSError
        try:
            # As bytes: a str would go through Python's IDNA, and browsers have done theirs.
            found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
            outcome = cast("list[Address]", found)
        except OSError as error:
            outcome = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=look, name="corsac-dns", daemon=True).start()
    return await answer
