"""Responses as engines read them."""

from __future__ import annotations

import pytest

from corsac.browser.scenario.http1 import parse_lines, parse_response
from corsac.core.messages import Answer, Failure, FailureKind, WireResponse


def read(raw: str, *, http09: bool = False, bad_chunks: bool = False) -> Answer:
    return parse_response(raw, space_before_colon=False, http09=http09, bad_chunks=bad_chunks)


def response(raw: str, *, bad_chunks: bool = False) -> WireResponse:
    answer = read(raw, bad_chunks=bad_chunks)
    assert isinstance(answer, WireResponse)
    return answer


def test_lines_are_unfolded_and_stripped() -> None:
    headers = parse_lines("A:\r\n 1 \r\nB:\t2\t\nC : 3\nnonsense\n", space_before_colon=False)
    assert headers.lines == (("A", "1"), ("B", "2"))
    assert "c" in parse_lines("C : 3\n", space_before_colon=True)


def test_firefox_takes_folds_and_stray_ends_as_they_stand() -> None:
    lines = parse_lines("A: 1\n\t2\nB: x\r\n", space_before_colon=False, verbatim=True)
    assert lines.lines == (("A", "1\t2"), ("B", "x\r"))
    plain = parse_lines("A: 1\n\t2\nB: x\r\n", space_before_colon=False)
    assert plain.lines == (("A", "1 2"), ("B", "x"))


def test_a_nul_in_the_head_spoils_it() -> None:
    for line in ("A: 1\0", "A\0: 1"):
        assert isinstance(read(f"HTTP/1.1 200 OK\r\n{line}\r\n\r\n"), Failure)
    raw = "HTTP/1.1 200 OK\r\nA\0: 1\r\nB: 2\r\nContent-Length: 0\r\n\r\n"
    told = parse_response(
        raw, space_before_colon=False, http09=False, bad_chunks=False, verbatim=True
    )
    assert isinstance(told, WireResponse)
    assert told.headers.get("b") == "2"


def test_informational_answers_are_passed_over() -> None:
    assert response("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n").status == 204


def test_what_has_no_status_line_is_http09_or_nothing() -> None:
    answer = read("garbage", http09=True)
    assert isinstance(answer, WireResponse)
    assert (answer.version, answer.body) == ("HTTP/0.9", b"garbage")
    refused = read("garbage")
    assert isinstance(refused, Failure)
    assert refused.kind is FailureKind.MALFORMED
    silent = read("")
    assert isinstance(silent, Failure)
    assert silent.kind is FailureKind.CLOSED


@pytest.mark.parametrize(
    ("rest", "body", "complete"),
    [
        ("Content-Length: 2\n\nok", b"ok", True),
        ("Content-Length: 9\n\nok", b"ok", False),
        ("\nok", b"ok", True),
        ("Transfer-Encoding: chunked\n\n2;x=y\nok\n0\n\n", b"ok", True),
        ("Transfer-Encoding: chunked\n\nzz\n", b"", False),
    ],
)
def test_bodies_by_their_framing(rest: str, body: bytes, *, complete: bool) -> None:
    answer = response(f"HTTP/1.1 200\n{rest}")
    assert (answer.body, answer.complete) == (body, complete)


def test_a_malformed_chunk_may_be_the_end() -> None:
    raw = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n"
    assert response(raw, bad_chunks=True).complete
