"""Where a body ends is decided as browsers decide it."""

from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind
from corsac.probe.body import Body, Chunked, Sized, UntilClose, body_of
from corsac.probe.head import Head


def head(*lines: tuple[str, str], status: int = 200, version: str = "HTTP/1.1") -> Head:
    return Head(version, status, "", Headers(lines))


def chosen(*lines: tuple[str, str], status: int = 200, version: str = "HTTP/1.1") -> Body | Failure:
    return body_of(head(*lines, status=status, version=version), "GET", 1000)


def drained(body: Body, *pieces: bytes) -> bytes:
    return b"".join(b"".join(body.feed(piece)) for piece in pieces)


@pytest.mark.parametrize("status", [101, 204, 205, 304])
def test_some_statuses_have_no_body(status: int) -> None:
    body = chosen(("Content-Length", "5"), status=status)
    assert isinstance(body, Sized)
    assert body.done


def test_an_answer_to_head_has_no_body() -> None:
    body = body_of(head(("Transfer-Encoding", "chunked")), "HEAD", 1000)
    assert isinstance(body, Sized)
    assert body.done


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([], UntilClose),
        ([("Content-Length", "5")], Sized),
        ([("content-length", " 5 ")], Sized),
        ([("Content-Length", "5"), ("Content-Length", "5")], Sized),
        ([("Content-Length", "5, 5")], Sized),
        ([("Content-Length", "-5")], UntilClose),
        ([("Content-Length", "+5")], UntilClose),
        ([("Content-Length", "")], UntilClose),
        ([("Content-Length", "5e3")], UntilClose),
        ([("Content-Length", "9" * 19)], UntilClose),
        ([("Content-Length", "9" * 5000)], UntilClose),
        ([("Transfer-Encoding", "chunked")], Chunked),
        ([("Transfer-Encoding", "gzip, Chunked")], Chunked),
        ([("Transfer-Encoding", "chunked"), ("Content-Length", "5")], Chunked),
        ([("Transfer-Encoding", "chunked"), ("Content-Length", "5, 6")], Chunked),
        ([("Transfer-Encoding", "identity")], UntilClose),
        ([("Transfer-Encoding", "xchunked"), ("Content-Length", "5")], Sized),
    ],
)
def test_the_lines_decide(lines: list[tuple[str, str]], kind: type[object]) -> None:
    assert isinstance(chosen(*lines), kind)


def test_http_1_0_has_no_chunks() -> None:
    assert isinstance(chosen(("Transfer-Encoding", "chunked"), version="HTTP/1.0"), UntilClose)


@pytest.mark.parametrize("lines", [[("Content-Length", "5, 6")], [("Content-Length", "5,")]])
def test_two_lengths_are_malformed(lines: list[tuple[str, str]]) -> None:
    failure = chosen(*lines)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.MALFORMED
    assert "Content-Length says different things" in failure.detail


def test_a_sized_body_takes_its_bytes_and_no_more() -> None:
    body = Sized(5)
    assert drained(body, b"abc") == b"abc"
    assert not body.done
    assert body.end() == Failure(
        FailureKind.CLOSED, "the connection was closed after 3 of 5 bytes of the body"
    )
    assert drained(body, b"defg") == b"de"
    assert body.done
    assert body.excess
    assert body.end() is None


def test_a_body_until_close_ends_with_the_connection() -> None:
    body = UntilClose()
    assert drained(body, b"abc", b"") == b"abc"
    assert not body.done
    assert body.end() is None


def test_chunks_are_joined_extensions_and_trailers_dropped() -> None:
    body = Chunked(1000)
    wire = b"3;name=value\r\nabc\r\n0A  \r\n0123456789\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\n"
    assert drained(body, wire, b"") == b"abc0123456789"
    assert body.done
    assert not body.excess


def test_chunks_may_end_their_lines_with_lf_alone() -> None:
    body = Chunked(1000)
    assert drained(body, b"3\nabc\n0\n\nHTTP") == b"abc"
    assert body.done
    assert body.excess


@pytest.mark.parametrize(
    ("wire", "payload", "what"),
    [
        (b"zz\r\n", b"", "not a chunk size after 0 bytes of the body: 'zz'"),
        (b"-5\r\n", b"", "not a chunk size"),
        (b"0x5\r\n", b"", "not a chunk size"),
        (b"\r\n", b"", "not a chunk size"),
        (b"fffffffffffffffff\r\n", b"", "not a chunk size"),
        (b"3\r\nabcd\r\n", b"abc", "a chunk longer than its size after 3 bytes"),
        (b"0\r\n" + b"a: b\r\n" * 300, b"", "endless trailers"),
        (b"1;" + b"x" * 20000 + b"\r\n", b"", "a line of more than 16384 bytes"),
    ],
)
def test_broken_chunks_are_malformed(wire: bytes, payload: bytes, what: str) -> None:
    body = Chunked(1000)
    assert drained(body, wire) == payload
    assert body.fault is not None
    assert body.fault.kind is FailureKind.MALFORMED
    assert what in body.fault.detail
    assert not body.done


def test_a_huge_chunk_is_a_promise_not_an_allocation() -> None:
    body = Chunked(1000)
    assert drained(body, b"fffffffffffffff\r\nabc") == b"abc"
    assert body.end() == Failure(
        FailureKind.CLOSED,
        "the connection was closed inside the chunked body, after 3 bytes of it",
    )
