"""The opening handshake of a WebSocket (rfc6455#section-4), as the client's half sees it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind

if TYPE_CHECKING:
    from corsac.core.messages import WireRequest, WireResponse

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_SWITCHING = 101
KEY_BYTES = 16
MASK_BYTES = 4


def is_opening(request: WireRequest) -> bool:
    """Tell whether a request asks for a WebSocket, as a browser writes it: with an http URL."""
    return (request.headers.get("upgrade") or "").lower() == "websocket"


def opening(request: WireRequest, nonce: bytes) -> WireRequest:
    """Add to a request what opens a WebSocket, where the browser's half did not.

    Args:
        request: with a ws or wss URL.
        nonce: `KEY_BYTES` random bytes for Sec-WebSocket-Key.
    """
    lines = (
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", b64encode(nonce).decode("ascii")),
    )
    missing = [line for line in lines if line[0] not in request.headers]
    return replace(request, headers=Headers((*request.headers.lines, *missing)))


def expected_accept(key: str) -> str:
    """Compute the Sec-WebSocket-Accept that answers a key (rfc6455#section-4.2.2)."""
    digest = hashlib.sha1(f"{key}{_GUID}".encode("latin-1"), usedforsecurity=False).digest()
    return b64encode(digest).decode("ascii")


def judged(request: WireRequest, response: WireResponse) -> WireResponse | Failure:
    """Hold a 101 against what the client must check before it (rfc6455#section-4.1).

    Args:
        request: as it was sent, key and all.
        response: any; one that is not a 101 is no WebSocket and passes as it is.

    Returns:
        The response, or a MALFORMED failure that names the header.
    """
    if response.status != _SWITCHING:
        return response
    accept = expected_accept(request.headers.get("sec-websocket-key") or "")
    options = (response.headers.get("connection") or "").lower().split(",")
    found = {
        "Upgrade": (response.headers.get("upgrade") or "").lower() == "websocket",
        "Connection": "upgrade" in {option.strip(" \t") for option in options},
        "Sec-WebSocket-Accept": response.headers.get("sec-websocket-accept") == accept,
    }
    wrong = [name for name, right in found.items() if not right]
    if not wrong:
        return response
    has = "missing" if response.headers.get(wrong[0]) is None else "wrong"
    return Failure(
        FailureKind.MALFORMED, f"101 Switching Protocols, but {wrong[0]} is {has} in the handshake"
    )


def closing(mask: bytes) -> bytes:
    """Make the frame that closes a WebSocket: code 1000, masked with `MASK_BYTES` random bytes."""
    code = (1000).to_bytes(2, "big")
    masked = bytes(byte ^ mask[index] for index, byte in enumerate(code))
    return bytes([0x88, 0x80 | len(code)]) + mask + masked
