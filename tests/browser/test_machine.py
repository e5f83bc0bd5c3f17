"""The handle: pending requests out, answers in, one outcome at the end."""

from __future__ import annotations

import pytest

from corsac.browser import Browser, PageError, find_profile
from corsac.browser.outcome import Reason, Verdict
from corsac.browser.request import Page, PageRequest
from corsac.core.messages import Failure, FailureKind
from tests.browser.stories import API, APP, Story, answer


def test_a_simple_request_is_pending_until_it_is_answered() -> None:
    fetch = Browser(find_profile("standard")).start(PageRequest(API), Page(APP), 0)
    assert fetch.outcome is None
    assert fetch.pending is not None
    assert (fetch.pending.method, fetch.pending.url) == ("GET", API)
    fetch.receive(answer(allow_origin="*"), 0)
    assert fetch.pending is None
    assert fetch.outcome is not None
    assert fetch.outcome.verdict is Verdict.ALLOWED


def test_an_answer_nobody_waits_for_is_a_mistake() -> None:
    fetch = Browser(find_profile("standard")).start(PageRequest("no://"), Page(APP), 0)
    with pytest.raises(RuntimeError, match="no wire request is pending"):
        fetch.receive(answer(), 0)


def test_a_request_that_died_has_failed_and_was_not_blocked() -> None:
    outcome = Story().fetch(API, Failure(FailureKind.REFUSED, "port 443"))
    assert outcome.verdict is Verdict.FAILED
    assert outcome.block is not None
    assert (outcome.block.reason, outcome.block.detail) == (Reason.NETWORK, "refused")


def test_what_script_may_not_ask_is_over_before_it_began() -> None:
    outcome = Story().fetch(API, method="TRACE")
    assert outcome.block is not None
    assert outcome.block.reason is Reason.INVALID_REQUEST
    assert outcome.exchanges == ()


def test_a_page_must_have_an_origin() -> None:
    with pytest.raises(PageError, match="not an origin"):
        Browser(find_profile("standard")).start(PageRequest(API), Page("nonsense"), 0)


def test_without_tracing_there_is_no_trace_and_the_same_verdict() -> None:
    browser = Browser(find_profile("chromium"), tracing=False)
    fetch = browser.start(PageRequest(API), Page(APP), 0)
    fetch.receive(answer(), 0)
    assert fetch.outcome is not None
    assert fetch.outcome.trace == ()
    assert fetch.outcome.verdict is Verdict.BLOCKED
