"""Requests are read, and answers written, to the byte."""

from __future__ import annotations

from typing import Any

import pytest

from tools.recorder.wire import Request, answer, read_head, split_path

HEAD = (
    b"OPTIONS /c1/0?q HTTP/1.1\r\nHost: b.test\r\nAccess-Control-Request-Method:  PUT\t\r\nX:\xe9"
)


def test_a_head_keeps_order_case_and_bytes() -> None:
    request = read_head(HEAD, secure=True)
    assert request.method == "OPTIONS"
    assert request.headers == (
        ("Host", "b.test"),
        ("Access-Control-Request-Method", "PUT"),
        ("X", "\xe9"),
    )
    assert request.origin == "https://b.test"
    assert request.is_preflight


def test_an_options_request_that_names_no_method_is_no_preflight() -> None:
    assert not Request("OPTIONS", "/", (), secure=False).is_preflight


def test_a_head_without_three_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        read_head(b"GET /", secure=False)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/c1/0", ("c1", "0")),
        ("/c1/0?a=/x/", ("c1", "0")),
        ("/c1/%C3%A9", ("c1", "é")),
        ("/c1/%E9", ("c1", "%E9")),
        ("/", ("", "")),
    ],
)
def test_a_path_names_scenario_and_label(path: str, expected: tuple[str, str]) -> None:
    assert split_path(path) == expected


def test_the_absolute_form_is_taken_for_its_path() -> None:
    assert Request("GET", "http://b.test/c1/0", (), secure=False).path == "/c1/0"


def _get(method: str = "GET", *headers: tuple[str, str]) -> Request:
    return Request(method, "/", headers, secure=False)


def test_an_answer_is_the_script_and_its_length() -> None:
    script = {"st": 299, "h": [["X-A", "1"], ["x-a", "\xe9"]], "b": "ok"}
    expected = b"HTTP/1.1 299 X\r\nX-A: 1\r\nx-a: \xe9\r\nContent-Length: 2\r\n\r\nok"
    assert answer(script, _get()) == expected


def test_head_gets_the_length_without_the_body() -> None:
    script: dict[str, Any] = {"st": 200, "rs": "Fine", "h": [], "b": "ok"}
    expected = b"HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\n"
    assert answer(script, _get("HEAD")) == expected


@pytest.mark.parametrize("status", [101, 204, 304])
def test_statuses_without_a_body_have_no_length(status: int) -> None:
    assert b"Content-Length" not in answer({"st": status, "h": [], "b": "x"}, _get())


def test_nothing_scripted_is_a_404_without_other_headers() -> None:
    assert answer(None, _get()) == b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def test_raw_is_raw() -> None:
    assert answer({"raw": "garbage\r\n\xff"}, _get()) == b"garbage\r\n\xff"


def test_a_websocket_handshake_is_completed() -> None:
    # The example of RFC 6455 section 1.3.
    request = _get("GET", ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="))
    made = answer({"st": 101, "h": [], "ws": 1}, request)
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in made
