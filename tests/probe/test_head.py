"""Heads are read as browsers read them, and every byte is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.messages import Failure, FailureKind
from corsac.probe.head import Head, parse_head, shown


def read(block: bytes, max_lines: int = 100) -> Head:
    head = parse_head(block, max_lines)
    assert isinstance(head, Head), head
    return head


def refused(block: bytes, max_lines: int = 100) -> Failure:
    failure = parse_head(block, max_lines)
    assert isinstance(failure, Failure), failure
    return failure


@pytest.mark.parametrize(
    ("line", "version", "status", "reason"),
    [
        (b"HTTP/1.1 200 OK", "HTTP/1.1", 200, "OK"),
        (b"HTTP/1.0 404 Not Found", "HTTP/1.0", 404, "Not Found"),
        (b"HTTP/1.1 204", "HTTP/1.1", 204, ""),
        (b"HTTP/1.1 204 ", "HTTP/1.1", 204, ""),
        (b"HTTP/1.1  200\tFine \t", "HTTP/1.1", 200, "Fine"),
        (b"http/1.1 200 ok", "HTTP/1.1", 200, "ok"),
        (b"HTTP/2 200", "HTTP/2", 200, ""),
        (b"HTTP/1.1 0 OK", "HTTP/1.1", 0, "OK"),
        (b"HTTP/1.1 99 NOT OK", "HTTP/1.1", 99, "NOT OK"),
        (b"HTTP/1.1 999 DOES IT MATTER", "HTTP/1.1", 999, "DOES IT MATTER"),
        (b"HTTP/1.1 200 \xe9t\xe9", "HTTP/1.1", 200, "été"),
    ],
)
def test_a_status_line_is_read(line: bytes, version: str, status: int, reason: str) -> None:
    head = read(line + b"\r\n\r\n")
    assert (head.version, head.status, head.reason) == (version, status, reason)


@pytest.mark.parametrize(
    "line",
    [
        b"HTTP/1.1",
        b"HTTP/1.1 ",
        b"HTTP/1.1 BLAH",
        b"HTTP/1.1 1000 BOO",
        b"HTTP/1.1 -1 NO",
        b"HTTP/1.1 200OK",
        b"HTTP/1.1\r200 OK",
        b"HTTP/1.1 200\rOK",
        b"HTTP/x 200 OK",
        b"HTTP 200 OK",
    ],
)
def test_a_status_line_without_a_code_is_malformed(line: bytes) -> None:
    failure = refused(line + b"\n\n")
    assert failure.kind is FailureKind.MALFORMED
    assert failure.detail.startswith("line 1 is not a status line: 'HTTP")


def test_lines_keep_order_case_and_duplicates() -> None:
    head = read(b"HTTP/1.1 200 OK\r\nVary: a\r\nX-A: 1\r\nvary: b\r\nx-a:2\r\n\r\n")
    assert head.headers.lines == (("Vary", "a"), ("X-A", "1"), ("vary", "b"), ("x-a", "2"))


def test_every_byte_of_a_value_has_a_code_point() -> None:
    value = bytes(byte for byte in range(1, 256) if byte not in b"\r\n")
    head = read(b"HTTP/1.1 200 OK\r\nX: a" + value + b"z\r\n\r\n")
    assert head.headers.lines == (("X", "a" + value.decode("latin-1") + "z"),)


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"A: \t 1 2 \t\r\n", [("A", "1 2")]),
        (b"A:\r\n", [("A", "")]),
        (b"A:1\nB:2\n", [("A", "1"), ("B", "2")]),
        (b"A : 1\r\n", [("A ", "1")]),
        (b" A: 1\r\n", [(" A", "1")]),
        (b"A 1\r\n", [("A 1", "")]),
        (b": 1\r\n", [("", "1")]),
        (b"A:\r\n *\r\n", [("A", "*")]),
        (b"A: 1\r\n\t 2\r\n  3 \r\nB: 4\r\n", [("A", "1 2 3"), ("B", "4")]),
        (b"A 1\r\n 2\r\n", [("A 1", ""), (" 2", "")]),
        (b"A: 1\rB: 2\r\n", [("A", "1\rB: 2")]),
        (b"A: 1\r\r\n", [("A", "1")]),
        (b"A: b:c\r\n", [("A", "b:c")]),
    ],
    ids=[
        "space around a value is none of it",
        "an empty value",
        "bare LF",
        "a space before the colon stays",
        "nothing to continue",
        "no colon",
        "no name",
        "obs-fold into an empty value",
        "obs-fold twice",
        "a line without a colon is not continued",
        "a CR within a line stays",
        "CR CR LF",
        "only the first colon counts",
    ],
)
def test_odd_lines_are_recorded(raw: bytes, lines: list[tuple[str, str]]) -> None:
    assert list(read(b"HTTP/1.1 200 OK\r\n" + raw + b"\r\n").headers) == lines


def test_a_nul_is_malformed_and_located() -> None:
    failure = refused(b"HTTP/1.1 200 OK\r\nA: 1\r\nBad: x\0y\r\n\r\n")
    assert failure.kind is FailureKind.MALFORMED
    assert failure.detail.startswith("line 3, column 7: a NUL byte in 'Bad: x\\x00y")


def test_too_many_lines_are_too_large() -> None:
    block = b"HTTP/1.1 200 OK\r\n" + b"a:\r\n" * 11 + b"\r\n"
    assert len(read(block, 11).headers) == 11
    assert refused(block, 10) == Failure(FailureKind.TOO_LARGE, "more than 10 header lines")


def test_what_is_shown_is_short_and_ascii() -> None:
    assert shown(b"a\x00\xff'") == '"a\\x00\\xff\'"'
    assert shown(b"x" * 100) == f"'{'x' * 60}'…"


@given(st.binary(max_size=300), st.integers(0, 5))
def test_no_bytes_raise(block: bytes, max_lines: int) -> None:
    assert isinstance(parse_head(block, max_lines), Head | Failure)


TOKEN = st.text("abcXYZ-0", min_size=1, max_size=8)
VALUE = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=12)


@given(st.lists(st.tuples(TOKEN, VALUE), max_size=8))
def test_what_was_written_is_what_is_read(lines: list[tuple[str, str]]) -> None:
    written = "".join(f"{name}: {value}\r\n" for name, value in lines).encode("latin-1")
    assert list(read(b"HTTP/1.1 200 OK\r\n" + written + b"\r\n").headers) == lines
