"""The reader makes one answer of any bytes, however they are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.probe.http1 import ResponseReader
from corsac.probe.options import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALL = Limits(head_bytes=300, header_lines=20, body_bytes=40)
OK = b"HTTP/1.1 200 OK\r\n"


def read(
    wire: bytes | Iterable[bytes],
    method: str = "GET",
    *,
    upgrade: bool = False,
    secure: bool = False,
    http09: bool = False,
) -> ResponseReader:
    """Feed everything, then close."""
    reader = ResponseReader(method, SMALL, upgrade=upgrade, secure=secure, http09=http09)
    for piece in [wire] if isinstance(wire, bytes) else wire:
        reader.feed(piece)
    reader.end()
    return reader


def response(reader: ResponseReader) -> WireResponse:
    answer = reader.answer()
    assert isinstance(answer, WireResponse), answer
    return answer


def failure(reader: ResponseReader) -> Failure:
    answer = reader.answer()
    assert isinstance(answer, Failure), answer
    return answer


def test_a_response_is_read() -> None:
    reader = read(OK + b"A: 1\r\nContent-Length: 5\r\n\r\nhello")
    answer = response(reader)
    assert (answer.status, answer.reason, answer.version) == (200, "OK", "HTTP/1.1")
    assert answer.headers.lines == (("A", "1"), ("Content-Length", "5"))
    assert (answer.body, answer.complete, answer.fault) == (b"hello", True, None)
    assert reader.reusable


def test_informational_responses_are_passed_over() -> None:
    wire = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    answer = response(read(wire + b"HTTP/1.1 204 No Content\r\nA: 1\r\n\r\n"))
    assert (answer.status, answer.headers.lines) == (204, (("A", "1"),))


def test_up_to_four_bytes_may_stand_before_the_status_line() -> None:
    assert response(read(b"\r\n\r\n" + OK + b"\r\n")).status == 200
    assert failure(read(b"\r\n\r\n\r\n" + OK + b"\r\n")).kind is FailureKind.MALFORMED


def test_the_end_of_a_head_may_do_without_cr() -> None:
    for end in (b"\n\n", b"\n\r\n", b"\r\n\n"):
        answer = response(read(b"HTTP/1.1 200 OK\nA: 1" + end + b"body"))
        assert (answer.headers.lines, answer.body) == ((("A", "1"),), b"body")


@pytest.mark.parametrize(
    ("wire", "method", "reusable"),
    [
        (OK + b"Content-Length: 0\r\n\r\n", "GET", True),
        (OK + b"Connection: close\r\nContent-Length: 0\r\n\r\n", "GET", False),
        (OK + b"Connection: x, Close\r\nContent-Length: 0\r\n\r\n", "GET", False),
        (OK + b"\r\nuntil close", "GET", False),
        (OK + b"Content-Length: 1\r\n\r\nab", "GET", False),
        (OK + b"Content-Length: 9\r\n\r\n", "HEAD", True),
        (OK + b"Content-Length: 9\r\n\r\nbody", "HEAD", False),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "GET", True),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nx", "GET", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", "GET", False),
        (b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n", "GET", True),
        (b"HTTP/1.1 204\r\n\r\nbody", "GET", False),
    ],
)
def test_a_connection_is_reused_when_nothing_speaks_against_it(
    wire: bytes, method: str, *, reusable: bool
) -> None:
    assert read(wire, method).reusable is reusable


def test_bytes_after_the_end_spoil_the_connection_only() -> None:
    reader = ResponseReader("GET", SMALL)
    reader.feed(OK + b"Content-Length: 2\r\n\r\nok")
    assert reader.finished
    assert reader.reusable
    reader.feed(b"HTTP/1.1 200 OK")
    assert not reader.reusable
    assert response(reader).body == b"ok"


def test_a_long_body_is_cut_at_the_limit() -> None:
    answer = response(read(OK + b"Content-Length: 41\r\n\r\n" + b"x" * 41))
    assert (answer.body, answer.complete, answer.fault) == (b"x" * 40, False, None)


def test_a_body_as_long_as_the_limit_is_whole() -> None:
    wire = OK + b"Transfer-Encoding: chunked\r\n\r\n28\r\n" + b"x" * 40 + b"\r\n0\r\n\r\n"
    assert response(read(wire)).complete


def test_a_broken_body_does_not_unmake_the_head() -> None:
    answer = response(read(OK + b"Content-Length: 10\r\n\r\nabc"))
    assert (answer.status, answer.body, answer.complete) == (200, b"abc", False)
    assert answer.fault is not None
    assert answer.fault.kind is FailureKind.CLOSED
    assert "3 of 10" in answer.fault.detail


def test_a_broken_chunk_tells_where() -> None:
    answer = response(read(OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n-1\r\n"))
    assert answer.body == b"abc"
    assert answer.fault == Failure(
        FailureKind.MALFORMED, "not a chunk size after 3 bytes of the body: '-1'"
    )


def test_a_reset_within_the_body_is_its_fault() -> None:
    reader = ResponseReader("GET", SMALL)
    reader.feed(OK + b"\r\nabc")
    cause = Failure(FailureKind.RESET, "gone")
    reader.end(cause)
    assert response(reader).fault == cause
    assert not response(reader).complete


def test_a_body_that_was_not_waited_for_is_incomplete_without_fault() -> None:
    reader = ResponseReader("GET", SMALL)
    reader.feed(OK + b"\r\nabc")
    assert not reader.finished
    assert (response(reader).complete, response(reader).fault) == (False, None)


@pytest.mark.parametrize("wire", [OK + b"a" * 300, OK + b"a: b\r\n" * 50, b"HTTP/1.1 " * 99])
def test_endless_headers_are_too_large(wire: bytes) -> None:
    assert failure(read(wire)) == Failure(FailureKind.TOO_LARGE, "more than 300 bytes of headers")


def test_informational_responses_count_towards_the_limit() -> None:
    wire = b"HTTP/1.1 103 Early Hints\r\n\r\n" * 12
    assert failure(read(wire)).kind is FailureKind.TOO_LARGE


@pytest.mark.parametrize(
    ("wire", "kind", "detail"),
    [
        (b"", FailureKind.CLOSED, "the connection was closed without an answer"),
        (
            b"HTTP/1.1 100 Continue\r\n\r\n",
            FailureKind.CLOSED,
            "the connection was closed after an informational response",
        ),
        (b"garbage\r\n\r\n", FailureKind.MALFORMED, "not begin with HTTP/ but with 'garbage\\r'"),
        (b"hi", FailureKind.MALFORMED, "but with 'hi'"),
        (b"\x15\x03\x03\x00\x02\x02\x28", FailureKind.MALFORMED, "the URL should say https"),
        (b"\x00\x00\x12\x04\x00\x00\x00\x00\x00", FailureKind.MALFORMED, "HTTP/2 without TLS"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FailureKind.MALFORMED, "an SSH server"),
        (b"220 mail.example ESMTP\r\n", FailureKind.MALFORMED, "a mail or FTP server"),
        (b"-ERR unknown command\r\n", FailureKind.MALFORMED, "a Redis or mail server"),
        (b"HTTP/1.1 nope\r\n\r\n", FailureKind.MALFORMED, "not a status line"),
        (
            b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
            FailureKind.MALFORMED,
            "did not ask for another protocol",
        ),
        (OK + b"Content-Length: 1, 2\r\n\r\nx", FailureKind.MALFORMED, "says different things"),
    ],
)
def test_what_is_no_response_says_why(wire: bytes, kind: FailureKind, detail: str) -> None:
    answer = failure(read(wire))
    assert answer.kind is kind
    assert detail in answer.detail


def test_a_reset_before_the_head_ended_is_the_answer() -> None:
    cause = Failure(FailureKind.RESET, "gone")
    for wire in (b"", b"HTT", OK + b"A: 1\r\n"):
        reader = ResponseReader("GET", SMALL)
        reader.feed(wire)
        reader.end(cause)
        assert failure(reader) == cause


def test_a_reset_after_a_tls_alert_still_tells_that_it_was_tls() -> None:
    reader = ResponseReader("GET", SMALL)
    reader.feed(b"\x15\x03\x01\x00\x02\x02\x46")
    reader.end(Failure(FailureKind.RESET, "gone"))
    assert "the URL should say https" in failure(reader).detail


def test_a_head_cut_short_counts_on_plain_http() -> None:
    wire = OK + b"Access-Control-Allow-Origin: *\r\nX-Half: lin"
    answer = response(read(wire))
    assert answer.headers.get("access-control-allow-origin") == "*"
    assert answer.headers.get("x-half") == "lin"
    assert not answer.complete
    assert answer.fault is not None
    assert "closed inside the head, after 60 bytes" in answer.fault.detail


@pytest.mark.parametrize("wire", [b"HTTP/1.1 200 O", b"HTTP/1.1 100 Continue\r\nA: 1\r\n"])
def test_a_head_cut_short_too_early_is_no_answer(wire: bytes) -> None:
    assert failure(read(wire)).kind is FailureKind.CLOSED


def test_a_head_cut_short_is_not_believed_behind_tls() -> None:
    assert failure(read(OK + b"A: 1\r\n", secure=True)).kind is FailureKind.CLOSED


def test_http_0_9_is_an_answer_without_headers_where_browsers_take_it() -> None:
    for wire in (b"garbage\r\n\r\n", b"hi"):
        answer = response(read(wire, http09=True))
        assert (answer.version, answer.status, answer.headers.lines) == ("HTTP/0.9", 200, ())
        assert answer.body == wire
        assert answer.complete
    assert "informational" not in failure(read(b"\x15\x03\x03\x00\x02\x02\x28", http09=True)).detail


def test_http_0_9_can_not_follow_an_informational_response() -> None:
    wire = b"HTTP/1.1 100 Continue\r\n\r\ngarbage!"
    assert failure(read(wire, http09=True)).kind is FailureKind.MALFORMED


def test_switching_protocols_is_final_where_it_was_asked_for() -> None:
    reader = read(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\x81\x00", upgrade=True)
    assert response(reader).status == 101
    assert response(reader).complete
    assert not reader.reusable


def test_an_answer_asked_for_too_early_is_none() -> None:
    reader = ResponseReader("GET", SMALL)
    assert not reader.begun
    reader.feed(b"HTTP/1.1 2")
    assert reader.begun
    assert not reader.has_head
    assert not reader.reusable
    assert failure(reader).detail == "there is no whole head yet"
    assert reader.replies() == b""


FRAGMENTS = st.sampled_from(
    [
        OK,
        b"HTTP/1.0 200 OK\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\n\r\n",
        b"HTTP/1.1 204\n",
        b"HTTP",
        b"Content-Length: 3\r\n",
        b"Content-Length: 50\r\n",
        b"Content-Length: -3\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Connection: close\r\n",
        b"A: 1\n",
        b" folded\r\n",
        b"no colon\r\n",
        b"NUL: \0\r\n",
        b"\r\n",
        b"\n",
        b"\r",
        b"3\r\nabc\r\n",
        b"29\r\n" + b"y" * 41 + b"\r\n",
        b"0\r\n\r\n",
        b"abc",
        b"x" * 45,
        b"\x15\x03\x03\x00",
    ]
)
WIRES = st.one_of(
    st.binary(max_size=80),
    st.lists(FRAGMENTS, max_size=14).map(b"".join),
    st.lists(st.one_of(FRAGMENTS, st.binary(max_size=6)), max_size=14).map(b"".join),
)
FLAGS = st.fixed_dictionaries(
    {"upgrade": st.booleans(), "secure": st.booleans(), "http09": st.booleans()}
)


def cut(wire: bytes, size: int) -> list[bytes]:
    return [wire[at : at + size] for at in range(0, len(wire), size)]


@given(WIRES, st.integers(1, 9), st.sampled_from(["GET", "HEAD"]), FLAGS)
@example(OK + b"Content-Length: 3\r\n\r\nabcHTTP", 1, "GET", {})
@example(OK + b"Content-Length: 50\r\n\r\n" + b"x" * 50, 1, "GET", {})
def test_the_answer_does_not_depend_on_how_bytes_were_cut(
    wire: bytes, size: int, method: str, flags: dict[str, bool]
) -> None:
    at_once = read(wire, method, **flags)
    piecewise = read(cut(wire, size), method, **flags)
    assert piecewise.answer() == at_once.answer()
    assert piecewise.reusable == at_once.reusable
    assert piecewise.has_head == at_once.has_head


@given(WIRES)
def test_memory_is_bounded_by_the_limits(wire: bytes) -> None:
    answer = read(wire).answer()
    if isinstance(answer, WireResponse):
        assert len(answer.body) <= SMALL.body_bytes
        assert sum(len(name) + len(value) for name, value in answer.headers) <= SMALL.head_bytes
