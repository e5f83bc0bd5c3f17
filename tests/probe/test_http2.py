"""Responses over HTTP/2, told by a server state machine of the same library, without a socket."""

from __future__ import annotations

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import DataReceived, Event, RequestReceived
from h2.settings import SettingCodes
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.probe.http2 import Link, StreamReader
from corsac.probe.options import Limits

SMALL = Limits(head_bytes=2000, header_lines=10, body_bytes=40)
ASKED = [
    (b":method", b"GET"),
    (b":authority", b"a.example"),
    (b":scheme", b"https"),
    (b":path", b"/"),
    (b"origin", b"https://b.example"),
]
OK = [(":status", "200")]


class Server:
    """The other end: what it sends is fed to the reader when `flush` is called."""

    def __init__(self, *, window: int | None = None) -> None:
        # Nothing is checked on its way out, for what is under test is how nonsense is read.
        config = H2Configuration(
            client_side=False, validate_outbound_headers=False, normalize_outbound_headers=False
        )
        self.h2 = H2Connection(config)
        self.h2.initiate_connection()
        if window is not None:
            self.h2.update_settings({SettingCodes.INITIAL_WINDOW_SIZE: window})
        self.events: list[Event] = []

    def take(self, data: bytes) -> None:
        self.events += self.h2.receive_data(data)


def conversation(
    body: bytes = b"", *, window: int | None = None
) -> tuple[Link, Server, StreamReader]:
    link, server = Link(SMALL), Server(window=window)
    return link, server, asked(link, server, body)


def asked(link: Link, server: Server, body: bytes = b"") -> StreamReader:
    reader = link.request(ASKED, body)
    server.take(reader.replies())
    return reader


def flush(server: Server, reader: StreamReader, extra: bytes = b"") -> None:
    reader.feed(server.h2.data_to_send() + extra)
    server.take(reader.replies())


def response(reader: StreamReader) -> WireResponse:
    answer = reader.answer()
    assert isinstance(answer, WireResponse), answer
    return answer


def failure(reader: StreamReader) -> Failure:
    answer = reader.answer()
    assert isinstance(answer, Failure), answer
    return answer


def test_a_response_is_read() -> None:
    _, server, reader = conversation()
    request = next(each for each in server.events if isinstance(each, RequestReceived))
    assert list(request.headers) == ASKED
    lines = [("vary", "a"), ("x-a", "\xe9"), ("vary", "b")]
    server.h2.send_headers(1, OK + [(n, v.encode("latin-1")) for n, v in lines])
    server.h2.send_data(1, b"hello", end_stream=True)
    flush(server, reader)
    answer = response(reader)
    assert (answer.status, answer.reason, answer.version) == (200, "", "HTTP/2")
    assert list(answer.headers) == lines
    assert (answer.body, answer.complete, answer.fault) == (b"hello", True, None)
    assert reader.reusable


def test_settings_are_no_answer() -> None:
    _, server, reader = conversation()
    server.h2.ping(b"12345678")
    flush(server, reader)
    assert not reader.begun
    assert not reader.finished


def test_the_server_is_told_that_nothing_is_to_be_pushed() -> None:
    _, server, _ = conversation()
    assert server.h2.remote_settings.enable_push == 0


def test_informational_responses_are_passed_over() -> None:
    _, server, reader = conversation()
    server.h2.send_headers(1, [(":status", "103"), ("link", "x")])
    flush(server, reader)
    assert not reader.begun
    server.h2.send_headers(1, [(":status", "204")], end_stream=True)
    flush(server, reader)
    assert response(reader).status == 204


def test_spaces_around_a_value_are_trimmed_as_browsers_do() -> None:
    _, server, reader = conversation()
    line = ("access-control-allow-origin", "https://b.example ")
    server.h2.send_headers(1, [*OK, line], end_stream=True)
    flush(server, reader)
    assert response(reader).headers.lines == ((line[0], "https://b.example"),)


@pytest.mark.parametrize(
    ("lines", "detail"),
    [
        ([("x", "y")], "without :status"),
        ([(":status", "2000")], "without :status"),
        ([*OK, ("X-Upper", "1")], "'X-Upper' is not a header name"),
        ([*OK, ("a b", "1")], "'a b' is not a header name"),
        ([*OK, ("a", "x\0y")], "in the value of 'a'"),
        ([*OK, ("a", "x\r\ny: z")], "in the value of 'a'"),
        ([*OK, (":status", "200")], "':status' is not a header name"),
    ],
)
def test_what_browsers_refuse_is_malformed(lines: list[tuple[str, str]], detail: str) -> None:
    _, server, reader = conversation()
    server.h2.send_headers(1, lines, end_stream=True)
    flush(server, reader)
    answer = failure(reader)
    assert answer.kind is FailureKind.MALFORMED
    assert detail in answer.detail
    assert not reader.reusable


def test_too_many_headers_are_too_large() -> None:
    _, server, reader = conversation()
    server.h2.send_headers(1, OK + [("a", "1")] * 11)
    flush(server, reader)
    assert failure(reader) == Failure(FailureKind.TOO_LARGE, "more than 10 header lines")


def test_too_large_headers_are_too_large() -> None:
    _, server, reader = conversation()
    server.h2.send_headers(1, [*OK, ("a", "x" * 2001)])
    flush(server, reader)
    assert failure(reader) == Failure(FailureKind.TOO_LARGE, "more than 2000 bytes of headers")


def test_a_long_body_is_cut_at_the_limit() -> None:
    _, server, reader = conversation()
    server.h2.send_headers(1, OK)
    server.h2.send_data(1, b"x" * 41, end_stream=True)
    flush(server, reader)
    answer = response(reader)
    assert (answer.body, answer.complete, answer.fault) == (b"x" * 40, False, None)
    assert not reader.reusable


def test_a_body_shorter_than_its_length_does_not_unmake_the_head() -> None:
    _, server, reader = conversation()
    server.h2.send_headers(1, [*OK, ("content-length", "10")])
    server.h2.send_data(1, b"abc", end_stream=True)
    flush(server, reader)  # head and body in one read
    answer = response(reader)
    assert (answer.status, answer.complete) == (200, False)
    assert answer.fault is not None
    assert answer.fault.kind is FailureKind.MALFORMED


@pytest.mark.parametrize(
    ("code", "detail"),
    [
        (ErrorCodes.INTERNAL_ERROR, "HTTP/2 stream reset: INTERNAL_ERROR"),
        (ErrorCodes.HTTP_1_1_REQUIRED, "HTTP_1_1_REQUIRED (try --http1)"),
        (77, "HTTP/2 stream reset: error 77"),
    ],
)
def test_a_stream_reset_says_why(code: int, detail: str) -> None:
    _, server, reader = conversation()
    server.h2.reset_stream(1, code)
    flush(server, reader)
    answer = failure(reader)
    assert answer.kind is FailureKind.RESET
    assert detail in answer.detail


def test_a_stream_reset_within_the_body_is_its_fault() -> None:
    _, server, reader = conversation()
    server.h2.send_headers(1, OK)
    server.h2.send_data(1, b"abc")
    server.h2.reset_stream(1, ErrorCodes.CANCEL)
    flush(server, reader)
    answer = response(reader)
    assert answer.body == b"abc"
    assert answer.fault == Failure(FailureKind.RESET, "HTTP/2 stream reset: CANCEL")


def test_a_connection_that_is_ended_for_a_reason_tells_it() -> None:
    _, server, reader = conversation()
    server.h2.close_connection(ErrorCodes.ENHANCE_YOUR_CALM, b"too_many", last_stream_id=0)
    flush(server, reader)
    detail = "HTTP/2 connection ended: ENHANCE_YOUR_CALM, 'too_many'"
    assert failure(reader) == Failure(FailureKind.CLOSED, detail)


def goaway(last: int) -> bytes:
    return b"\0\0\x08\x07\0\0\0\0\0" + last.to_bytes(4, "big") + bytes(4)


def test_a_server_that_takes_leave_still_answers_what_it_took() -> None:
    link, server, reader = conversation()
    flush(server, reader, goaway(1))
    server.h2.send_headers(1, OK, end_stream=True)
    flush(server, reader)
    assert response(reader).complete
    assert not reader.reusable
    assert not link.usable


def test_a_server_that_takes_leave_before_a_request_does_not_answer_it() -> None:
    _, server, reader = conversation()
    flush(server, reader, goaway(0))
    assert failure(reader) == Failure(FailureKind.CLOSED, "HTTP/2 connection ended: NO_ERROR")


def test_one_connection_carries_several_requests() -> None:
    link, server, reader = conversation()
    for stream in (1, 3, 5):
        server.h2.send_headers(stream, [*OK, ("n", str(stream))], end_stream=True)
        flush(server, reader)
        assert response(reader).headers.get("n") == str(stream)
        server.h2.ping(b"12345678")
        link.idle(server.h2.data_to_send())
        assert link.usable
        reader = asked(link, server)


@pytest.mark.parametrize("last", [goaway(0), goaway(1), b"HTTP/1.1 408 Request Timeout\r\n\r\n"])
def test_what_came_between_requests_may_end_a_connection(last: bytes) -> None:
    link = Link(SMALL)
    assert link.usable
    link.idle(last)
    assert not link.usable


def test_a_server_that_takes_no_more_streams_is_asked_nothing_more() -> None:
    link, server, reader = conversation()
    server.h2.update_settings({SettingCodes.MAX_CONCURRENT_STREAMS: 0})
    server.h2.send_headers(1, OK, end_stream=True)
    flush(server, reader)
    assert reader.reusable
    assert not link.usable


def test_a_request_body_waits_for_the_servers_window() -> None:
    link, server = Link(SMALL), Server(window=4)
    # The first request learns the window, the second is held by it.
    first = asked(link, server)
    server.h2.send_headers(1, OK, end_stream=True)
    flush(server, first)
    reader = asked(link, server, b"0123456789")
    assert sent(server) == b"0123"
    assert not reader.reusable
    while sent(server) != b"0123456789":
        server.h2.increment_flow_control_window(4, 3)
        flush(server, reader)
    server.h2.send_headers(3, OK, end_stream=True)
    flush(server, reader)
    assert reader.reusable


def sent(server: Server) -> bytes:
    return b"".join(bytes(each.data) for each in server.events if isinstance(each, DataReceived))


@pytest.mark.parametrize("data", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 20])
def test_what_is_no_frame_is_malformed(data: bytes) -> None:
    _, _, reader = conversation()
    reader.feed(data)
    answer = failure(reader)
    assert answer.kind is FailureKind.MALFORMED
    assert answer.detail.startswith("HTTP/2: a frame of ")


def test_the_end_of_the_connection_is_judged_by_what_came() -> None:
    _, server, reader = conversation()
    reader.end()
    assert failure(reader).detail == "the connection was closed without an answer"
    _, server, reader = conversation()
    server.h2.send_headers(1, OK)
    server.h2.send_data(1, b"abc")
    flush(server, reader)
    reader.end()
    fault = response(reader).fault
    assert fault is not None
    assert fault.detail == "the connection was closed after 3 bytes of the body"
    reader.end(Failure(FailureKind.RESET, "later"))
    assert response(reader).fault == fault


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    head = len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big")
    return head + payload


FRAMES = st.builds(
    frame,
    st.integers(0, 12),
    st.sampled_from([0, 1, 4, 5, 8, 0x0C, 0x20, 0x2D, 255]),
    st.sampled_from([0, 1, 2, 3, 2**31 - 1]),
    st.one_of(st.binary(max_size=20), st.just(b"\x88"), st.just(b"\x88\x40\x01a\x01b")),
)
WIRES = st.one_of(st.binary(max_size=60), st.lists(FRAMES, max_size=8).map(b"".join))


@given(WIRES, st.integers(1, 9))
def test_no_bytes_raise_and_cuts_do_not_matter(wire: bytes, size: int) -> None:
    answers: list[object] = []
    for pieces in ([wire], [wire[at : at + size] for at in range(0, len(wire), size)]):
        reader = Link(SMALL).request(ASKED, b"")
        reader.replies()
        for piece in pieces:
            if not reader.finished:
                reader.feed(piece)
                reader.replies()
        reader.end()
        answers.append(reader.answer())
    assert answers[0] == answers[1]
