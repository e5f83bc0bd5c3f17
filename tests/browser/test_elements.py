"""Elements: crossorigin or not, and what becomes of the canvas."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser.outcome import Reason
from corsac.browser.request import Api, Body, BodyKind
from tests.browser.stories import API, APP, Story, answer

PNG = b"\x89PNG\r\n"


def test_a_plain_image_taints_the_canvas() -> None:
    outcome = Story().fetch(API, replace(answer(), body=PNG), api=Api.IMG)
    assert outcome.response is not None
    assert outcome.response.type == "opaque"


@pytest.mark.parametrize(("attribute", "cookie"), [("", None), ("use-credentials", "a=1")])
def test_crossorigin_asks_with_cors(attribute: str, cookie: str | None) -> None:
    story = Story("firefox")
    story.browser.cookies.put("api.example", "a", "1")
    outcome = story.fetch(API, answer(), api=Api.IMG, crossorigin=attribute)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.ALLOW_ORIGIN_MISSING
    assert story.sent[0].headers.get("origin") == APP
    assert story.sent[0].headers.get("cookie") == cookie


def test_modules_and_fonts_always_ask_with_cors() -> None:
    for api in (Api.MODULE, Api.FONT):
        story = Story()
        story.fetch(API, answer(), api=api)
        assert story.sent[0].headers.get("origin") == APP


def test_webkitgtk_loads_fonts_and_tracks_without_cors() -> None:
    story = Story("webkit")
    story.fetch(API, replace(answer(), body=b"WEBVTT"), api=Api.TRACK)
    assert "origin" not in story.sent[0].headers


def test_a_track_without_crossorigin_is_same_origin() -> None:
    outcome = Story().fetch(API, api=Api.TRACK)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.SAME_ORIGIN_MODE


def test_a_beacon_asks_first_only_for_unsafe_types() -> None:
    simple = Story()
    simple.fetch(API, answer(), api=Api.BEACON, body=Body(BodyKind.TEXT, b"x"))
    assert simple.methods == ["POST"]
    asking = Story()
    body = Body(BodyKind.BLOB, b"{}", "application/json")
    asking.fetch(API, answer(500), api=Api.BEACON, body=body)
    assert asking.methods == ["OPTIONS"]


def test_an_event_source_needs_its_own_type() -> None:
    told = answer(allow_origin="*", content_type="text/plain")
    outcome = Story().fetch(API, told, api=Api.EVENTSOURCE)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.CONTENT


def test_an_address_that_is_none_loads_nothing() -> None:
    outcome = Story().fetch("http://[", api=Api.IMG)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.INVALID_REQUEST
