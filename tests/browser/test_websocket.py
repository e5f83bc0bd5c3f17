"""The handshake: Origin goes along, and nothing but the server looks at it."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Outcome, Reason
from corsac.browser.request import Api
from tests.browser.stories import APP, Story, answer

URL = "wss://chat.example/room"


def reason(outcome: Outcome) -> Reason:
    assert outcome.block is not None
    return outcome.block.reason


def test_the_handshake_is_an_http_request_with_origin_and_cookies() -> None:
    story = Story("firefox")
    story.browser.cookies.put("chat.example", "a", "1")
    outcome = story.fetch(URL, answer(101), api=Api.WEBSOCKET)
    assert outcome.response is not None
    sent = story.sent[0]
    assert (sent.method, sent.url) == ("GET", "https://chat.example/room")
    assert (sent.headers.get("origin"), sent.headers.get("cookie")) == (APP, "a=1")


@pytest.mark.parametrize("url", ["ftp://a.example/", "wss://a.example/#x", "http://["])
def test_some_addresses_throw(url: str) -> None:
    assert reason(Story().fetch(url, api=Api.WEBSOCKET)) is Reason.INVALID_REQUEST


def test_any_other_status_opens_nothing() -> None:
    outcome = Story("chromium").fetch(URL, answer(200), api=Api.WEBSOCKET)
    assert reason(outcome) is Reason.WEBSOCKET_REFUSED
    assert outcome.console[0].endswith("Unexpected response code: 200")


def test_a_redirect_is_an_error_but_webkit_follows() -> None:
    away = answer(302, location="https://b.example/")
    assert reason(Story().fetch(URL, away, api=Api.WEBSOCKET)) is Reason.REDIRECT_MODE
    followed = Story("webkit").fetch(URL, away, answer(101), api=Api.WEBSOCKET)
    assert followed.response is not None


@pytest.mark.parametrize(
    ("chosen", "opens"), [("chat", True), ("other", False), (None, False), ("v2", True)]
)
def test_the_server_chooses_among_what_was_offered(chosen: str | None, *, opens: bool) -> None:
    told = answer(101) if chosen is None else answer(101, sec_websocket_protocol=chosen)
    outcome = Story("chromium").fetch(URL, told, api=Api.WEBSOCKET, protocols=("chat", "v2"))
    assert (outcome.response is not None) is opens


def test_the_standard_lets_it_choose_none() -> None:
    outcome = Story().fetch(URL, answer(101), api=Api.WEBSOCKET, protocols=("chat",))
    assert outcome.response is not None


def test_a_subprotocol_nobody_offered_is_refused() -> None:
    told = answer(101, sec_websocket_protocol="chat")
    assert reason(Story().fetch(URL, told, api=Api.WEBSOCKET)) is Reason.WEBSOCKET_REFUSED


def test_http_pages_words_differ() -> None:
    refused = answer(403)
    firefox = Story("firefox").fetch(URL, refused, api=Api.WEBSOCKET)
    assert firefox.console == (f"Firefox can’t establish a connection to the server at {URL}.",)
    webkit = Story("webkit").fetch(URL, refused, api=Api.WEBSOCKET)
    assert "did not accept the WebSocket handshake" in webkit.console[0]
