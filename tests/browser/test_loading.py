"""From the response to what its initiator makes of it."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Reason
from corsac.browser.request import Api
from tests.browser.stories import API, APP, Story, answer, step

WRONG = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


def test_a_body_that_is_not_the_one_is_withheld() -> None:
    outcome = Story().fetch(f"{APP}/", answer(), integrity=WRONG)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.INTEGRITY
    assert step(outcome, "integrity").result == "fail"


def test_what_cannot_be_seen_cannot_be_checked() -> None:
    outcome = Story().fetch(API, answer(), integrity="nonsense", mode="no-cors")
    assert outcome.block is not None
    assert outcome.block.reason is Reason.INTEGRITY


def test_nothing_to_check_is_fine() -> None:
    outcome = Story().fetch(f"{APP}/", answer(), integrity="nonsense")
    assert outcome.response is not None
    hidden = Story().fetch(f"{APP}/", answer(302), integrity=WRONG, redirect="manual")
    assert hidden.response is not None


def test_webkit_asks_for_a_film_twice() -> None:
    story = Story("webkit")
    story.fetch(API, answer(), answer(), api=Api.VIDEO)
    assert story.methods == ["GET", "GET"]
    once = Story("webkit")
    once.fetch(API, answer(404), api=Api.VIDEO)
    assert once.methods == ["GET"]


def test_a_film_that_plays_is_asked_for_once() -> None:
    story = Story("webkit")
    film = replace(answer(), body=bytes(4) + b"ftyp" + bytes(99))
    assert story.fetch(API, film, api=Api.VIDEO).response is not None
    assert story.methods == ["GET"]
