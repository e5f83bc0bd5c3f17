"""fetch()'s arguments: what throws, what is dropped, what is added."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from corsac.browser.request import Body, BodyKind
from tests.browser.stories import API, APP, Members, Story, answer

TEXT = Body(BodyKind.TEXT, b"x")
STREAM = Body(BodyKind.STREAM, b"x")


@pytest.mark.parametrize(
    ("url", "members"),
    [
        ("http://[", {}),
        ("https://u:p@api.example/", {}),
        (API, {"method": "TRACE"}),
        (API, {"method": "a b"}),
        (API, {"method": "PUT", "mode": "no-cors"}),
        (API, {"mode": "navigate"}),
        (API, {"credentials": "always"}),
        (API, {"redirect": "never"}),
        (API, {"cache": "only-if-cached"}),
        (API, {"referrer_policy": "nothing"}),
        (API, {"headers": (("a b", "1"),)}),
        (API, {"headers": (("a", "1\r\n2"),)}),
        (API, {"body": TEXT}),
        (API, {"method": "POST", "body": STREAM, "mode": "no-cors"}),
    ],
)
def test_these_throw_before_anything_is_sent(url: str, members: Members) -> None:
    outcome = Story().fetch(url, **members)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.INVALID_REQUEST
    assert outcome.block.detail


def test_forbidden_headers_are_dropped() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(), headers=(("Cookie", "a"), ("Host", "b"), ("X-A", "1")))
    assert story.sent[0].headers.get("x-a") == "1"
    assert "host" not in story.sent[0].headers


def test_no_cors_drops_all_but_the_simplest_headers() -> None:
    story = Story()
    body = Body(BodyKind.BLOB, b"{}", "application/json")
    headers = (("X-A", "1"), ("Accept", "text/html"))
    story.fetch(API, answer(), mode="no-cors", method="POST", headers=headers, body=body)
    sent = story.sent[0].headers
    assert (sent.get("x-a"), sent.get("accept"), sent.get("content-type")) == (
        None,
        "text/html",
        None,
    )


def test_a_body_brings_its_type_unless_there_is_one() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(), method="POST", body=TEXT)
    story.fetch(f"{APP}/", answer(), method="POST", body=TEXT, headers=(("Content-Type", "a/b"),))
    types = [request.headers.get("content-type") for request in story.sent]
    assert types == ["text/plain;charset=UTF-8", "a/b"]


def test_a_stream_is_text_to_firefox_and_nothing_to_webkit() -> None:
    firefox = Story("firefox")
    firefox.fetch(f"{APP}/", answer(), method="POST", body=STREAM)
    assert firefox.sent[0].body == b"[object ReadableStream]"
    assert Story("webkit").fetch(f"{APP}/", method="POST", body=STREAM).block is not None


def test_relative_addresses_start_at_the_page() -> None:
    story = Story(url=f"{APP}/a/b")
    story.fetch("c", answer())
    assert story.sent[0].url == f"{APP}/a/c"
