"""The corpus of exchanges, played to the model of the browser: ask, wire and verdict agree."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from corsac.browser import PROFILES, Browser, Profile
from corsac.browser.outcome import Verdict
from corsac.browser.request import Body, BodyKind, Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from tests.exchanges.loader import Case, Expected, Sent, load

CASES = load()
SERVER = "https://api.example"
ASKED = tuple(case for case in CASES if case.ask is not None)


def test_there_are_at_least_a_hundred_cases_and_no_name_stands_twice() -> None:
    """A case is known by its file and name; the corpus only grows."""
    assert len(CASES) >= 100
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_refused_origin_is_given_no_cors_header(case: Case) -> None:
    """What the format promises for `refused = "origin"` holds in the corpus itself."""
    if case.refused == "origin":
        for _, expected in case.exchanges:
            named = [name for name, _ in expected.headers if name.startswith("Access-Control-")]
            assert not named


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize("case", ASKED, ids=lambda case: case.id)
def test_the_browser_asks_for_what_is_written_and_comes_to_the_verdict(
    case: Case, profile: Profile
) -> None:
    """Each request on the wire is the case's next one; its answer leads on to the verdict."""
    fetch = Browser(profile).start(_request(case), _page(case), now=0.0)
    for sent, expected in case.exchanges:
        assert fetch.pending is not None
        _compare(fetch.pending, sent)
        fetch.receive(_answer(expected), now=0.0)
    assert fetch.pending is None
    assert fetch.outcome is not None
    assert (fetch.outcome.verdict is Verdict.ALLOWED) == (case.verdict == "allowed")


def _page(case: Case) -> Page:
    assert case.ask is not None
    if case.ask.origin == "null":
        return Page("https://app.example", kind="sandbox")
    return Page(case.ask.origin)


def _request(case: Case) -> PageRequest:
    assert case.ask is not None
    ask = case.ask
    body = None if ask.body is None else Body(BodyKind.TEXT, ask.body.encode())
    return PageRequest(
        url=SERVER + case.exchanges[0][0].path,
        method=ask.method,
        headers=ask.headers,
        body=body,
        mode=ask.mode,
        credentials=ask.credentials,
    )


def _compare(asked: WireRequest, sent: Sent) -> None:
    assert (asked.method, urlsplit(asked.url).path) == (sent.method, sent.path)
    assert asked.preflight == sent.preflight
    for name, value in sent.headers:
        assert asked.headers.get(name) == value, name


def _answer(expected: Expected) -> WireResponse:
    return WireResponse(expected.example_status, headers=Headers(expected.headers.lines))
