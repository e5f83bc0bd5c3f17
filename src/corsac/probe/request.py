"""A wire request as bytes or as an HTTP/2 header list: what the connection adds, and the order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.headers import Headers
    from corsac.core.messages import WireRequest
    from corsac.probe.target import Target

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(r"[^\x00\r\n\u0100-\U0010ffff]*")
# What a browser offers, by whether the connection is encrypted. Not `identity`, though the probe
# hardly looks at bodies: caches keep one answer for each Accept-Encoding, and the one that holds
# another page's Allow-Origin is the browser's.
_ACCEPT_ENCODING = {False: "gzip, deflate", True: "gzip, deflate, br, zstd"}
_EMPTY_BODY = frozenset({"POST", "PUT"})
# Connection-specific, and so no part of an HTTP/2 message (rfc9113#section-8.2.2).
_HTTP1_ONLY = frozenset(
    {"connection", "host", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"}
)


def check(request: WireRequest) -> None:
    """Refuse a request whose parts would break out of their line.

    Raises:
        ValueError: naming the part, not its value, which may be a secret.
    """
    if not _TOKEN.fullmatch(request.method):
        raise ValueError("the method is not a token")
    for name, value in request.headers:
        if not _TOKEN.fullmatch(name):
            raise ValueError("a header name is not a token")
        if not _VALUE.fullmatch(value):
            raise ValueError(f"the value of {name} holds NUL, CR, LF, or what is no byte")


def _framing(request: WireRequest) -> list[tuple[str, str]]:
    """Give the length, which a POST or PUT without a body has too (fetch#concept-http-fetch)."""
    if request.body is not None:
        return [("Content-Length", str(len(request.body)))]
    return [("Content-Length", "0")] if request.method in _EMPTY_BODY else []


def _frame(
    before: list[tuple[str, str]], headers: Headers, after: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Put the connection's lines around the request's own; the request's win."""
    mine = {name.lower() for name, _ in headers}
    first = [line for line in before if line[0].lower() not in mine]
    last = [line for line in after if line[0].lower() not in mine]
    return [*first, *headers, *last]


def http1_bytes(request: WireRequest, target: Target, user_agent: str) -> bytes:
    """Write a request for HTTP/1.1, in Chromium's order: Host, Connection, length, the rest."""
    connection = "Upgrade" if target.websocket else "keep-alive"
    before = [("Host", target.authority), ("Connection", connection), *_framing(request)]
    before.append(("User-Agent", user_agent))
    after = [("Accept-Encoding", _ACCEPT_ENCODING[target.secure])]
    lines = [f"{request.method} {target.path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in _frame(before, request.headers, after)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (request.body or b"")


def http2_lines(request: WireRequest, target: Target, user_agent: str) -> list[tuple[bytes, bytes]]:
    """Write a request's header list for HTTP/2, the pseudo-headers in Chromium's order."""
    before = [*_framing(request), ("User-Agent", user_agent)]
    after = [("Accept-Encoding", _ACCEPT_ENCODING[target.secure])]
    lines = [
        (":method", request.method),
        (":authority", request.headers.get("host") or target.authority),
        (":scheme", target.scheme),
        (":path", target.path),
    ]
    framed = _frame(before, request.headers, after)
    lines += [(name.lower(), value) for name, value in framed if name.lower() not in _HTTP1_ONLY]
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in lines]
