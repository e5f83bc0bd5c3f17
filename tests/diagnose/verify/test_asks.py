"""Requests as a browser writes them."""

from __future__ import annotations

from corsac.browser import Browser, find_profile
from corsac.browser.request import Page, PageRequest
from corsac.diagnose.verify.asks import handmade, options, own, preflight, request
from corsac.diagnose.verify.check import Attempt
from corsac.diagnose.verify.ground import Ground, Place
from tests.diagnose.verify.servers import APP, URL

PLACE = Place(URL, allowed=(APP,), credentials=True)
LOGIN = ("Authorization", "Bearer made-up")
GROUND = Ground((PLACE, Place("https://api.example/closed")), (LOGIN,))


def test_a_preflight_has_the_lines_of_a_browser_s() -> None:
    ask = preflight(PLACE, APP, "PUT", ("X-Trace", "Content-Type"))
    wanted = PageRequest(
        URL, method="PUT", headers=(("X-Trace", "1"), ("Content-Type", "application/json"))
    )
    sent = Browser(find_profile("chromium")).start(wanted, Page(APP), 0.0).pending
    assert sent is not None
    for name in ("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"):
        assert ask.wire.headers.get(name) == sent.headers.get(name)
    assert (ask.wire.method, ask.wire.url, ask.wire.preflight) == ("OPTIONS", URL, True)
    assert ask.attempt == Attempt(APP, "PUT", ("content-type", "x-trace"), credentials=True)


def test_a_login_goes_along_with_everything_but_preflights() -> None:
    assert LOGIN in request(GROUND, PLACE, APP).wire.headers.lines
    assert LOGIN in options(GROUND, PLACE, None).wire.headers.lines
    assert LOGIN not in preflight(PLACE, APP, "PUT").wire.headers.lines


def test_a_list_by_hand_is_sent_as_it_is_written() -> None:
    ask = handmade(PLACE, APP, "PUT", "B, a,,")
    assert ask.wire.headers.get("Access-Control-Request-Headers") == "B, a,,"
    assert ask.attempt is None


def test_places_are_asked_for_by_those_who_are_let_in() -> None:
    (ask,) = own(GROUND, GROUND.places)
    assert ask.wire.headers.get("Origin") == APP
    assert ask.attempt == Attempt(APP, credentials=True)


def test_without_an_origin_no_page_is_asking() -> None:
    ask = request(GROUND, PLACE, None)
    assert "Origin" not in ask.wire.headers
    assert ask.attempt is None
