"""What a fetch in progress knows about its servers."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Body, BodyKind
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
