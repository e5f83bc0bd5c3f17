"""The requests of the diagnosis's own carry nothing of the page's."""

from __future__ import annotations

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.diagnose.question import get, handshake

URL = "https://api.example/live"


def test_a_get_has_an_origin_or_none() -> None:
    assert get(URL, "https://a.example").headers.get("Origin") == "https://a.example"
    assert "Origin" not in get(URL, None).headers


def test_a_handshake_keeps_what_opens_it_and_loses_the_cookies() -> None:
    lines = [("Upgrade", "websocket"), ("Origin", "https://a.example"), ("Cookie", "sid=1")]
    wire = handshake(WireRequest("GET", URL, Headers.of(lines)), "https://b.example")
    assert wire.headers.get("Upgrade") == "websocket"
    assert wire.headers.all("Origin") == ("https://b.example",)
    assert "Cookie" not in wire.headers
