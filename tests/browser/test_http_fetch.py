"""HTTP fetch: credentials, caches, statuses that are more than statuses."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api
from corsac.core.headers import Headers
from tests.browser.stories import API, APP, Story, answer, step


def test_cookies_are_stored_even_where_the_check_fails() -> None:
    story = Story()
    told = answer(set_cookie="a=1; Secure; SameSite=None")
    story.fetch(API, told, credentials="include")
    story.fetch(API, answer(), credentials="include")
    assert story.sent[1].headers.get("cookie") == "a=1"


def test_cookies_go_along_by_the_credentials_mode() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(set_cookie="a=1"))
    for mode in ("same-origin", "include", "omit"):
        story.fetch(f"{APP}/", answer(), credentials=mode)
    sent = [request.headers.get("cookie") for request in story.sent]
    assert sent == [None, "a=1", "a=1", None]


def test_a_misdirected_request_is_sent_once_more() -> None:
    story = Story()
    story.fetch(API, answer(421), answer(allow_origin="*"))
    assert story.methods == ["GET", "GET"]


def test_a_fresh_response_is_not_asked_for_again() -> None:
    story = Story()
    story.fetch(API, answer(allow_origin="*", cache_control="max-age=60"))
    again = story.fetch(API)
    assert again.response is not None
    assert step(again, "from-cache").result == "note"
    assert len(story.sent) == 1


def test_a_304_renews_what_was_stored() -> None:
    story = Story()
    story.fetch(API, answer(allow_origin="*", etag='"a"'))
    again = story.fetch(API, answer(304, allow_origin="*", cache_control="max-age=9"))
    assert again.response is not None
    assert (again.response.status, again.response.body) == (200, b"ok")


def test_a_304_that_the_page_asked_for_is_its_own() -> None:
    story = Story()
    story.fetch(API, answer(allow_origin="*", etag='"a"'))
    told = answer(204, allow_origin="*", allow_headers="if-none-match")
    headers = (("If-None-Match", '"a"'),)
    again = story.fetch(API, told, answer(304, allow_origin="*"), headers=headers)
    assert again.response is not None
    assert again.response.status == 304


def test_only_if_cached_asks_nobody() -> None:
    outcome = Story().fetch(f"{APP}/", mode="same-origin", cache="only-if-cached")
    assert outcome.block is not None
    assert outcome.block.reason is Reason.NETWORK


def test_a_resource_policy_withholds_a_no_cors_response() -> None:
    policy = answer(cross_origin_resource_policy="same-origin")
    outcome = Story().fetch(API, policy, mode="no-cors")
    assert outcome.block is not None
    assert (outcome.block.reason, outcome.block.phase) == (Reason.RESOURCE_POLICY, Phase.ACTUAL)


def test_credentialless_pages_send_no_cookies_without_cors() -> None:
    for engine, cookie in (("standard", None), ("webkit", "a=1")):
        story = Story(engine, kind="coep-credentialless")
        told = answer(set_cookie="a=1; Secure; SameSite=None", allow_origin=APP)
        told = replace(
            told, headers=told.headers.with_line("Access-Control-Allow-Credentials", "true")
        )
        story.fetch(API, told, credentials="include")
        carrying = replace(answer(cross_origin_resource_policy="cross-origin"), headers=Headers())
        story.fetch(API, carrying, api=Api.IMG)
        assert story.sent[1].headers.get("cookie") == cookie


def test_chromium_takes_a_proxys_status_for_a_broken_connection() -> None:
    outcome = Story("chromium").fetch(API, answer(407, allow_origin="*"))
    assert outcome.block is not None
    assert outcome.block.reason is Reason.NETWORK
