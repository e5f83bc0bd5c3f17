"""HTTP/2 (rfc9113), sans-IO: what `h2` knows of frames, fed one at a time, as one response each.

One at a time, because `h2` forgets what a read brought before the frame that broke it, and the
head of a broken response still decides. Its own checks of header lines are off: it refuses spaces
around a value, which browsers trim. What browsers refuse is refused here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    ResponseReceived,
    StreamEnded,
    StreamReset,
)
from h2.exceptions import DenialOfServiceError, ProtocolError
from h2.settings import SettingCodes, Settings

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.probe.head import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from h2.events import Event

    from corsac.probe.options import Limits

_FRAME_HEAD = 9
_FRAME_BYTES = 16 * 1024
_GOAWAY = 7
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9a-z]+")
_STATUS = re.compile(rb"\d{3}")
_BREAKS = re.compile(rb"[\0\r\n]")


class Link:
    """The state of one HTTP/2 connection. Requests go over it one after another."""

    def __init__(self, limits: Limits) -> None:
        """Prepare the preface; the first request sends it along."""
        self.limits = limits
        self.going = False
        self._rest = bytearray()
        config = H2Configuration(client_side=True, validate_inbound_headers=False)
        self.h2 = H2Connection(config)
        settings = {
            SettingCodes.ENABLE_PUSH: 0,
            SettingCodes.MAX_HEADER_LIST_SIZE: limits.head_bytes,
        }
        self.h2.local_settings = Settings(client=True, initial_values=settings)
        self.h2.decoder.max_header_list_size = limits.head_bytes
        self.h2.initiate_connection()

    def request(self, lines: list[tuple[bytes, bytes]], body: bytes) -> StreamReader:
        """Open a stream on a `usable` link; `StreamReader.replies` has what to send first."""
        stream = self.h2.get_next_available_stream_id()
        self.h2.send_headers(stream, lines, end_stream=not body)
        return StreamReader(self, stream, body)

    @property
    def usable(self) -> bool:
        """Whether the server takes another request."""
        return not self.going and self.h2.remote_settings.max_concurrent_streams > 0

    def idle(self, data: bytes) -> None:
        """Take what came between two requests. What breaks the rules ends the connection."""
        try:
            for frame in self.frames(data):
                self.receive(frame, 0)
        except ProtocolError:
            self.going = True

    def frames(self, data: bytes) -> Iterator[bytes]:
        """Cut bytes into frames, keeping what is left of one for later.

        Raises:
            h2.exceptions.ProtocolError: for a frame larger than was allowed.
        """
        self._rest += data
        while len(self._rest) >= _FRAME_HEAD:
            size = int.from_bytes(self._rest[:3], "big")
            if size > _FRAME_BYTES:
                first = shown(bytes(self._rest[:_FRAME_HEAD]))
                raise ProtocolError(f"a frame of {size} bytes, begun with {first}")
            if len(self._rest) < _FRAME_HEAD + size:
                return
            frame = bytes(self._rest[: _FRAME_HEAD + size])
            del self._rest[: _FRAME_HEAD + size]
            yield frame

    def receive(self, frame: bytes, stream: int) -> list[Event]:
        """Take a frame in while `stream` is open.

        Raises:
            h2.exceptions.ProtocolError: for a frame that breaks the rules.
        """
        if frame[3] == _GOAWAY and len(frame) >= _FRAME_HEAD + 8:
            self.going = True
            last = int.from_bytes(frame[9:13], "big") & 0x7FFFFFFF
            if not int.from_bytes(frame[13:17], "big") and 0 < stream <= last:
                return []  # no new streams, but this one is served; h2 would refuse to read on
        return self.h2.receive_data(frame)


class StreamReader:
    """Reads the response of one stream. The same methods as `http1.ResponseReader`."""

    def __init__(self, link: Link, stream: int, body: bytes) -> None:
        self._link = link
        self._stream = stream
        self._unsent = body
        self._status = 0
        self._headers = Headers()
        self._payload = bytearray()
        self._cut = False
        self._whole = False
        self.failure: Failure | None = None
        self.fault: Failure | None = None

    @property
    def begun(self) -> bool:
        """Whether the head has come: settings and pings are no answer."""
        return self.has_head

    @property
    def has_head(self) -> bool:
        """Whether the final head has come."""
        return self._status > 0

    @property
    def finished(self) -> bool:
        """Whether nothing that may still come can change the answer."""
        return bool(self.failure or self.fault or self._cut or self._whole)

    @property
    def reusable(self) -> bool:
        """Whether the connection may carry another request."""
        return self._whole and not self._unsent and not self._link.going

    def replies(self) -> bytes:
        """Give acknowledgements, and as much of the request's body as the server takes."""
        self._pump()
        return self._link.h2.data_to_send()

    def feed(self, data: bytes) -> None:
        """Take the next bytes off the wire."""
        try:
            for frame in self._link.frames(data):
                self._take(self._link.receive(frame, self._stream))
        except DenialOfServiceError:
            limit = f"more than {self._link.limits.head_bytes} bytes of headers"
            self.end(Failure(FailureKind.TOO_LARGE, limit))
        except ProtocolError as error:
            self.end(Failure(FailureKind.MALFORMED, f"HTTP/2: {error}"))

    def end(self, cause: Failure | None = None) -> None:
        """Take the end of the connection: closed in order, or broken by `cause`."""
        if self.finished:
            return
        if self.has_head:
            detail = f"the connection was closed after {len(self._payload)} bytes of the body"
            self.fault = cause or Failure(FailureKind.CLOSED, detail)
        else:
            detail = "the connection was closed without an answer"
            self.failure = cause or Failure(FailureKind.CLOSED, detail)

    def answer(self) -> WireResponse | Failure:
        """Say what the answer is, as things stand; a head must have come, or the end."""
        if self.failure is not None:
            return self.failure
        return WireResponse(
            self._status,
            "",
            self._headers,
            bytes(self._payload),
            "HTTP/2",
            complete=self._whole and not self._cut,
            fault=self.fault,
        )

    def _take(self, events: Iterable[Event]) -> None:
        for event in events:
            if self.finished:
                return
            if isinstance(event, ConnectionTerminated):
                self._terminated(event)
            elif getattr(event, "stream_id", None) == self._stream:
                self._take_own(event)

    def _take_own(self, event: Event) -> None:
        if isinstance(event, ResponseReceived):
            self._accept(list(event.headers))
        elif isinstance(event, DataReceived):
            self._take_data(event)
        elif isinstance(event, StreamEnded):
            self._whole = True
        elif isinstance(event, StreamReset):
            code = _code(event.error_code)
            hint = " (try --http1)" if code == ErrorCodes.HTTP_1_1_REQUIRED.name else ""
            self.end(Failure(FailureKind.RESET, f"HTTP/2 stream reset: {code}{hint}"))

    def _take_data(self, event: DataReceived) -> None:
        room = self._link.limits.body_bytes - len(self._payload)
        self._payload += event.data[:room]
        self._cut = len(event.data) > room
        size = event.flow_controlled_length
        self._link.h2.acknowledge_received_data(size, self._stream)

    def _terminated(self, event: ConnectionTerminated) -> None:
        code = _code(event.error_code)
        said = f", {shown(event.additional_data)}" if event.additional_data else ""
        self.end(Failure(FailureKind.CLOSED, f"HTTP/2 connection ended: {code}{said}"))

    def _accept(self, lines: list[tuple[bytes, bytes]]) -> None:
        """Settle on a head, if browsers would (rfc9113#section-8.2.1, -8.3.2)."""
        problem = _problem(lines)
        if problem is not None:
            self.end(Failure(FailureKind.MALFORMED, f"HTTP/2: {problem}"))
            return
        (_, status), *rest = lines
        if len(rest) > self._link.limits.header_lines:
            limit = f"more than {self._link.limits.header_lines} header lines"
            self.end(Failure(FailureKind.TOO_LARGE, limit))
            return
        self._status = int(status)
        self._headers = Headers.of(
            (name.decode("latin-1"), value.decode("latin-1").strip(" \t")) for name, value in rest
        )

    def _pump(self) -> None:
        """Send body as far as the server's windows go."""
        h2 = self._link.h2
        while self._unsent and not self.finished:
            room = min(h2.local_flow_control_window(self._stream), h2.max_outbound_frame_size)
            if room <= 0:
                return
            piece, self._unsent = self._unsent[:room], self._unsent[room:]
            h2.send_data(self._stream, piece, end_stream=not self._unsent)


def _problem(lines: list[tuple[bytes, bytes]]) -> str | None:
    """Say what is wrong with a response's header list; None if nothing is."""
    if not lines or lines[0][0] != b":status" or not _STATUS.fullmatch(lines[0][1]):
        return "a response without :status"
    for name, value in lines[1:]:
        if not _NAME.fullmatch(name):
            return f"{shown(name)} is not a header name (they are in lower case here)"
        if _BREAKS.search(value):
            return f"a NUL, CR or LF in the value of {shown(name)}"
    return None


def _code(code: int | ErrorCodes | None) -> str:
    try:
        return ErrorCodes(code or 0).name
    except ValueError:
        return f"error {code}"
