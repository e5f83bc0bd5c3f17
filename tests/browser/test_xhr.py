"""XMLHttpRequest: what open() refuses, and how headers are combined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser.outcome import Reason
from corsac.browser.request import Api, Body, BodyKind
from corsac.core.messages import Failure, FailureKind
from tests.browser.stories import API, APP, Story, answer


@pytest.mark.parametrize(("url", "method"), [(API, "track"), (API, "a b"), ("http://[", "GET")])
def test_open_throws(url: str, method: str) -> None:
    outcome = Story().fetch(url, api=Api.XHR, method=method)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.INVALID_REQUEST


def test_headers_set_twice_are_combined_and_bad_ones_left_out() -> None:
    story = Story()
    headers = (("X-A", "1"), ("x-a", "2"), ("b b", "1"), ("Cookie", "c"))
    story.fetch(f"{APP}/", answer(), api=Api.XHR, headers=headers)
    assert story.sent[0].headers.get("x-a") == "1, 2"


def test_with_credentials_includes_them() -> None:
    outcome = Story().fetch(API, answer(allow_origin="*"), api=Api.XHR, with_credentials=True)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.ALLOW_ORIGIN_WILDCARD


def test_a_get_sends_no_body() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(), api=Api.XHR, body=Body(BodyKind.TEXT, b"x"))
    assert story.sent[0].body is None


@pytest.mark.parametrize(("engine", "methods"), [("chromium", 1), ("firefox", 2)])
def test_a_blobs_odd_type_is_dropped_by_some(engine: str, methods: int) -> None:
    story = Story(engine)
    told = answer(204, allow_origin="*", allow_headers="content-type")
    answers = [told, answer(allow_origin="*")][2 - methods :]
    body = Body(BodyKind.BLOB, b"x", "odd")
    story.fetch(API, *answers, api=Api.XHR, method="POST", body=body)
    assert len(story.sent) == methods


def test_a_body_cut_short_is_an_error_to_xhr_alone() -> None:
    cut = replace(answer(allow_origin="*"), complete=False, fault=Failure(FailureKind.CLOSED))
    assert Story().fetch(API, cut).response is not None
    assert Story().fetch(API, cut, api=Api.XHR).response is None


def test_a_body_that_was_not_read_to_its_end_is_none_that_broke() -> None:
    unread = replace(answer(allow_origin="*"), complete=False)
    assert Story().fetch(API, unread, api=Api.XHR).response is not None
    assert Story().fetch(API, unread, integrity="sha256-AAAA").response is not None
