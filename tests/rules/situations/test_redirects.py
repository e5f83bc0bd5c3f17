"""Redirects: to a login, to another spelling, to a third origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.situations.wire import (
    BACKEND,
    COOKIES,
    FRONTEND,
    GET,
    MEDIUM,
    UNKNOWN,
    Situation,
    in_each_engine,
)

if TYPE_CHECKING:
    from corsac.browser import Profile

SITUATIONS = (
    Situation(
        "a session that is over: redirect without headers",
        COOKIES + "< 302 Found\n< Location: https://login.example/authorize?client_id=1\n",
        ("redirect-to-login",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "a slash missing, and no headers on the redirect",
        GET + "< 308 Permanent Redirect\n< Location: /items/\n",
        ("redirect-without-headers",),
        FRONTEND,
        MEDIUM,
    ),
    Situation(
        "a redirect elsewhere that the back end made",
        GET + "< 302 Found\n< Location: https://other.example/x\n",
        ("redirect-without-headers",),
        UNKNOWN,
        MEDIUM,
    ),
    Situation(
        "B sends on to C, which lists the page's origin",
        GET + "< 302 Found\n< Location: https://c.example/items\n< Access-Control-Allow-Origin: *\n"
        "> GET https://c.example/items\n> Origin: null\n< 200 OK\n< Vary: Origin\n",
        ("redirect-taints-origin",),
        BACKEND,
        MEDIUM,
    ),
)


@in_each_engine(SITUATIONS)
def test_the_cause_is_found_first_and_nothing_false_after_it(
    situation: Situation, profile: Profile
) -> None:
    assert situation.told_by(profile) == situation.expected
