"""What script sees of a response."""

from __future__ import annotations

from corsac.browser.filtering import shown_url
from tests.browser.stories import API, APP, Story, answer, step


def names(engine: str = "standard", credentials: str | None = None, **headers: str) -> list[str]:
    told = {"allow_origin": APP, "allow_credentials": "true", "x_a": "1", "content_type": "a/b"}
    outcome = Story(engine).fetch(API, answer(**{**told, **headers}), credentials=credentials)
    assert outcome.response is not None
    return [name.lower() for name, _ in outcome.response.headers]


def test_a_foreign_response_shows_the_safelisted_headers() -> None:
    assert names() == ["content-type"]


def test_listed_headers_are_shown_but_never_cookies() -> None:
    shown = names(expose_headers="X-A, Set-Cookie", set_cookie="a=1")
    assert shown == ["x-a", "content-type"]


def test_a_wildcard_shows_all_unless_credentials_are_included() -> None:
    assert "access-control-allow-origin" in names(expose_headers="*")
    assert names(credentials="include", expose_headers="*") == ["content-type"]


def test_hidden_names_stand_in_the_trace() -> None:
    outcome = Story().fetch(API, answer(allow_origin="*", x_a="1"))
    facts = dict(step(outcome, "headers-exposed").facts)
    assert "x-a" in facts["hidden"]


def test_the_fragment_is_not_shown() -> None:
    outcome = Story().fetch(f"{APP}/a#b", answer())
    assert outcome.response is not None
    assert outcome.response.url == f"{APP}/a"
    assert callable(shown_url)


def test_a_204_and_a_head_have_no_body() -> None:
    for status, method in ((204, "GET"), (200, "HEAD")):
        outcome = Story().fetch(f"{APP}/", answer(status), method=method)
        assert outcome.response is not None
        assert outcome.response.body == b""
