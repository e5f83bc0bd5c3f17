"""Redirects: what changes on the way, and where the way ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api, Body, BodyKind
from corsac.core.headers import Headers
from tests.browser.stories import API, APP, OTHER, Story, answer, step


def block(outcome: object) -> tuple[object, object]:
    found = getattr(outcome, "block", None)
    assert found is not None
    return found.reason, found.phase


def test_from_a_foreign_server_to_a_third_the_origin_becomes_null() -> None:
    story = Story()
    away = answer(302, allow_origin=APP, location=OTHER)
    outcome = story.fetch(API, away, answer(allow_origin="null"))
    assert [request.headers.get("origin") for request in story.sent] == [APP, "null"]
    assert outcome.response is not None
    assert outcome.response.redirected
    assert step(outcome, "origin-tainted").clause == "fetch#concept-request-tainted-origin"


def test_from_the_pages_own_server_it_stays() -> None:
    story = Story()
    story.fetch(f"{APP}/0", answer(302, location=API), answer(allow_origin=APP))
    assert [request.headers.get("origin") for request in story.sent] == [None, APP]


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "PUT", "GET"),
        (303, "HEAD", "HEAD"),
        (307, "POST", "POST"),
        (302, "PUT", "PUT"),
    ],
)
def test_the_method_changes_by_status(status: int, method: str, then: str) -> None:
    story = Story()
    body = None if method == "HEAD" else Body(BodyKind.TEXT, b"x")
    away = answer(status, location=f"{APP}/1")
    story.fetch(f"{APP}/0", away, answer(), method=method, body=body)
    assert story.methods == [method, then]
    if then == "GET":
        assert story.sent[1].body is None
        assert "content-type" not in story.sent[1].headers


def test_webkit_turns_delete_into_get_when_it_leaves_the_origin() -> None:
    story = Story("webkit")
    away = answer(308, location=API)
    story.fetch(f"{APP}/0", away, answer(allow_origin="*"), method="DELETE")
    assert story.methods == ["DELETE", "GET"]


def test_authorization_stays_behind() -> None:
    story = Story()
    headers = (("Authorization", "secret"),)
    outcome = story.fetch(
        f"{APP}/0", answer(302, location=API), answer(allow_origin="*"), headers=headers
    )
    assert "authorization" in story.sent[0].headers
    assert "authorization" not in story.sent[1].headers
    assert step(outcome, "authorization-dropped").result == "note"


def test_the_twenty_first_redirect_is_one_too_many() -> None:
    away = answer(302, location=f"{APP}/")
    outcome = Story().fetch(f"{APP}/0", *[away] * 21)
    assert block(outcome) == (Reason.REDIRECT_LIMIT, Phase.REDIRECT)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("data:text/plain,x", Reason.REDIRECT_SCHEME),
        ("http://[", Reason.REDIRECT_LOCATION),
        ("https://u:p@api.example/", Reason.REDIRECT_CREDENTIALS),
    ],
)
def test_some_targets_are_not_followed(location: str, reason: Reason) -> None:
    outcome = Story().fetch(API, answer(302, allow_origin="*", location=location))
    assert block(outcome) == (reason, Phase.REDIRECT)


def test_error_mode_ends_and_manual_mode_hides() -> None:
    away = answer(302, allow_origin="*", location=OTHER)
    assert block(Story().fetch(API, away, redirect="error"))[0] is Reason.REDIRECT_MODE
    hidden = Story().fetch(API, away, redirect="manual")
    assert hidden.response is not None
    assert (hidden.response.type, hidden.response.status) == ("opaqueredirect", 0)


def test_the_cors_check_comes_before_the_redirect_mode() -> None:
    outcome = Story().fetch(API, answer(302, location=OTHER), redirect="manual")
    assert block(outcome) == (Reason.ALLOW_ORIGIN_MISSING, Phase.REDIRECT)


def test_without_location_it_is_a_response() -> None:
    outcome = Story().fetch(API, answer(302, allow_origin="*"))
    assert outcome.response is not None
    assert outcome.response.status == 302


def test_the_fragment_is_handed_on() -> None:
    story = Story()
    story.fetch(f"{APP}/0#here", answer(302, location="/1"), answer())
    assert story.sent[1].url == f"{APP}/1"


def test_chromium_refuses_credentials_in_every_mode_without_a_word() -> None:
    away = answer(302, location="https://u:p@app.test/1")
    outcome = Story("chromium").fetch(f"{APP}/0", away)
    assert block(outcome)[0] is Reason.REDIRECT_CREDENTIALS
    assert outcome.console == ()
    assert Story().fetch(f"{APP}/0", away, answer()).response is not None


def test_webkit_asks_a_preflight_before_it_refuses_credentials() -> None:
    story = Story("webkit")
    away = answer(307, location="https://u:p@api.example/1")
    told = answer(204, allow_origin="*", allow_methods="PUT")
    outcome = story.fetch(f"{APP}/0", away, told, method="PUT")
    assert story.methods == ["PUT", "OPTIONS"]
    assert block(outcome)[0] is Reason.REDIRECT_CREDENTIALS


def test_two_places_are_none_in_chromium() -> None:
    lines = Headers((("Location", "/1"), ("Location", "/2")))
    outcome = Story("chromium").fetch(f"{APP}/0", replace(answer(302), headers=lines))
    assert block(outcome)[0] is Reason.REDIRECT_LOCATION


def test_in_firefox_authorization_comes_back_within_an_origin() -> None:
    passes = answer(204, allow_origin="*", allow_headers="authorization")
    hop = {"allow_origin": "*"}
    for engine, sent in (("standard", [True, False, False]), ("firefox", [True, False, True])):
        story = Story(engine)
        told = [
            *(passes, answer(302, location=OTHER, **hop)),
            *((passes,) if engine == "firefox" else ()),
            answer(302, location=f"{OTHER}/2", **hop),
            *((passes,) if engine == "firefox" else ()),
            answer(allow_origin="*"),
        ]
        story.fetch(API, *told, headers=(("Authorization", "x"),))
        gets = [request for request in story.sent if request.method == "GET"]
        assert ["authorization" in request.headers for request in gets] == sent


def test_chromium_blames_a_password_before_the_mode() -> None:
    away = answer(302, location="https://u:p@other.example/", allow_origin="*")
    for engine, reason in (
        ("standard", Reason.REDIRECT_MODE),
        ("chromium", Reason.REDIRECT_CREDENTIALS),
    ):
        assert block(Story(engine).fetch(API, away, redirect="error"))[0] is reason


def test_in_chromium_a_no_cors_post_that_is_led_away_has_no_origin() -> None:
    for engine, origin in (("standard", APP), ("chromium", "null")):
        story = Story(engine)
        story.fetch(f"{APP}/", answer(307, location=API), answer(), method="POST", mode="no-cors")
        assert story.sent[-1].headers.get("origin") == origin


def test_webkit_refuses_xhr_for_kept_credentials_after_the_next_preflight() -> None:
    passes = answer(204, allow_origin="*", allow_methods="PUT")
    story = Story("webkit")
    outcome = story.fetch(
        f"{APP}/",
        answer(307, location=API),
        passes,
        answer(307, location=OTHER, allow_origin="*"),
        passes,
        api=Api.XHR,
        method="PUT",
    )
    assert story.methods == ["PUT", "OPTIONS", "PUT", "OPTIONS"]
    assert block(outcome)[0] is Reason.ALLOW_ORIGIN_WILDCARD
