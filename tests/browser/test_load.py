"""What a fetch in progress knows about its servers."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Body, BodyKind
from corsac.core.messages import Failure, FailureKind
from tests.browser.stories import API, Story, answer

STREAM = Body(BodyKind.STREAM, b"x")
ALLOWS = answer(204, allow_origin="*")


def test_a_server_that_answered_by_http2_takes_streams() -> None:
    told = replace(ALLOWS, version="HTTP/2")
    outcome = Story().fetch(API, told, answer(allow_origin="*"), method="POST", body=STREAM)
    assert outcome.response is not None


def test_plain_http_never_does() -> None:
    story = Story(origin="http://app.test")
    outcome = story.fetch("http://app.test/", method="POST", body=STREAM)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.STREAM_HTTP1
    assert outcome.block.phase is Phase.BEFORE


def test_a_421_is_asked_again_in_preflights_too() -> None:
    story = Story()
    story.fetch(API, answer(421), answer(421), method="PUT")
    assert story.methods == ["OPTIONS", "OPTIONS"]


def test_chromium_asks_again_after_408_but_not_in_preflights() -> None:
    told = answer(408, allow_origin="*")
    story = Story("chromium")
    story.fetch(API, told, told)
    story.fetch(API, told, method="PUT")
    assert story.methods == ["GET", "GET", "OPTIONS"]


def test_firefox_joins_the_types_of_both_answers() -> None:
    told = answer(421, allow_origin="*", content_type="a/b")
    response = Story("firefox").fetch(API, told, told).response
    assert response is not None
    assert response.headers.get("content-type") == "a/b,a/b"


def test_a_malformed_first_chunk_is_no_answer_to_firefox() -> None:
    broken = replace(
        answer(allow_origin="*", transfer_encoding="chunked"),
        body=b"",
        fault=Failure(FailureKind.CLOSED, "body cut short"),
    )
    assert Story("firefox").fetch(API, broken).response is None
    assert Story("chromium").fetch(API, broken).response is not None
