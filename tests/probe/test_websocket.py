from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse
from corsac.probe.websocket import closing, expected_accept, judged, opening

# The example of rfc6455#section-1.3.
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
GOOD = {"Upgrade": "WebSocket", "Connection": "keep-alive, Upgrade", "Sec-WebSocket-Accept": ACCEPT}

ASKED = WireRequest("GET", "ws://a.example/", Headers((("Sec-WebSocket-Key", KEY),)))


def test_the_standards_example() -> None:
    assert expected_accept(KEY) == ACCEPT


def test_an_opening_has_what_the_browsers_half_left_out() -> None:
    asked = WireRequest("GET", "ws://a.example/", Headers((("Origin", "http://b.example"),)))
    assert opening(asked, b"the sample nonce").headers.lines == (
        ("Origin", "http://b.example"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", KEY),
    )


def test_an_opening_keeps_what_it_was_given() -> None:
    assert opening(ASKED, b"x" * 16).headers.get("Sec-WebSocket-Key") == KEY


def test_a_good_handshake_passes() -> None:
    answer = WireResponse(101, headers=Headers.of(GOOD.items()))
    assert judged(ASKED, answer) is answer


def test_an_answer_without_101_is_left_to_the_browsers_half() -> None:
    answer = WireResponse(403)
    assert judged(ASKED, answer) is answer


@pytest.mark.parametrize("name", GOOD)
def test_a_bad_handshake_names_the_header(name: str) -> None:
    missing = Headers.of(GOOD.items()).without(name)
    answer = judged(ASKED, WireResponse(101, headers=missing))
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.MALFORMED
    assert f"{name} is missing" in answer.detail
    answer = judged(ASKED, WireResponse(101, headers=missing.with_line(name, "other")))
    assert isinstance(answer, Failure)
    assert f"{name} is wrong" in answer.detail


def test_the_farewell_is_a_masked_close_frame() -> None:
    frame = closing(b"\x01\x02\x03\x04")
    assert frame[:2] == b"\x88\x82"
    assert frame[2:6] == b"\x01\x02\x03\x04"
    assert bytes([frame[6] ^ 1, frame[7] ^ 2]) == (1000).to_bytes(2, "big")
