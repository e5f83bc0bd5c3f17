from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.probe.request import check, http1_bytes, http2_lines
from corsac.probe.target import Target


def request(method: str = "GET", *lines: tuple[str, str], body: bytes | None = None) -> WireRequest:
    return WireRequest(method, "http://a.example:81/x?y", Headers(lines), body)


def written(
    message: WireRequest, url: str = "http://a.example:81/x?y", agent: str = "Agent"
) -> list[str]:
    return http1_bytes(message, Target.of(url), agent).decode("latin-1").split("\r\n")


def test_a_request_goes_out_in_a_browsers_order() -> None:
    message = request("GET", ("Accept", "*/*"), ("Origin", "http://b.example"))
    assert written(message) == [
        "GET /x?y HTTP/1.1",
        "Host: a.example:81",
        "Connection: keep-alive",
        "User-Agent: Agent",
        "Accept: */*",
        "Origin: http://b.example",
        "Accept-Encoding: gzip, deflate",
        "",
        "",
    ]


def test_a_body_has_its_length() -> None:
    lines = written(request("PATCH", ("Content-Type", "text/plain"), body=b"h\xe9"))
    assert lines[3] == "Content-Length: 2"
    assert lines[-1] == "hé"


@pytest.mark.parametrize(
    ("method", "length"), [("POST", True), ("PUT", True), ("PATCH", False), ("DELETE", False)]
)
def test_an_empty_post_or_put_says_so(method: str, *, length: bool) -> None:
    assert ("Content-Length: 0" in written(request(method))) is length


def test_what_the_request_brings_is_not_written_twice() -> None:
    brought = [("host", "b.example"), ("user-agent", "Own"), ("Accept-Encoding", "identity")]
    assert written(request("POST", *brought, ("content-length", "3"), body=b"abc")) == [
        "POST /x?y HTTP/1.1",
        "Connection: keep-alive",
        "host: b.example",
        "user-agent: Own",
        "Accept-Encoding: identity",
        "content-length: 3",
        "",
        "abc",
    ]


def test_an_encrypted_connection_offers_what_browsers_offer_there() -> None:
    lines = written(request(), "https://a.example/")
    assert "Accept-Encoding: gzip, deflate, br, zstd" in lines
    assert "Host: a.example" in lines


def test_a_websocket_asks_for_an_upgrade() -> None:
    assert "Connection: Upgrade" in written(request(), "ws://a.example/")


def test_http2_has_pseudo_headers_and_lower_case() -> None:
    message = request("PUT", ("Origin", "http://b.example"), ("Cookie", "a=1"), body=b"abc")
    lines = http2_lines(message, Target.of("https://a.example:81/x?y"), "Agent")
    assert lines == [
        (b":method", b"PUT"),
        (b":authority", b"a.example:81"),
        (b":scheme", b"https"),
        (b":path", b"/x?y"),
        (b"content-length", b"3"),
        (b"user-agent", b"Agent"),
        (b"origin", b"http://b.example"),
        (b"cookie", b"a=1"),
        (b"accept-encoding", b"gzip, deflate, br, zstd"),
    ]


def test_http2_leaves_out_what_belongs_to_a_connection() -> None:
    brought = [("Connection", "close"), ("Host", "b.example"), ("Upgrade", "h2c")]
    lines = dict(http2_lines(request("GET", *brought), Target.of("https://a.example/"), "Agent"))
    assert lines[b":authority"] == b"b.example"
    assert not {b"connection", b"host", b"upgrade"} & lines.keys()


@pytest.mark.parametrize(
    ("method", "lines", "part"),
    [
        ("GET /x", [], "the method"),
        ("", [], "the method"),
        ("GET", [("A b", "")], "a header name"),
        ("GET", [("", "")], "a header name"),
        ("GET", [("Authorization", "secret\r\nX: 1")], "the value of Authorization"),
        ("GET", [("A", "a\0")], "the value of A"),
        ("GET", [("A", "a\nb")], "the value of A"),
        ("GET", [("A", "…")], "the value of A"),
    ],
)
def test_no_part_breaks_out_of_its_line(
    method: str, lines: list[tuple[str, str]], part: str
) -> None:
    with pytest.raises(ValueError, match=part) as told:
        check(request(method, *lines))
    assert "secret" not in str(told.value)


def test_any_byte_may_stand_in_a_value() -> None:
    check(request("GET", ("A", "\x01\t\x7f\x80\xff")))
