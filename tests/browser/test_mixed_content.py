"""An https page may not ask for http, unless it is this machine."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from corsac.browser.request import Api
from tests.browser.stories import API, Story, answer


@pytest.mark.parametrize("kind", ["top", "sandbox", "worker"])
def test_http_is_blocked_on_https_pages_and_in_their_frames(kind: str) -> None:
    outcome = Story(kind=kind).fetch("http://api.example/")
    assert outcome.block is not None
    assert outcome.block.reason is Reason.MIXED_CONTENT


def test_http_pages_have_no_mixed_content() -> None:
    story = Story(origin="http://app.test")
    assert story.fetch("http://api.example/", answer(allow_origin="*")).response is not None


@pytest.mark.parametrize(("engine", "sent"), [("chromium", 1), ("webkit", 0)])
def test_loopback_is_trusted_by_most(engine: str, sent: int) -> None:
    story = Story(engine)
    story.fetch("http://127.0.0.1:8000/", *[answer(allow_origin="*")] * sent)
    assert len(story.sent) == sent


@pytest.mark.parametrize("engine", ["standard", "chromium", "firefox", "webkit"])
@pytest.mark.parametrize("api", [Api.IMG, Api.AUDIO, Api.VIDEO])
def test_images_and_media_are_asked_for_by_https_instead(engine: str, api: Api) -> None:
    story = Story(engine)
    outcome = story.fetch("http://api.example/x", answer(404), api=api)
    assert [request.url for request in story.sent] == ["https://api.example/x"]
    said = any("http://api.example/x" in line for line in outcome.console)
    assert said is (engine != "standard")


@pytest.mark.parametrize("url", ["http://192.0.2.1/", "http://127.0.0.1/"])
def test_addresses_are_not_upgraded(url: str) -> None:
    story = Story("webkit")
    story.fetch(url, api=Api.IMG)
    assert story.sent == []


def test_firefox_lets_text_tracks_through() -> None:
    story = Story("firefox")
    told = story.fetch("http://api.example/x", answer(), api=Api.TRACK, crossorigin="")
    assert [request.url for request in story.sent] == ["http://api.example/x"]
    assert told.console[0].startswith("Loading mixed (insecure) display content")


def test_webkit_preflights_a_redirect_to_http_before_it_minds() -> None:
    told = answer(204, allow_origin="*", allow_methods="PUT")
    away = answer(307, allow_origin="*", location="http://api.example/1")
    story = Story("webkit")
    outcome = story.fetch(API, told, away, told, method="PUT")
    assert story.methods == ["OPTIONS", "PUT", "OPTIONS"]
    assert outcome.block is not None
    assert outcome.block.reason is Reason.MIXED_CONTENT


@pytest.mark.parametrize(
    ("engine", "url", "redirected"),
    [
        ("standard", "https://api.example/x", False),
        ("chromium", "http://api.example/x", False),
        ("firefox", "https://api.example/x", True),
    ],
)
def test_what_script_is_told_of_an_upgrade(engine: str, url: str, *, redirected: bool) -> None:
    story = Story(engine, kind="csp-upgrade")
    response = story.fetch("http://api.example/x", answer(allow_origin="*")).response
    assert response is not None
    assert (response.url, response.redirected) == (url, redirected)


def test_in_firefox_an_upgrade_of_the_pages_own_host_crosses_origins() -> None:
    story = Story("firefox", kind="csp-upgrade")
    response = story.fetch("http://app.test/x", answer(allow_origin="*"), method="PUT").response
    assert response is not None
    assert response.type == "cors"
    assert story.methods == ["PUT"]
