"""Sec-Fetch headers: where a request comes from and what it is for."""

from __future__ import annotations

import pytest

from tests.browser.stories import API, APP, Story, answer


def site(*urls: str) -> str | None:
    story = Story()
    hops = [answer(302, location=url) for url in urls[1:]]
    story.fetch(urls[0], *hops, answer(), mode="no-cors")
    return story.sent[-1].headers.get("sec-fetch-site")


@pytest.mark.parametrize(
    ("urls", "value"),
    [
        ((f"{APP}/",), "same-origin"),
        (("https://api.app.test/",), "same-site"),
        ((API,), "cross-site"),
        ((API, f"{APP}/"), "cross-site"),
        (("http://127.0.0.1/",), "cross-site"),
    ],
)
def test_the_worst_hop_counts(urls: tuple[str, ...], value: str) -> None:
    assert site(*urls) == value


def test_an_insecure_server_is_told_nothing() -> None:
    story = Story(origin="http://app.test")
    story.fetch("http://api.example/", answer(), mode="no-cors")
    assert "sec-fetch-site" not in story.sent[0].headers


def test_a_preflight_is_for_nothing_in_particular() -> None:
    story = Story()
    story.fetch(API, answer(500), method="PUT")
    sent = story.sent[0].headers
    assert (sent.get("sec-fetch-mode"), sent.get("sec-fetch-dest")) == ("cors", "empty")
