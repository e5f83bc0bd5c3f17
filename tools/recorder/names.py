"""A resolver for scenarios' names: every `*.test` is 127.77.0.1, nothing else is known.

Other names get SERVFAIL, which is also what a machine without a name server amounts to.
"""

from __future__ import annotations

import asyncio
import struct
from typing import Final, cast

ADDRESS: Final = "127.77.0.1"
_LOCALHOST: Final = "127.0.0.1"
_A = 1
_IN = 1
_RESPONSE = 0x8580  # QR, AA, RD, RA
_SERVFAIL = 2
_TTL = 3600


def resolve(name: str) -> str | None:
    """The IPv4 address of a host name, or None when there is no such host."""
    bare = name.rstrip(".").lower()
    if bare == "test" or bare.endswith(".test"):
        return ADDRESS
    if bare == "localhost" or bare.endswith(".localhost"):
        return _LOCALHOST
    return None


def reply(query: bytes) -> bytes | None:
    """Answer a DNS query (RFC 1035 section 4) for one name; None for what isn't one."""
    try:
        identity, _flags, questions = struct.unpack_from("!HHH", query)
        labels: list[str] = []
        at = 12
        while size := query[at]:
            labels.append(query[at + 1 : at + 1 + size].decode("latin-1"))
            at += size + 1
        kind, klass = struct.unpack_from("!HH", query, at + 1)
    except (struct.error, IndexError):
        return None
    if questions != 1:
        return None
    address = resolve(".".join(labels))
    has_answer = address is not None and kind == _A and klass == _IN
    code = _RESPONSE if address else _RESPONSE | _SERVFAIL
    head = struct.pack("!HHHHHH", identity, code, 1, int(has_answer), 0, 0)
    question = query[12 : at + 5]
    if not has_answer or address is None:
        return head + question
    octets = bytes(int(part) for part in address.split("."))
    return head + question + struct.pack("!HHHIH", 0xC00C, _A, _IN, _TTL, 4) + octets


class _Resolver(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)  # what UDP gives

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answered = reply(data)
        if answered is not None and self._transport is not None:
            self._transport.sendto(answered, addr)


async def start() -> asyncio.DatagramTransport:
    """Listen on port 53 of lo; close the transport to stop."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(_Resolver, local_addr=(_LOCALHOST, 53))
    return transport
