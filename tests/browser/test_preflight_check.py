"""A preflight's answer is judged in each engine's own order."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from tests.browser.stories import API, APP, Story, answer, step


def reason(
    engine: str, told: dict[str, str], status: int = 204, credentials: str | None = None
) -> tuple[Reason, str]:
    outcome = Story(engine).fetch(
        API, answer(status, **told), method="PUT", credentials=credentials
    )
    assert outcome.block is not None
    return outcome.block.reason, outcome.block.detail


@pytest.mark.parametrize(
    ("engine", "first"),
    [
        ("chromium", Reason.ALLOW_ORIGIN_MISSING),
        ("firefox", Reason.ALLOW_ORIGIN_MISSING),
        ("webkit", Reason.PREFLIGHT_STATUS),
        ("standard", Reason.ALLOW_ORIGIN_MISSING),
    ],
)
def test_a_bare_404_lacks_headers_for_most_and_status_for_webkit(
    engine: str, first: Reason
) -> None:
    assert reason(engine, {}, 404) == (first, "404" if engine == "webkit" else "")


@pytest.mark.parametrize(
    ("engine", "first"),
    [
        ("chromium", Reason.PREFLIGHT_REDIRECT),
        ("firefox", Reason.ALLOW_ORIGIN_MISSING),
        ("webkit", Reason.PREFLIGHT_REDIRECT),
    ],
)
def test_a_redirect_is_never_followed(engine: str, first: Reason) -> None:
    told = reason(engine, {"location": "https://b.test/"}, 301)
    assert told == (first, "" if engine == "firefox" else "301")


def test_a_3xx_without_location_is_only_a_bad_status() -> None:
    assert reason("chromium", {"allow_origin": "*"}, 302) == (Reason.PREFLIGHT_STATUS, "302")


@pytest.mark.parametrize("methods", ["put", "GET, POST", ""])
def test_the_method_must_be_listed_in_its_own_case(methods: str) -> None:
    told = {"allow_origin": "*", "allow_methods": methods}
    assert reason("standard", told) == (Reason.METHOD_NOT_ALLOWED, "PUT")


def test_wildcards_are_none_with_credentials() -> None:
    told = {"allow_origin": APP, "allow_credentials": "true", "allow_methods": "*"}
    assert reason("standard", told, credentials="include") == (Reason.METHOD_NOT_ALLOWED, "PUT")


def test_a_malformed_list_fails_as_a_whole() -> None:
    told = {"allow_origin": "*", "allow_methods": "PUT;DELETE"}
    assert reason("standard", told) == (Reason.ALLOW_METHODS_INVALID, "PUT;DELETE")
    told = {"allow_origin": "*", "allow_methods": "PUT", "allow_headers": "x-a x-b"}
    assert reason("standard", told) == (Reason.ALLOW_HEADERS_INVALID, "x-a x-b")


def test_firefox_looks_at_the_method_before_it_reads_the_headers() -> None:
    told = {"allow_origin": "*", "allow_methods": "POST", "allow_headers": "x-a x-b"}
    assert reason("firefox", told)[0] is Reason.METHOD_NOT_ALLOWED
    assert reason("chromium", told)[0] is Reason.ALLOW_HEADERS_INVALID


@pytest.mark.parametrize(("engine", "passes"), [("standard", False), ("chromium", True)])
def test_a_wildcard_covers_authorization_in_browsers_alone(engine: str, *, passes: bool) -> None:
    story = Story(engine)
    told = answer(204, allow_origin="*", allow_headers="*")
    answers = [told, answer(allow_origin="*")] if passes else [told]
    outcome = story.fetch(API, *answers, headers=(("Authorization", "secret"),))
    assert (outcome.response is not None) is passes


def test_every_uncovered_name_stands_in_the_trace() -> None:
    headers = (("X-B", "1"), ("X-A", "1"), ("X-C", "1"))
    outcome = Story().fetch(
        API, answer(204, allow_origin="*", allow_headers="x-c"), headers=headers
    )
    assert outcome.block is not None
    assert outcome.block.detail == "x-a"
    assert dict(step(outcome, "header-not-allowed").facts)["uncovered"] == "x-a,x-b"


def test_firefox_judges_a_redirected_preflight_by_the_first_origin() -> None:
    story = Story("firefox")
    told = answer(204, allow_origin=APP, allow_methods="PUT")
    away = answer(307, allow_origin=APP, location="https://b.example/1")
    outcome = story.fetch(API, told, away, told, answer(allow_origin="null"), method="PUT")
    assert outcome.response is not None
    assert [request.headers.get("origin") for request in story.sent] == [APP, APP, APP, "null"]


def test_firefox_trusts_a_preflight_of_the_pages_own_server() -> None:
    told = answer(204, allow_origin=APP, allow_methods="PUT")
    home = answer(307, allow_origin=APP, location=f"{APP}/1")
    bare = answer(204, allow_methods="PUT")
    outcome = Story("firefox").fetch(API, told, home, bare, answer(allow_origin="*"), method="PUT")
    assert outcome.response is not None


def test_webkit_keeps_what_it_then_refuses() -> None:
    story = Story("webkit")
    told = answer(204, allow_origin="*", allow_methods="PUT", max_age="60")
    story.fetch(API, told, method="PUT", headers=(("X-A", "1"),))
    story.fetch(API, answer(allow_origin="*"), method="PUT")
    assert story.methods == ["OPTIONS", "PUT"]
