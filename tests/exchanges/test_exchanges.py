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


def test_a_refused_origin_is_given_no_cors_header() -> None:
    """What the format promises for `refused = "origin"` holds in the corpus itself."""
    given = {
        case.id: [
            name
            for _, expected in case.exchanges
            for name, _ in expected.headers
            if name.startswith("Access-Control-")
        ]
        for case in CASES
        if case.refused == "origin"
    }
    assert {name: lines for name, lines in given.items() if lines} == {}
    assert given


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case.id)
def test_each_browser_asks_for_what_is_written_and_comes_to_the_verdict(case: Case) -> None:
    """Each request on the wire is the case's next one; its answer leads on to the verdict."""
    written = [_as_written(sent) for sent, _ in case.exchanges]
    seen = {name: _played(case, profile) for name, profile in PROFILES.items()}
    assert seen == dict.fromkeys(PROFILES, (written, case.verdict == "allowed"))


def _played(case: Case, profile: Profile) -> tuple[list[object], bool | None]:
    """Play a case: what was asked, as far as the case writes it; and whether it was allowed."""
    fetch = Browser(profile).start(_request(case), _page(case), now=0.0)
    asked: list[object] = []
    for sent, expected in case.exchanges:
        if fetch.pending is None:
            break
        asked.append(_as_asked(fetch.pending, sent))
        fetch.receive(_answer(expected), now=0.0)
    if fetch.pending is not None:
        asked.append(fetch.pending)
    return asked, None if fetch.outcome is None else fetch.outcome.verdict is Verdict.ALLOWED


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


def _as_written(sent: Sent) -> object:
    return sent.method, sent.path, sent.preflight, dict(sent.headers.lines)


def _as_asked(asked: WireRequest, sent: Sent) -> object:
    """What went out, with those headers alone that the case writes."""
    headers = {name: asked.headers.get(name) for name, _ in sent.headers}
    return asked.method, urlsplit(asked.url).path, asked.preflight, headers


def _answer(expected: Expected) -> WireResponse:
    return WireResponse(expected.example_status, headers=Headers(expected.headers.lines))
