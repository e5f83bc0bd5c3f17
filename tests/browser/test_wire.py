"""Wire requests, line by line."""

from __future__ import annotations

from corsac.browser.request import Body, BodyKind
from tests.browser.stories import API, APP, Story, answer


def test_a_post_without_a_body_says_so() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(), method="POST")
    assert story.sent[0].headers.get("content-length") == "0"


def test_a_body_is_counted_in_bytes() -> None:
    story = Story()
    body = Body(BodyKind.TEXT, "é".encode())
    story.fetch(f"{APP}/", answer(), method="POST", body=body)
    assert story.sent[0].headers.get("content-length") == "2"


def test_a_preflight_carries_no_cookies_and_no_authorization() -> None:
    story = Story("firefox")
    story.browser.cookies.put("api.example", "a", "1")
    headers = (("Authorization", "secret"),)
    story.fetch(API, answer(500), headers=headers, credentials="include")
    assert {"cookie", "authorization"} & {
        name.lower() for name, _ in story.sent[0].headers
    } == set()


def test_repeated_headers_are_joined_but_firefox_sends_the_last_authorization() -> None:
    headers = (("Authorization", "a"), ("Authorization", "b"), ("X-A", "1"), ("X-A", "2"))
    sent: list[object] = []
    for engine in ("chromium", "firefox"):
        story = Story(engine)
        story.fetch(f"{APP}/", answer(), headers=headers)
        assert story.sent[0].headers.get("x-a") == "1, 2"
        sent.append(story.sent[0].headers.get("authorization"))
    assert sent == ["a, b", "b"]
