"""What answers OPTIONS: routers, logins, gateways, and lists that lack what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.situations.wire import (
    BACKEND,
    FRONTEND,
    HIGH,
    MEDIUM,
    NGINX_PAGE,
    PROXY,
    PUT,
    STAND_IN,
    STAND_IN_ITEMS,
    TRACE,
    Situation,
    in_each_engine,
)

if TYPE_CHECKING:
    from corsac.browser import Profile

SITUATIONS = (
    Situation(
        "nginx with add_header for GET only: OPTIONS stays 405",
        PUT
        + "< 405 Not Allowed\n"
        + NGINX_PAGE
        + STAND_IN
        + "< 200 OK\n< Server: nginx/1.22.1\n< Access-Control-Allow-Origin: *\n",
        ("preflight-unknown-route",),
        PROXY,
        MEDIUM,
    ),
    Situation(
        "Starlette refuses the method: 400, and the lists show it",
        PUT + "< 400 Bad Request\n< Server: uvicorn\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: GET, POST\n< Access-Control-Allow-Headers: X-Trace\n<\n"
        "< Disallowed CORS method\n" + STAND_IN + "< 200 OK\n< Access-Control-Allow-Origin: *\n",
        ("method-not-allowed",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "Tomcat's CorsFilter refuses with a bare 403: the GET is let in, so it may be a rule",
        PUT
        + "< 403 Forbidden\n"
        + STAND_IN
        + "< 200 OK\n< Access-Control-Allow-Origin: https://app.example\n",
        ("preflight-needs-login",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "a JWT guard before CORS, everywhere",
        PUT
        + "< 401 Unauthorized\n< WWW-Authenticate: Bearer\n"
        + STAND_IN
        + "< 401 Unauthorized\n< WWW-Authenticate: Bearer\n",
        ("preflight-needs-login",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "a guard that knows the token: CORS itself is fine",
        TRACE
        + "< 401 Unauthorized\n"
        + STAND_IN_ITEMS
        + "< 200 OK\n< Access-Control-Allow-Origin: *\n",
        ("preflight-needs-login",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "nginx asks for a password before anything",
        TRACE
        + "< 401 Unauthorized\n< WWW-Authenticate: Basic\n"
        + NGINX_PAGE
        + STAND_IN_ITEMS
        + "< 401 Unauthorized\n"
        + NGINX_PAGE,
        ("preflight-needs-login",),
        PROXY,
        MEDIUM,
    ),
    Situation(
        "gorilla/mux: OPTIONS not registered, CORS on the handler",
        TRACE
        + "< 405 Method Not Allowed\n"
        + STAND_IN_ITEMS
        + "< 200 OK\n< Access-Control-Allow-Origin: https://app.example\n",
        ("preflight-unknown-route",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "the path is wrong altogether",
        TRACE + "< 404 Not Found\n" + STAND_IN_ITEMS + "< 404 Not Found\n",
        ("preflight-unknown-route",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "the application crashes on every request",
        TRACE + "< 500 Internal Server Error\n" + STAND_IN_ITEMS + "< 500 Internal Server Error\n",
        ("preflight-server-error",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "the application crashes on OPTIONS, and has no CORS either",
        TRACE + "< 500 Internal Server Error\n" + STAND_IN_ITEMS + "< 200 OK\n",
        ("preflight-server-error", "no-cors-headers"),
        BACKEND,
        HIGH,
    ),
    Situation(
        "the upstream of nginx is down",
        TRACE
        + "< 502 Bad Gateway\n"
        + NGINX_PAGE
        + STAND_IN_ITEMS
        + "< 502 Bad Gateway\n"
        + NGINX_PAGE,
        ("preflight-gateway-error",),
        PROXY,
        HIGH,
    ),
    Situation(
        "everything wrong at once: each is said, in the browser's order",
        PUT + "< 204 No Content\n< Access-Control-Allow-Origin: https://app.example/\n"
        "< Access-Control-Allow-Methods: GET\n< Access-Control-Allow-Headers: Content-Type\n"
        + STAND_IN
        + "< 200 OK\n",
        (
            "origin-not-byte-equal",
            "method-not-allowed",
            "header-not-allowed",
            "headers-only-on-preflight",
        ),
        BACKEND,
        HIGH,
    ),
    Situation(
        "both lists unreadable",
        PUT + "< 200 OK\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: GET PUT\n< Access-Control-Allow-Headers: [X-Trace]\n",
        ("method-list-malformed", "header-list-malformed"),
        BACKEND,
        HIGH,
    ),
    Situation(
        "a method in lower case in the server's list",
        PUT
        + "< 200 OK\n< Access-Control-Allow-Origin: *\n< Access-Control-Allow-Methods: get,put\n"
        "< Access-Control-Allow-Headers: *\n",
        ("method-in-wrong-case",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "Sentry's headers",
        """https://app.example runs fetch("https://api.example/items", {
  "headers": {"baggage": "a=1", "sentry-trace": "1"}
})
> OPTIONS /items
< 200 OK
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Headers: Authorization
""",
        ("header-not-allowed",),
        FRONTEND,
        MEDIUM,
    ),
    Situation(
        "the server's headers in the request, and one that is really missing",
        """https://app.example runs fetch("https://api.example/items", {
  "headers": {"Access-Control-Allow-Origin": "*", "X-Trace": "1"}
})
> OPTIONS /items
< 200 OK
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Headers: Content-Type
""",
        ("header-not-allowed", "page-sends-response-headers"),
        BACKEND,
        HIGH,
    ),
    Situation(
        "http redirected to https on the preflight",
        """http://localhost:3000 runs fetch("http://api.example/items", {"method": "DELETE"})
> OPTIONS /items
< 301 Moved Permanently
< Server: nginx
< Location: https://api.example/items
? stand-in
> GET http://api.example/items
> Origin: http://localhost:3000
< 301 Moved Permanently
< Server: nginx
< Location: https://api.example/items
""",
        ("preflight-redirected",),
        FRONTEND,
        MEDIUM,
    ),
    Situation(
        "a preflight sent to a login page",
        TRACE + "< 302 Found\n< Location: /login?next=/items\n",
        ("preflight-redirected",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "Cloudflare Access takes the preflight for a stranger",
        TRACE + "< 302 Found\n< Server: cloudflare\n"
        "< Location: https://team.cloudflareaccess.com/cdn-cgi/access/login/api.example\n",
        ("challenged-by-firewall",),
        PROXY,
        HIGH,
    ),
    Situation(
        "the server drops preflights, and has no CORS either",
        TRACE + "! closed\n" + STAND_IN_ITEMS + "< 200 OK\n",
        ("connection-closed", "no-cors-headers"),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "a preflight from a cache: 304",
        PUT + "< 304 Not Modified\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: PUT\n< Access-Control-Allow-Headers: *\n",
        ("preflight-not-ok",),
        BACKEND,
        MEDIUM,
    ),
)


@in_each_engine(SITUATIONS)
def test_the_cause_is_found_first_and_nothing_false_after_it(
    situation: Situation, profile: Profile
) -> None:
    assert situation.told_by(profile) == situation.expected
