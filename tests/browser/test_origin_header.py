"""The Origin header: always with CORS, sometimes without."""

from __future__ import annotations

import pytest

from corsac.browser.request import Api
from tests.browser.stories import API, APP, Story, answer


def origin(engine: str, url: str, method: str, mode: str, policy: str | None = None) -> object:
    story = Story(engine)
    story.fetch(url, answer(allow_origin="*"), method=method, mode=mode, referrer_policy=policy)
    return story.sent[0].headers.get("origin")


@pytest.mark.parametrize(
    ("url", "method", "mode", "value"),
    [
        (API, "GET", "cors", APP),
        (API, "GET", "no-cors", None),
        (API, "POST", "no-cors", APP),
        (f"{APP}/", "GET", "cors", None),
        (f"{APP}/", "POST", "cors", APP),
    ],
)
def test_a_get_outside_cors_has_none(url: str, method: str, mode: str, value: str | None) -> None:
    assert origin("standard", url, method, mode) == value


@pytest.mark.parametrize(
    ("policy", "value"),
    [("no-referrer", "null"), ("same-origin", "null"), ("origin", APP), ("strict-origin", APP)],
)
def test_a_referrer_policy_hides_it_but_not_in_chromium(policy: str, value: str) -> None:
    assert origin("standard", API, "POST", "no-cors", policy) == value
    assert origin("chromium", API, "POST", "no-cors", policy) == APP


def test_cors_ignores_the_referrer_policy() -> None:
    assert origin("standard", API, "GET", "cors", "no-referrer") == APP


def test_a_downgrade_hides_it() -> None:
    story = Story()
    story.fetch("http://127.0.0.1/", answer(), method="POST", mode="no-cors")
    assert story.sent[0].headers.get("origin") == "null"


def test_webkit_keeps_saying_it_until_it_leaves_the_server() -> None:
    story = Story("webkit")
    story.fetch(f"{APP}/0", answer(302, location="/1"), answer(), method="POST")
    assert story.sent[1].method == "GET"
    assert story.sent[1].headers.get("origin") == APP


def test_crossorigin_elements_say_it_to_their_own_server_in_chromium() -> None:
    sent: list[object] = []
    for engine in ("standard", "chromium"):
        story = Story(engine)
        story.fetch(f"{APP}/a.css", answer(content_type="text/css"), api=Api.STYLE, crossorigin="")
        sent.append(story.sent[0].headers.get("origin"))
    assert sent == [None, APP]
