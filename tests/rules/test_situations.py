"""Situations from real servers: the right cause first, the right party, and no false second one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corsac.browser import PROFILES, Profile
from corsac.core.findings import Confidence, Party
from corsac.rules import examine
from tests.rules.play import case_of

HIGH, MEDIUM = Confidence.HIGH, Confidence.MEDIUM
BACKEND, FRONTEND, PROXY, UNKNOWN = Party.BACKEND, Party.FRONTEND, Party.PROXY, Party.UNKNOWN

GET = """https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
"""
COOKIES = """https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
"""
PUT = """https://app.example runs fetch("https://api.example/items/1", {
  "method": "PUT", "headers": {"X-Trace": "1"}
})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
> Access-Control-Request-Headers: x-trace
"""
TRACE = """https://app.example runs fetch("https://api.example/items", {
  "headers": {"X-Trace": "1"}
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
"""
LET_IN = """< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: PUT
< Access-Control-Allow-Headers: X-Trace
"""
SENT_PUT = "> PUT /items/1\n> Origin: https://app.example\n"
SENT_GET = "> GET /items\n> Origin: https://app.example\n"
STAND_IN = "? stand-in\n> GET /items/1\n> Origin: https://app.example\n"
STAND_IN_ITEMS = "? stand-in\n> GET /items\n> Origin: https://app.example\n"
NEAR = "? near-origin\n> GET /items\n"
NGINX_PAGE = (
    "< Server: nginx/1.22.1\n<\n< <html><body><hr><center>nginx/1.22.1</center></body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What goes over the wire, and what is found; party and confidence are the first one's."""

    name: str
    text: str
    found: tuple[str, ...]
    party: Party
    confidence: Confidence


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
        "Starlette refuses the method: 400, and the lists show it",
        PUT + "< 400 Bad Request\n< Server: uvicorn\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: GET, POST\n< Access-Control-Allow-Headers: X-Trace\n<\n"
        "< Disallowed CORS method\n" + STAND_IN + "< 200 OK\n< Access-Control-Allow-Origin: *\n",
        ("method-not-allowed",),
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
    Situation(
        "another origin, and no word on credentials: both would block",
        COOKIES + "< 200 OK\n< Access-Control-Allow-Origin: https://www.example\n",
        ("other-origin-allowed", "allow-credentials-not-true"),
        BACKEND,
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
        "the preflight lacks the origin and the method, the response is bare",
        PUT + "< 200 OK\n< Access-Control-Allow-Methods: GET\n" + STAND_IN + "< 200 OK\n",
        ("origin-not-listed", "method-not-allowed", "header-not-allowed"),
        BACKEND,
        MEDIUM,
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
        "the server drops preflights, and has no CORS either",
        TRACE + "! closed\n" + STAND_IN_ITEMS + "< 200 OK\n",
        ("connection-closed", "no-cors-headers"),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "Go panics in the handler",
        PUT + LET_IN + SENT_PUT + "! closed\n",
        ("connection-closed",),
        BACKEND,
        MEDIUM,
    ),
    Situation(
        "an answer for somebody else, out of a cache",
        GET + "< 200 OK\n< Age: 30\n< X-Cache: HIT\n"
        "< Access-Control-Allow-Origin: https://www.example\n",
        ("other-origin-allowed",),
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


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_the_cause_is_found_first_and_nothing_false_after_it(
    situation: Situation, profile: Profile
) -> None:
    findings = examine(case_of(situation.text, profile))
    assert tuple(finding.rule.name for finding in findings) == situation.found
    assert (findings[0].party, findings[0].confidence) == (situation.party, situation.confidence)
