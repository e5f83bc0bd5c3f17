"""The HTTP cache: what is kept, for how long, and for whom."""

from __future__ import annotations

import pytest

from tests.browser.stories import APP, Story, answer

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"


def asked(story: Story) -> int:
    return len(story.sent)


@pytest.mark.parametrize(
    ("headers", "times"),
    [
        ({"cache_control": "max-age=60"}, 1),
        ({"cache_control": "max-age=60", "age": "60"}, 2),
        ({"cache_control": "max-age=60, no-cache"}, 2),
        ({"cache_control": "no-store"}, 2),
        ({"date": DATE, "expires": "Thu, 01 Jan 2026 00:01:00 GMT"}, 1),
        ({"date": DATE, "expires": "0"}, 2),
        ({"date": DATE, "last_modified": "Thu, 01 Jan 2015 00:00:00 GMT"}, 1),
        ({}, 2),
        ({"cache_control": "max-age=60", "vary": "*"}, 2),
        ({"cache_control": "max-age=60", "vary": "Accept"}, 1),
    ],
)
def test_a_second_request_is_sent_unless_the_first_answer_is_fresh(
    headers: dict[str, str], times: int
) -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(**headers))
    story.fetch(f"{APP}/", *[answer()] * (times - 1))
    assert asked(story) == times


def test_a_request_that_differs_where_the_answer_varies_is_sent() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(cache_control="max-age=60", vary="Accept"))
    story.fetch(f"{APP}/", answer(), headers=(("Accept", "text/html"),))
    assert asked(story) == 2


@pytest.mark.parametrize(
    ("mode", "times"), [("no-store", 2), ("reload", 2), ("no-cache", 2), ("force-cache", 1)]
)
def test_cache_modes(mode: str, times: int) -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(cache_control="max-age=60"))
    story.fetch(f"{APP}/", *[answer()] * (times - 1), cache=mode)
    assert asked(story) == times


def test_a_write_removes_what_was_kept() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(cache_control="max-age=60"))
    story.fetch(f"{APP}/", answer(), method="POST")
    story.fetch(f"{APP}/", answer())
    assert asked(story) == 3


def test_a_permanent_redirect_is_remembered() -> None:
    story = Story()
    story.fetch(f"{APP}/", answer(301, location="/1"), answer())
    story.fetch(f"{APP}/", answer())
    assert [request.url for request in story.sent] == [f"{APP}/", f"{APP}/1", f"{APP}/1"]
