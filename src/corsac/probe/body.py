"""Where the body of an HTTP/1 response ends (rfc9112#section-6.3), as decoders that are fed bytes.

A decoder hands out the payload piece by piece and looks no further than it is asked to, so that
the outcome does not depend on how the bytes were cut on their way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from corsac.core.messages import Failure, FailureKind
from corsac.probe.head import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.probe.head import Head

# Chromium's limit for the line of a chunk's size; its extensions could go on for ever.
_LINE_BYTES = 16 * 1024
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15}) *")
_LENGTH = re.compile(r"[0-9]{1,18}")
# A 205 has no body on the wire either (Chromium; rfc9110#section-15.3.6).
_BODILESS = frozenset({101, 204, 205, 304})


class Body(Protocol):
    """A decoder. `excess` tells that bytes came after the end; `fault` what broke the framing."""

    excess: bool
    fault: Failure | None

    @property
    def done(self) -> bool:
        """Whether the body is whole."""
        ...

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take bytes off the wire, give payload."""
        ...

    def end(self) -> Failure | None:
        """Take the end of the connection: None where it ends the body too."""
        ...


class Sized:
    """A body of `Content-Length` bytes, or of none."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._left = length
        self.excess = False
        self.fault: Failure | None = None

    @property
    def done(self) -> bool:
        """Whether all bytes have come."""
        return self._left == 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give what belongs to the body."""
        piece = data[: self._left]
        self._left -= len(piece)
        self.excess = len(piece) < len(data)
        if piece:
            yield piece

    def end(self) -> Failure | None:
        """Fail where bytes are missing."""
        if self.done:
            return None
        came = self._length - self._left
        return Failure(
            FailureKind.CLOSED,
            f"the connection was closed after {came} of {self._length} bytes of the body",
        )


class UntilClose:
    """A body that ends with the connection."""

    done = False

    def __init__(self) -> None:
        self.excess = False
        self.fault: Failure | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give everything."""
        yield data

    def end(self) -> Failure | None:
        """Take the end for what it is."""
        return None


class Chunked:
    """A body in chunks (rfc9112#section-7.1). Extensions and trailers are read and dropped."""

    def __init__(self, max_trailer_bytes: int) -> None:
        self._left = 0
        self._line = bytearray()
        self._expect = self._size
        self._came = 0
        self._trailer_room = max_trailer_bytes
        self.done = False
        self.excess = False
        self.fault: Failure | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give the chunks' payload, and stop at the first that is no chunk."""
        at = 0
        while at < len(data) and not self.done and self.fault is None:
            if self._left:
                piece = data[at : at + self._left]
                at += len(piece)
                self._left -= len(piece)
                self._came += len(piece)
                yield piece
            else:
                at = self._take_line(data, at)
        self.excess = at < len(data)

    def end(self) -> Failure:
        """Fail: the last chunk says where a body ends, not the connection."""
        return Failure(
            FailureKind.CLOSED,
            f"the connection was closed inside the chunked body, after {self._came} bytes of it",
        )

    def _take_line(self, data: bytes, at: int) -> int:
        """Collect a line, hand it to whoever expects it, and return where the next byte is."""
        newline = data.find(b"\n", at)
        stop = len(data) if newline < 0 else newline + 1
        room = _LINE_BYTES - len(self._line)
        if stop - at > room:
            self._break(f"a line of more than {_LINE_BYTES} bytes", bytes(self._line))
            return at + room
        self._line += data[at:stop]
        if newline >= 0:
            line = bytes(self._line).removesuffix(b"\n").removesuffix(b"\r")
            self._line.clear()
            self._expect(line)
        return stop

    def _size(self, line: bytes) -> None:
        match = _CHUNK_SIZE.fullmatch(line.partition(b";")[0])
        if match is None:
            self._break("not a chunk size", line)
            return
        self._left = int(match[1], 16)
        self._expect = self._after_chunk if self._left else self._trailer

    def _after_chunk(self, line: bytes) -> None:
        if line:
            self._break("a chunk longer than its size", line)
        self._expect = self._size

    def _trailer(self, line: bytes) -> None:
        self._trailer_room -= len(line) + 1
        if self._trailer_room < 0:
            self._break("endless trailers", line)
        self.done = not line and self.fault is None

    def _break(self, what: str, line: bytes) -> None:
        self.fault = Failure(
            FailureKind.MALFORMED, f"{what} after {self._came} bytes of the body: {shown(line)}"
        )


def body_of(head: Head, method: str, max_trailer_bytes: int) -> Body | Failure:
    """Choose the decoder for the body that follows `head` (rfc9112#section-6.3).

    Returns:
        The decoder; a MALFORMED failure for two lengths that differ, since every browser takes
        that for an attack.
    """
    if method == "HEAD" or head.status in _BODILESS:
        return Sized(0)
    codings = ",".join(head.headers.all("transfer-encoding")).lower().split(",")
    if head.version != "HTTP/1.0" and "chunked" in {coding.strip(" \t") for coding in codings}:
        return Chunked(max_trailer_bytes)
    lines = head.headers.all("content-length")
    lengths = {length.strip(" \t") for line in lines for length in line.split(",")}
    if len(lengths) > 1:
        listed = ", ".join(sorted(lengths))
        return Failure(FailureKind.MALFORMED, f"Content-Length says different things: {listed}")
    length = _LENGTH.fullmatch(lengths.pop()) if lengths else None
    # What is no number, or beyond any, is ignored, as Chromium does.
    return Sized(int(length[0])) if length else UntilClose()
