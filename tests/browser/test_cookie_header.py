"""Cookies on the wire, and in the trace why they weren't."""

from __future__ import annotations

from corsac.browser import Settings
from tests.browser.stories import API, APP, Story, answer, step


def test_a_withheld_cookie_says_why() -> None:
    story = Story("chromium")
    story.browser.cookies.put("api.example", "a", "1")
    outcome = story.fetch(API, answer(), credentials="include")
    assert "cookie" not in story.sent[0].headers
    facts = dict(step(outcome, "cookie-withheld").facts)
    assert facts == {"cookie": "a", "because": "same-site-default"}


def test_a_refused_cookie_says_why() -> None:
    outcome = Story().fetch(f"{APP}/", answer(set_cookie="a=1; Domain=other.example"))
    assert dict(step(outcome, "cookie-refused").facts)["because"] == "domain"


def test_blocking_third_party_cookies_is_the_engines_business() -> None:
    sent: list[object] = []
    for engine in ("chromium", "webkit"):
        story = Story(engine, settings=Settings(block_third_party_cookies=True))
        told = answer(set_cookie="a=1; Secure; SameSite=None")
        story.browser.cookies.put("api.example", "b", "1", secure=True)
        story.fetch(API, told, credentials="include")
        story.fetch(API, answer(), credentials="include")
        sent.append(story.sent[1].headers.get("cookie"))
    assert sent == [None, "b=1"]
