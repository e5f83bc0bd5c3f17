"""When there is a preflight, what it says, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api, Body, BodyKind
from corsac.core.messages import Failure, FailureKind
from tests.browser.stories import API, APP, OTHER, Story, answer, step

ALLOWS = {"allow_origin": "*", "allow_methods": "PUT, PATCH", "allow_headers": "x-a, authorization"}


def test_a_put_asks_first() -> None:
    story = Story()
    story.fetch(API, answer(204, **ALLOWS), answer(allow_origin="*"), method="PUT")
    assert story.methods == ["OPTIONS", "PUT"]
    preflight = story.sent[0]
    assert preflight.preflight
    assert preflight.headers.get("access-control-request-method") == "PUT"
    assert "access-control-request-headers" not in preflight.headers
    assert preflight.headers.get("origin") == APP


def test_header_names_are_announced_in_lower_case_and_sorted() -> None:
    story = Story()
    headers = (("X-B", "1"), ("Accept", "text/html"), ("X-A", "1"))
    told = answer(204, allow_origin="*", allow_headers="x-a,x-b")
    story.fetch(API, told, answer(allow_origin="*"), headers=headers)
    assert story.sent[0].headers.get("access-control-request-headers") == "x-a,x-b"


def test_a_safelisted_request_says_why_it_asks_nothing() -> None:
    outcome = Story().fetch(API, answer(allow_origin="*"), method="POST")
    assert step(outcome, "no-preflight").facts == (("because", "safelisted"),)


def test_what_was_allowed_is_remembered_until_it_is_over() -> None:
    story = Story()
    story.fetch(API, answer(204, max_age="60", **ALLOWS), answer(allow_origin="*"), method="PUT")
    again = story.fetch(API, answer(allow_origin="*"), method="PUT")
    assert step(again, "no-preflight").facts == (("because", "cached"), ("until", "1060"))
    story.now += 61
    story.fetch(API, answer(204, **ALLOWS), answer(allow_origin="*"), method="PUT")
    assert story.methods == ["OPTIONS", "PUT", "PUT", "OPTIONS", "PUT"]


def test_a_failed_request_forgets_what_was_allowed() -> None:
    story = Story()
    story.fetch(API, answer(204, max_age="60", **ALLOWS), answer(), method="PUT")
    story.fetch(API, answer(204, **ALLOWS), answer(allow_origin="*"), method="PUT")
    assert story.methods == ["OPTIONS", "PUT", "OPTIONS", "PUT"]


def test_a_preflight_that_dies_ends_the_request() -> None:
    outcome = Story().fetch(API, Failure(FailureKind.RESET), method="PUT")
    assert outcome.block is not None
    assert (outcome.block.reason, outcome.block.phase) == (Reason.NETWORK, Phase.PREFLIGHT)


def test_chromium_takes_a_proxys_answer_for_a_broken_connection() -> None:
    outcome = Story("chromium").fetch(API, answer(407, **ALLOWS), method="PUT")
    assert outcome.block is not None
    assert outcome.block.reason is Reason.NETWORK


@pytest.mark.parametrize(("engine", "asked"), [("standard", True), ("chromium", False)])
def test_an_upload_listener_asks_even_without_a_body_but_not_in_chromium(
    engine: str, *, asked: bool
) -> None:
    story = Story(engine)
    answers = [answer(204, **ALLOWS)] if asked else []
    answers.append(answer(allow_origin="*"))
    outcome = story.fetch(API, *answers, api=Api.XHR, method="POST", upload_listener=True)
    assert outcome.response is not None
    assert story.methods == (["OPTIONS", "POST"] if asked else ["POST"])


def test_chromium_keeps_nothing_for_a_page_without_an_origin() -> None:
    story = Story("chromium", kind="sandbox")
    for _ in range(2):
        told = answer(204, allow_origin="null", allow_methods="PUT", max_age="60")
        story.fetch(API, told, answer(allow_origin="null"), method="PUT")
    assert story.methods == ["OPTIONS", "PUT"] * 2


@pytest.mark.parametrize(
    ("engine", "api", "listed"),
    [
        ("chromium", Api.FETCH, "x-a"),
        ("firefox", Api.FETCH, "x-a"),
        ("webkit", Api.FETCH, "authorization,x-a"),
        ("webkit", Api.XHR, "authorization,x-a"),
        ("firefox", Api.XHR, "x-a"),
    ],
)
def test_authorization_that_a_redirect_took_away_is_announced_by_webkit(
    engine: str, api: Api, listed: str
) -> None:
    story = Story(engine)
    headers = (("Authorization", "secret"), ("X-A", "1"))
    told = answer(204, **ALLOWS)
    away = answer(307, allow_origin="*", location=OTHER)
    story.fetch(API, told, away, told, answer(allow_origin="*"), headers=headers, api=api)
    assert story.sent[2].headers.get("access-control-request-headers") == listed
    assert "authorization" not in story.sent[3].headers


def test_a_stream_asks_and_needs_http2() -> None:
    body = Body(BodyKind.STREAM, b"x")
    outcome = Story("chromium").fetch(API, answer(204, **ALLOWS), method="POST", body=body)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.STREAM_HTTP1


def test_webkit_reads_a_preflight_to_its_end() -> None:
    cut = replace(answer(200, **ALLOWS), complete=False, fault=Failure(FailureKind.CLOSED))
    outcome = Story("webkit").fetch(API, cut, method="PUT")
    assert outcome.console[0] == "Connection terminated unexpectedly"


def test_no_store_keeps_firefox_from_reading_but_not_from_storing() -> None:
    story = Story("firefox")
    told = answer(204, max_age="60", **ALLOWS)
    for _ in range(2):
        story.fetch(API, told, answer(allow_origin="*"), method="PUT", cache="no-store")
    story.fetch(API, answer(allow_origin="*"), method="PUT")
    assert story.methods == ["OPTIONS", "PUT", "OPTIONS", "PUT", "PUT"]
