"""HTTP/1 bytes: reading a browser's request, and writing a scripted answer exactly as scripted."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_HEAD = 1 << 20
"""Longest request head that is read, in bytes: header limits are probed at up to 512 KiB."""

MAX_BODY = 4 << 20
"""Longest request body that is read, in bytes; a longer one ends the connection."""

_BODILESS = frozenset({204, 304})  # RFC 9110 section 6.4.1; 1xx is checked by range
_WEBSOCKET_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 section 1.3


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came over the socket.

    Attributes:
        method: The method, case kept.
        target: The request target, latin-1.
        headers: Name and value pairs in the order and case of the wire, latin-1.
        secure: Whether it came over TLS.
        body: The body, chunks joined.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    secure: bool
    body: bytes = b""

    def get(self, name: str) -> str | None:
        """The first value of a header, or None; `name` is lower-case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def origin(self) -> str:
        """Scheme and Host header, as a recording's `o` has it."""
        return f"{'https' if self.secure else 'http'}://{self.get('host') or ''}"

    @property
    def path(self) -> str:
        """The target without scheme and host, should a browser send the absolute form."""
        if self.target.startswith("/"):
            return self.target
        _, found, rest = self.target.partition("://")
        return "/" + rest.partition("/")[2] if found else self.target

    @property
    def is_preflight(self) -> bool:
        """Whether this is an OPTIONS request that names the method to come."""
        return self.method == "OPTIONS" and self.get("access-control-request-method") is not None


def read_head(head: bytes, *, secure: bool) -> Request:
    """Read a request head, without the empty line that ends it.

    Raises:
        ValueError: The request line does not have three parts.
    """
    lines = head.decode("latin-1").split("\r\n")
    method, target, _version = lines[0].split(" ", 2)
    pairs = (line.partition(":") for line in lines[1:] if line)
    headers = tuple((name, value.strip(" \t")) for name, _, value in pairs)
    return Request(method, target, headers, secure)


def split_path(path: str) -> tuple[str, str]:
    """The scenario's id and the label in a path `/<id>/<label>...`; empty where there is none.

    A label that is not ASCII arrives percent-encoded as UTF-8; one that is encoded otherwise, as
    from a Location header that was read as latin-1, is another label.
    """
    segments = path.partition("?")[0].split("/")
    identity = segments[1] if len(segments) > 1 else ""
    raw = unquote_to_bytes(segments[2].encode("latin-1")) if len(segments) > 2 else b""  # noqa: PLR2004 - the third part of "/id/label"
    try:
        return identity, raw.decode()
    except UnicodeDecodeError:
        return identity, segments[2]


def reason(status: int) -> str:
    """The reason phrase that goes with a status, `X` where none is registered."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return _LATER_PHRASES.get(status, "X")


# Fixed here because the standard library's table renames and adds phrases between versions.
_LATER_PHRASES: Mapping[int, str] = {305: "Use Proxy"}


def answer(script: Mapping[str, Any] | None, request: Request) -> bytes:
    """The bytes that answer a request.

    Args:
        script: `st` status, `rs` reason, `h` header pairs, `b` body; `raw` for literal bytes;
            `ws` to accept a WebSocket handshake. None answers 404.
        request: What is answered: HEAD has no body, a handshake's key is needed for its accept.
    """
    if script is None:
        script = {"st": 404, "h": []}
    if "raw" in script:
        return str(script["raw"]).encode("latin-1")
    status = int(script.get("st", 200))
    body = str(script.get("b", "")).encode("latin-1")
    lines = [f"HTTP/1.1 {status} {script.get('rs', reason(status))}"]
    pairs: Sequence[tuple[str, str]] = script.get("h", [])
    lines += [f"{name}: {value}" for name, value in pairs]
    if script.get("ws"):
        lines += _handshake(request)
    if status in _BODILESS or status < 200:  # noqa: PLR2004 - 1xx
        body = b""
    else:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    return head if request.method == "HEAD" else head + body


def _handshake(request: Request) -> list[str]:
    """What completes a WebSocket handshake: RFC 6455 section 4.2.2."""
    key = (request.get("sec-websocket-key") or "").encode("latin-1")
    digest = hashlib.sha1(key + _WEBSOCKET_GUID, usedforsecurity=False).digest()
    accept = base64.b64encode(digest).decode()
    return ["Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Accept: {accept}"]
