"""From a target to an open connection: TCP with happy eyeballs (rfc8305), then TLS with ALPN."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING

from corsac.core.messages import FailureKind
from corsac.probe.addresses import peer_name
from corsac.probe.failures import Dead, connect_failure
from corsac.probe.stream import SocketStream

if TYPE_CHECKING:
    from corsac.probe.addresses import Address
    from corsac.probe.clock import Clock

# The recommended Connection Attempt Delay, in seconds (rfc8305#section-5).
_ATTEMPT_DELAY = 0.25
_NAMED = 4
_ERRNO = re.compile(r"\[Errno (\d+)\]")


async def connect(
    addresses: list[Address], clock: Clock, seconds: float
) -> tuple[SocketStream, str]:
    """Open a TCP connection to the first address that answers.

    Args:
        addresses: at least one, in the order to try.
        clock: of the exchange.
        seconds: how long all attempts together may take.

    Returns:
        The connection, and the address that took it.

    Raises:
        Dead: where none did.
    """
    where = ", ".join(peer_name(each) for each in addresses[:_NAMED])
    if len(addresses) > _NAMED:
        where += f" and {len(addresses) - _NAMED} more"
    what = f"{where}: no TCP connection"
    with clock.measured("connect"):
        async with clock.limit(seconds, FailureKind.CONNECT_TIMEOUT, what):
            try:
                sock = await (_race(addresses) if len(addresses) > 1 else _open(addresses[0]))
            except OSError as error:
                raise Dead(connect_failure(_codes(error), where)) from error
    stream = SocketStream(sock)
    try:
        return stream, peer_name((sock.family, 0, 0, "", sock.getpeername()))
    except OSError as error:  # gone again already
        stream.close()
        raise Dead(connect_failure(_codes(error), where)) from error


async def _open(address: Address) -> socket.socket:
    family, kind, protocol, _, sockaddr = address
    sock = socket.socket(family, kind, protocol)
    try:
        sock.settimeout(0)
        await asyncio.get_running_loop().sock_connect(sock, sockaddr)
    except BaseException:  # a time-out and Ctrl-C too
        sock.close()
        raise
    return sock


async def _race(addresses: list[Address]) -> socket.socket:
    # Most connections have one address; the others pay the 5 ms of this import.
    import aiohappyeyeballs  # noqa: PLC0415 -- start-up time

    return await aiohappyeyeballs.start_connection(  # pyright: ignore[reportUnknownMemberType] -- its address type is a bare `tuple`
        addresses, happy_eyeballs_delay=_ATTEMPT_DELAY, interleave=1
    )


def _codes(error: OSError) -> set[int]:
    """List the causes; those of several addresses are only in the text of the joint error."""
    if error.errno is not None:
        return {error.errno}
    return {int(code) for code in _ERRNO.findall(str(error))}
