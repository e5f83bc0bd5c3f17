"""Errors that hide behind CORS: the header is missing because something else went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.situations.wire import (
    BACKEND,
    GET,
    HIGH,
    LET_IN,
    MEDIUM,
    NGINX_PAGE,
    PROXY,
    PUT,
    SENT_PUT,
    Situation,
    in_each_engine,
)

if TYPE_CHECKING:
    from corsac.browser import Profile

SITUATIONS = (
    Situation(
        "a simple GET against a gateway without upstream",
        GET + "< 504 Gateway Timeout\n< Server: awselb/2.0\n",
        ("gateway-error-without-headers",),
        PROXY,
        HIGH,
    ),
    Situation(
        "a body too large for nginx",
        PUT + LET_IN + SENT_PUT + "< 413 Request Entity Too Large\n" + NGINX_PAGE,
        ("gateway-error-without-headers",),
        PROXY,
        HIGH,
    ),
    Situation(
        "a rate limit in the application itself",
        PUT + LET_IN + SENT_PUT + "< 429 Too Many Requests\n< X-Powered-By: Express\n",
        ("error-without-headers",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "the application's own 503",
        GET + "< 503 Service Unavailable\n< Server: gunicorn\n",
        ("error-without-headers",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "nginx's add_header without always, its own 404",
        GET
        + "< 404 Not Found\n"
        + NGINX_PAGE
        + "? error-path\n> GET /other\n> Origin: https://app.example\n"
        "< 200 OK\n< Server: nginx/1.22.1\n< Access-Control-Allow-Origin: *\n",
        ("headers-on-success-only",),
        PROXY,
        HIGH,
    ),
    Situation(
        "an error through nginx: whose headers they are can't be told",
        PUT
        + LET_IN
        + "< Server: nginx\n"
        + SENT_PUT
        + "< 500 Internal Server Error\n< Server: nginx\n< Content-Type: application/json\n",
        ("headers-on-success-only",),
        PROXY,
        MEDIUM,
    ),
    Situation(
        "an error of Express through nginx",
        PUT
        + LET_IN
        + "< Server: nginx\n"
        + SENT_PUT
        + "< 500 Internal Server Error\n< Server: nginx\n< X-Powered-By: Express\n",
        ("error-without-headers",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "a bare 500 to a simple GET",
        GET + "< 500 Internal Server Error\n",
        ("error-without-headers",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "Go panics in the handler",
        PUT + LET_IN + SENT_PUT + "! closed\n",
        ("connection-closed",),
        BACKEND,
        MEDIUM,
    ),
)


@in_each_engine(SITUATIONS)
def test_the_cause_is_found_first_and_nothing_false_after_it(
    situation: Situation, profile: Profile
) -> None:
    assert situation.told_by(profile) == situation.expected
