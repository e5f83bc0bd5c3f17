"""The reader of HTTP/1 responses, sans-IO: bytes in, one response out, whatever comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.probe.body import UntilClose, body_of
from corsac.probe.head import Head, parse_head, shown

if TYPE_CHECKING:
    from corsac.probe.body import Body
    from corsac.probe.options import Limits

_HEAD_END = re.compile(rb"\n\r?\n")
# How far into the answer `HTTP` may begin (Chromium's four bytes of slop), and so how many bytes
# tell that it never will.
_MAGIC = b"http"
_SLOP = 4
_MAGIC_BY = _SLOP + len(_MAGIC)
_SWITCHING = 101
_INFORMATIONAL = range(100, 200)

# First bytes by which other protocols are known.
_STRANGERS = (
    (re.compile(rb"[\x15\x16]\x03[\x00-\x04]"), "it speaks TLS here: the URL should say https"),
    (re.compile(rb"\x00..\x04", re.DOTALL), "it speaks HTTP/2 without TLS, which no browser does"),
    (re.compile(rb"SSH-"), "it is an SSH server"),
    (re.compile(rb"220[ -]"), "it is a mail or FTP server"),
    (re.compile(rb"[-+](?:OK|ERR|DENIED)"), "it is a Redis or mail server"),
)


def _stranger(data: bytes | bytearray) -> str:
    """Name the protocol whose first bytes these are; empty where it is not known."""
    return next((what for start, what in _STRANGERS if start.match(data)), "")


class ResponseReader:
    """Reads one response. Feed it what arrives, until `finished`, and ask for the `answer()`.

    Browsers forgive some things on plain HTTP only, or on port 80 only; what they forgive shapes
    the answer, so the reader is told: `secure` is true behind TLS, `http09` where an answer
    without any head is taken for HTTP/0.9 (Chromium: the scheme's default port).
    """

    def __init__(
        self,
        method: str,
        limits: Limits,
        *,
        upgrade: bool = False,
        secure: bool = False,
        http09: bool = False,
    ) -> None:
        """Read the answer to a `method` request; `upgrade` if it asked for another protocol."""
        self._method = method
        self._limits = limits
        self._upgrade = upgrade
        self._secure = secure
        self._http09 = http09
        self._buffer = bytearray()
        self._spent = 0
        self._searched = 0
        self._started = False
        self._informed = False
        self._cut = False
        self._excess = False
        self._body: Body = UntilClose()
        self._payload = bytearray()
        self.head: Head | None = None
        self.failure: Failure | None = None
        self.fault: Failure | None = None
        self._ended = False

    @property
    def finished(self) -> bool:
        """Whether nothing that may still come can change the answer."""
        over = self.failure or self.fault or self._cut or self._ended
        return bool(over) or (self.has_head and self._body.done)

    @property
    def begun(self) -> bool:
        """Whether any byte of an answer has come."""
        return self.head_bytes > 0 or self.head is not None

    @property
    def has_head(self) -> bool:
        """Whether the final head has come."""
        return self.head is not None

    @property
    def head_bytes(self) -> int:
        """How many bytes of heads have come so far."""
        return self._spent + len(self._buffer)

    @property
    def reusable(self) -> bool:
        """Whether the connection may carry another request (rfc9112#section-9.3)."""
        if self.head is None or not self._body.done:
            return False
        if self._cut or self._excess:
            return False
        if self.head.status == _SWITCHING:
            return False
        options = ",".join(self.head.headers.all("connection")).lower().split(",")
        tokens = {option.strip(" \t") for option in options}
        return "keep-alive" in tokens if self.head.version == "HTTP/1.0" else "close" not in tokens

    def feed(self, data: bytes) -> None:
        """Take the next bytes off the wire."""
        if self.finished:
            self._excess = self._excess or bool(data)
            return
        if self.head is None:
            self._buffer += data
            data = self._take_heads()
        if self.has_head and not self.finished:
            self._take_body(data)
        elif data:
            self._excess = True

    def end(self, cause: Failure | None = None) -> None:
        """Take the end of the connection: closed in order, or broken by `cause`."""
        if self.finished:
            return
        if self.head is None:
            self._end_in_head(cause)
        else:
            self.fault = cause or self._body.end()
        self._ended = True

    def replies(self) -> bytes:
        """Nothing: HTTP/1 has no replies to an answer."""
        return b""

    def answer(self) -> WireResponse | Failure:
        """Say what the answer is, as things stand; a head must have come, or the end."""
        if self.failure is not None:
            return self.failure
        if self.head is None:
            return Failure(FailureKind.CLOSED, "there is no whole head yet")
        head = self.head
        whole = (self._body.done or self._ended) and not self._cut
        return WireResponse(
            head.status,
            head.reason,
            head.headers,
            bytes(self._payload),
            head.version,
            complete=whole and self.fault is None,
            fault=self.fault,
        )

    def _take_heads(self) -> bytes:
        """Read heads until a final one is there; return what came after it."""
        while self._find_start():
            # Two line ends in a row, CRs or not: where browsers see a head's end.
            found = _HEAD_END.search(self._buffer, self._searched)
            self._searched = max(0, len(self._buffer) - 2)
            size = found.end() if found else len(self._buffer)
            if self._spent + size > self._limits.head_bytes:
                limit = f"more than {self._limits.head_bytes} bytes of headers"
                self.failure = Failure(FailureKind.TOO_LARGE, limit)
            if found is None or self.failure:
                return b""
            head = parse_head(bytes(self._buffer[:size]), self._limits.header_lines)
            self._drop(size)
            if isinstance(head, Failure):
                self.failure = head
                return b""
            if self._is_final(head):
                return self._accept(head)
        return b""

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self._spent += size
        self._searched = 0

    def _find_start(self) -> bool:
        """Skip what stands before the status line; know what is not HTTP by its first bytes."""
        if self._started or self.failure or self.head:
            return self._started
        at = self._buffer[:_MAGIC_BY].lower().find(_MAGIC)
        if at >= 0:
            self._drop(at)
            self._started = True
        elif len(self._buffer) >= _MAGIC_BY:
            self._not_http()
        return self._started

    def _not_http(self) -> None:
        """Take an answer without a head for HTTP/0.9 where browsers do, else for what it is."""
        known = _stranger(self._buffer)
        if self._http09 and not self._informed and not known:
            self.head = Head("HTTP/0.9", 200, "", Headers())
            data = bytes(self._buffer)
            self._buffer.clear()
            self._take_body(data)
            return
        first = shown(bytes(self._buffer[:_MAGIC_BY]))
        detail = f"the answer does not begin with HTTP/ but with {first}"
        self.failure = Failure(FailureKind.MALFORMED, f"{detail}; {known}" if known else detail)

    def _is_final(self, head: Head) -> bool:
        """Tell a final response from an informational one, after which another follows."""
        if head.status not in _INFORMATIONAL or (head.status == _SWITCHING and self._upgrade):
            return True
        if head.status == _SWITCHING:
            detail = "101 Switching Protocols, though the request did not ask for another protocol"
            self.failure = Failure(FailureKind.MALFORMED, detail)
        self._started = False
        self._informed = True
        return False

    def _accept(self, head: Head) -> bytes:
        """Settle on the final head and how its body is delimited; return what came after it."""
        rest = bytes(self._buffer)
        self._buffer.clear()
        body = body_of(head, self._method, self._limits.head_bytes)
        if isinstance(body, Failure):
            self.failure = body
            return b""
        self.head, self._body = head, body
        return rest

    def _take_body(self, data: bytes) -> None:
        for piece in self._body.feed(data):
            room = self._limits.body_bytes - len(self._payload)
            self._payload += piece[:room]
            if len(piece) > room:
                self._cut = True
                return
        self._excess = self._excess or self._body.excess
        self.fault = self._body.fault

    def _end_in_head(self, cause: Failure | None) -> None:
        """Judge an answer that ended before its head did."""
        if cause is not None and (self._started or not _stranger(self._buffer)):
            self.failure = cause
        elif not self._buffer:
            after = " after an informational response" if self._informed else " without an answer"
            self.failure = Failure(FailureKind.CLOSED, f"the connection was closed{after}")
        elif not self._started:
            self._not_http()
        else:
            self._end_in_lines()

    def _end_in_lines(self) -> None:
        """Use the lines that did come, as browsers do on plain HTTP (Chromium, Firefox)."""
        closed = Failure(
            FailureKind.CLOSED,
            f"the connection was closed inside the head, after {self.head_bytes} bytes",
        )
        head = None
        if not self._secure and b"\n" in self._buffer:
            head = parse_head(bytes(self._buffer), self._limits.header_lines)
        if not isinstance(head, Head) or head.status in _INFORMATIONAL:
            self.failure = closed
            return
        self.head, self.fault = head, closed
