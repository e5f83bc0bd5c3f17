"""Findings in the order of the story, each cause once."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from corsac.browser.request import PageRequest
from corsac.rules import CATALOGUE
from tests.diagnose.story import (
    ANYBODY,
    GET,
    HEADERS,
    LET_IN,
    METHODS,
    OK,
    ORIGIN,
    PUT,
    URL,
    Server,
    answer,
    names,
    tell,
)

COOKIE_PUT = PageRequest(URL, method="PUT", credentials="include")
COOKIE_GET = PageRequest(URL, credentials="include")
LOGIN = ("WWW-Authenticate", "Bearer")
ALL_METHODS = ("Access-Control-Allow-Methods", "*")

STORIES: dict[str, tuple[PageRequest, Server, list[str]]] = {
    "nothing knows CORS": (PUT, Server(answer(200), answer(405)), ["no-cors-headers"]),
    "a login before CORS": (PUT, Server(OK, answer(401, LOGIN)), ["preflight-needs-login"]),
    "a login before everything": (
        PUT,
        Server(answer(401, LOGIN), answer(401, LOGIN)),
        ["preflight-needs-login"],
    ),
    "no route for OPTIONS": (PUT, Server(OK, answer(404)), ["preflight-unknown-route"]),
    "a crash on the preflight": (PUT, Server(OK, answer(500)), ["preflight-server-error"]),
    "a star with cookies, twice": (
        COOKIE_PUT,
        Server(answer(200, ANYBODY), answer(204, ANYBODY, METHODS)),
        ["wildcard-with-credentials"],
    ),
    "stars with cookies": (
        COOKIE_PUT,
        Server(answer(200, ANYBODY), answer(204, ANYBODY, ALL_METHODS)),
        ["wildcard-with-credentials", "star-with-credentials"],
    ),
    "credentials forgotten": (
        COOKIE_GET,
        Server(answer(200, LET_IN)),
        ["allow-credentials-not-true"],
    ),
    "a method, then a header, then two layers": (
        PageRequest(URL, method="PUT", headers=(("X-Trace", "1"),)),
        Server(answer(200, LET_IN, LET_IN), answer(204, LET_IN)),
        ["method-not-allowed", "header-not-allowed", "duplicate-allow-origin"],
    ),
    "headers on the preflight alone": (
        PageRequest(URL, headers=(("Content-Type", "application/json"),)),
        Server(answer(200), answer(204, LET_IN, HEADERS)),
        ["headers-only-on-preflight"],
    ),
    "a crash without headers": (GET, Server(answer(500)), ["error-without-headers"]),
    "a slash in the list": (
        GET,
        Server(answer(200, ("Access-Control-Allow-Origin", f"{ORIGIN}/"))),
        ["origin-not-byte-equal"],
    ),
    "a redirected preflight": (
        PUT,
        Server(answer(301, ("Location", f"{URL}/")), answer(301, ("Location", f"{URL}/"))),
        ["preflight-redirected"],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_the_right_cause_comes_first_and_no_false_one_follows(story: str) -> None:
    request, server, expected = STORIES[story]
    assert names(tell(request, server)) == expected


def test_the_first_finding_claims_what_the_browser_stopped_at() -> None:
    claims = {module.RULE.name: module.CLAIMS for module in CATALOGUE}
    for request, server, _ in STORIES.values():
        report = tell(request, server)
        block = report.engines[0].outcome.block
        assert block is not None
        first = report.findings[0].rule.name
        assert block.reason in claims[first] or block.reason is Reason.ALLOW_ORIGIN_MISSING


def test_nothing_is_found_where_nothing_blocks() -> None:
    assert tell(GET, Server(OK)).findings == ()
