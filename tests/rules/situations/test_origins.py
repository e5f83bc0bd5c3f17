"""Who is let in: servers without CORS, lists without this origin, and origins of other kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.situations.wire import (
    BACKEND,
    COOKIES,
    FRONTEND,
    GET,
    HIGH,
    MEDIUM,
    NEAR,
    NGINX_PAGE,
    PUT,
    STAND_IN,
    Situation,
    in_each_engine,
)

if TYPE_CHECKING:
    from corsac.browser import Profile

SITUATIONS = (
    Situation(
        "Express without the cors package: OPTIONS is answered by the router",
        PUT
        + "< 200 OK\n< X-Powered-By: Express\n< Allow: GET,HEAD,PUT\n"
        + STAND_IN
        + "< 200 OK\n< X-Powered-By: Express\n",
        ("no-cors-headers",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "FastAPI without CORSMiddleware: 405 to OPTIONS",
        PUT
        + "< 405 Method Not Allowed\n< Server: uvicorn\n< Allow: GET, PUT\n"
        + STAND_IN
        + "< 200 OK\n< Server: uvicorn\n",
        ("no-cors-headers",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "Python's http.server: 501 to OPTIONS, nothing on GET",
        PUT
        + "< 501 Unsupported method ('OPTIONS')\n< Server: SimpleHTTP/0.6 Python/3.11.7\n"
        + STAND_IN
        + "< 200 OK\n< Server: SimpleHTTP/0.6 Python/3.11.7\n",
        ("no-cors-headers",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "nginx serves files and knows no CORS: it may be the back end itself",
        PUT + "< 405 Not Allowed\n" + NGINX_PAGE + STAND_IN + "< 200 OK\n< Server: nginx/1.22.1\n",
        ("no-cors-headers",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "Starlette refuses the origin: 400, and says so",
        PUT + "< 400 Bad Request\n< Server: uvicorn\n< Vary: Origin\n"
        "< Access-Control-Allow-Methods: GET, PUT\n<\n< Disallowed CORS origin\n"
        + STAND_IN
        + "< 200 OK\n< Server: uvicorn\n",
        ("origin-not-listed",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "Spring refuses the origin with 403 on everything",
        PUT
        + "< 403 Forbidden\n< Vary: Origin\n<\n< Invalid CORS request\n"
        + STAND_IN
        + "< 403 Forbidden\n< Vary: Origin\n<\n< Invalid CORS request\n",
        ("origin-not-listed",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "the cors package with another origin: 204 with lists, and no origin",
        PUT + "< 204 No Content\n< X-Powered-By: Express\n< Vary: Origin\n"
        "< Access-Control-Allow-Methods: GET,PUT\n< Access-Control-Allow-Headers: x-trace\n"
        + STAND_IN
        + "< 200 OK\n< X-Powered-By: Express\n< Vary: Origin\n",
        ("origin-not-listed",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "a slash at the end of the list's entry, found by trying it",
        GET + "< 200 OK\n< Vary: Origin\n" + NEAR + "> Origin: https://app.example/\n"
        "< 200 OK\n< Access-Control-Allow-Origin: https://app.example/\n",
        ("origin-not-byte-equal",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "http instead of https in the list, found by trying it, on a refused preflight",
        PUT + "< 403 Forbidden\n<\n< Invalid CORS request\n"
        "? near-origin\n> GET /items/1\n> Origin: http://app.example\n"
        "< 200 OK\n< Access-Control-Allow-Origin: http://app.example\n",
        ("origin-not-byte-equal",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "another origin, and no word on credentials: both would block",
        COOKIES + "< 200 OK\n< Access-Control-Allow-Origin: https://www.example\n",
        ("other-origin-allowed", "allow-credentials-not-true"),
        BACKEND,
        HIGH,
    ),
    Situation(
        "the preflight lacks the origin and the method, the response is bare",
        PUT + "< 200 OK\n< Access-Control-Allow-Methods: GET\n" + STAND_IN + "< 200 OK\n",
        ("origin-not-listed", "method-not-allowed", "header-not-allowed"),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "a page on a loopback name that the server does not list",
        """http://127.0.0.1:5173 runs fetch("http://localhost:8000/items")
> GET /items
< 200 OK
< Vary: Origin
? near-origin
> GET /items
> Origin: http://localhost:5173
< 200 OK
< Access-Control-Allow-Origin: http://localhost:5173
""",
        ("other-loopback-origin",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "a sandboxed frame and a server with a list",
        """https://app.example (sandbox) runs fetch("https://api.example/items")
> GET /items
> Origin: null
< 200 OK
< Vary: Origin
""",
        ("null-origin",),
        FRONTEND,
        MEDIUM,
    ),
    Situation(
        "a sandboxed frame and a server without CORS",
        """https://app.example (sandbox) runs fetch("https://api.example/items")
> GET /items
> Origin: null
< 200 OK
""",
        ("no-cors-headers",),
        BACKEND,
        HIGH,
    ),
    Situation(
        "an answer for somebody else, out of a cache",
        GET + "< 200 OK\n< Age: 30\n< X-Cache: HIT\n"
        "< Access-Control-Allow-Origin: https://www.example\n",
        ("other-origin-allowed",),
        BACKEND,
        MEDIUM,
    ),
)


@in_each_engine(SITUATIONS)
def test_the_cause_is_found_first_and_nothing_false_after_it(
    situation: Situation, profile: Profile
) -> None:
    assert situation.told_by(profile) == situation.expected
