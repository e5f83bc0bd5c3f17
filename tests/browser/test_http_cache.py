"""The HTTP cache: what is kept, for how long, and for whom."""

from __future__ import annotations

import pytest

from corsac.browser.request import Api
from tests.browser.stories import API, APP, Story, answer

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


FRESH = {"cache_control": "max-age=60", "allow_origin": "*"}


@pytest.mark.parametrize(("engine", "times"), [("chromium", 1), ("firefox", 2), ("webkit", 1)])
def test_firefox_keeps_what_came_with_credentials_apart(engine: str, times: int) -> None:
    story = Story(engine)
    kept = answer(cache_control="max-age=60", allow_origin=APP, allow_credentials="true")
    story.fetch(API, kept, credentials="include")
    story.fetch(API, *[kept] * (times - 1), credentials="omit")
    assert asked(story) == times


@pytest.mark.parametrize(("engine", "times"), [("chromium", 1), ("firefox", 2), ("webkit", 2)])
def test_chromium_answers_head_from_what_get_brought(engine: str, times: int) -> None:
    story = Story(engine)
    story.fetch(API, answer(**FRESH))
    story.fetch(API, *[answer(allow_origin="*")] * (times - 1), method="HEAD")
    assert asked(story) == times


@pytest.mark.parametrize(("engine", "status"), [("chromium", 200), ("webkit", 304)])
def test_what_varies_in_another_way_may_still_be_confirmed(engine: str, status: int) -> None:
    story = Story(engine)
    story.fetch(f"{APP}/", answer(cache_control="no-cache", etag='"a"', vary="Accept"))
    told = story.fetch(f"{APP}/", answer(304), headers=(("Accept", "x/y"),))
    assert told.response is not None
    assert told.response.status == status


@pytest.mark.parametrize(("engine", "times"), [("standard", 1), ("chromium", 2), ("webkit", 2)])
def test_what_cors_refused_is_not_kept_by_all(engine: str, times: int) -> None:
    story = Story(engine)
    story.fetch(API, answer(cache_control="max-age=60"))
    story.fetch(API, *[answer()] * (times - 1))
    assert asked(story) == times


def test_in_webkit_what_was_there_before_a_refused_answer_stays() -> None:
    story = Story("webkit")
    story.fetch(API, answer(**FRESH))
    refused = story.fetch(API, answer(cache_control="max-age=60"), cache="no-cache")
    assert refused.response is None
    assert story.fetch(API).response is not None


@pytest.mark.parametrize(("engine", "times"), [("chromium", 3), ("firefox", 4)])
@pytest.mark.parametrize("headers", [{}, {"cache_control": "max-age=60"}])
def test_firefox_keeps_no_redirects(engine: str, times: int, headers: dict[str, str]) -> None:
    story = Story(engine)
    away = answer(302 if headers else 301, location="/1", **headers)
    story.fetch(f"{APP}/", away, answer())
    story.fetch(f"{APP}/", *([answer()] if times == 3 else [away, answer()]))
    assert asked(story) == times


def test_webkits_media_pass_the_cache_by() -> None:
    story = Story("webkit")
    for _ in range(2):
        story.fetch(f"{APP}/", answer(404, cache_control="max-age=60"), api=Api.AUDIO)
    assert asked(story) == 2


@pytest.mark.parametrize(("engine", "times"), [("standard", 0), ("webkit", 1)])
def test_only_if_cached_where_nothing_is(engine: str, times: int) -> None:
    story = Story(engine)
    story.fetch(f"{APP}/", *[answer()] * times, cache="only-if-cached", mode="same-origin")
    assert asked(story) == times
