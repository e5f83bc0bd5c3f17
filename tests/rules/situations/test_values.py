"""Headers that are there, and wrong: two of them, a wildcard for cookies, half a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.situations.wire import (
    BACKEND,
    COOKIES,
    GET,
    HIGH,
    MEDIUM,
    PROXY,
    UNKNOWN,
    Situation,
    in_each_engine,
)

if TYPE_CHECKING:
    from corsac.browser import Profile

SITUATIONS = (
    Situation(
        "nginx and the application both add the header",
        GET + "< 200 OK\n< Server: nginx\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Origin: https://app.example\n",
        ("duplicate-allow-origin",),
        PROXY,
        MEDIUM,
    ),
    Situation(
        "two layers, and nothing shows which",
        GET + "< 200 OK\n< Access-Control-Allow-Origin: *\n< Access-Control-Allow-Origin: *\n",
        ("duplicate-allow-origin",),
        UNKNOWN,
        MEDIUM,
    ),
    Situation(
        "two layers of one application",
        GET + "< 200 OK\n< Server: uvicorn\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Origin: *\n",
        ("duplicate-allow-origin",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "both values merged into one line",
        GET + "< 200 OK\n< Access-Control-Allow-Origin: https://app.example, *\n",
        ("duplicate-allow-origin",),
        UNKNOWN,
        MEDIUM,
    ),
    Situation(
        "* for a request with cookies, on the preflight and on the lists",
        """https://app.example runs fetch("https://api.example/items/1", {
  "method": "PUT", "credentials": "include"
})
> OPTIONS /items/1
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: *
< Access-Control-Allow-Credentials: true
""",
        ("wildcard-with-credentials", "star-with-credentials"),
        BACKEND,
        HIGH,
    ),
    Situation(
        "* and nothing else for a request with cookies",
        COOKIES + "< 200 OK\n< Access-Control-Allow-Origin: *\n",
        ("wildcard-with-credentials",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "the origin, but no word on credentials",
        COOKIES + "< 200 OK\n< Access-Control-Allow-Origin: https://app.example\n",
        ("allow-credentials-not-true",),
        BACKEND,
        HIGH,
    ),
)


@in_each_engine(SITUATIONS)
def test_the_cause_is_found_first_and_nothing_false_after_it(
    situation: Situation, profile: Profile
) -> None:
    assert situation.told_by(profile) == situation.expected
