"""Threads about frameworks and hand-written servers."""

from __future__ import annotations

from corsac.browser.request import Page
from tests.diagnose.threads.thread import (
    API,
    BACKEND,
    FRONTEND,
    LOCAL,
    UNKNOWN,
    Thread,
    get,
    post_json,
    with_token,
)

APPLICATIONS = (
    Thread(
        "Spring Security answers the preflight 401, the CORS filter comes later",
        "https://github.com/spring-projects/spring-security/issues/4448",
        with_token(),
        """OPTIONS *
401 Unauthorized
WWW-Authenticate: Basic realm="Realm"
X-Frame-Options: DENY
Content-Type: application/json

{"status":401,"error":"Unauthorized"}
---
GET *
401 Unauthorized
WWW-Authenticate: Basic realm="Realm"

""",
        ("preflight-auth-401",),
        (BACKEND,),
    ),
    Thread(
        "the same without WWW-Authenticate, and a GET that is let in",
        "https://github.com/isopropylcyanide/Jwt-Spring-Security-JPA/issues/1",
        with_token(),
        """OPTIONS *
401 Unauthorized
---
GET *
200 OK
Access-Control-Allow-Origin: *
Vary: Origin
""",
        ("preflight-auth-401",),
        (BACKEND,),
    ),
    Thread(
        "Spring's CorsFilter refuses the origin",
        "https://github.com/spring-projects/spring-boot/issues/5834",
        post_json(),
        """* *
403 Forbidden
Vary: Origin
Vary: Access-Control-Request-Method
Vary: Access-Control-Request-Headers

Invalid CORS request
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "Spring's CorsFilter refuses the method, and lets the origin in",
        "https://github.com/spring-projects/spring-framework/issues/26892",
        get(method="DELETE"),
        """OPTIONS *
403 Forbidden
Vary: Origin
Vary: Access-Control-Request-Method
Vary: Access-Control-Request-Headers

Invalid CORS request
---
GET *
200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("method-not-allowed",),
        (BACKEND,),
    ),
    Thread(
        "rs/cors refuses a header: 204 with Vary and nothing else",
        "https://github.com/rs/cors/issues/185",
        with_token(),
        """OPTIONS *
204 No Content
Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
---
GET *
200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("custom-header-not-allowed",),
        (BACKEND,),
    ),
    Thread(
        "gorilla/mux: the router answers OPTIONS 405",
        "https://github.com/gorilla/mux/issues/381",
        post_json(),
        """OPTIONS *
405 Method Not Allowed
---
GET *
200 OK
Access-Control-Allow-Origin: *
""",
        ("preflight-route-404-405",),
        (BACKEND,),
    ),
    Thread(
        "FastAPI: an unhandled exception has no headers",
        "https://github.com/fastapi/fastapi/issues/775",
        get(),
        """GET /items
500 Internal Server Error
Server: uvicorn
Content-Type: text/plain

Internal Server Error
---
GET *
404 Not Found
Server: uvicorn
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("error-hides-behind-cors",),
        (BACKEND,),
    ),
    Thread(
        "FastAPI: the slash redirects the preflight",
        "https://github.com/fastapi/fastapi/issues/4990",
        post_json(),
        """OPTIONS /items
307 Temporary Redirect
Server: uvicorn
Location: https://api.example/items/
---
* *
200 OK
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Headers: content-type
Vary: Origin
""",
        ("preflight-redirect",),
        (FRONTEND, BACKEND),
    ),
    Thread(
        "Starlette behind TLS: the slash redirects to http",
        "https://github.com/fastapi/fastapi/issues/4284",
        get(),
        """GET /items
307 Temporary Redirect
Server: uvicorn
Access-Control-Allow-Origin: https://app.example
Vary: Origin
Location: http://api.example/items/
---
* *
200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("mixed-content", "redirect-scheme"),
        (BACKEND, FRONTEND, UNKNOWN),
    ),
    Thread(
        "Django: APPEND_SLASH redirects the preflight",
        "https://github.com/digiaonline/lumen-cors/issues/66",
        post_json(),
        """OPTIONS /items
301 Moved Permanently
Location: /items/
X-Content-Type-Options: nosniff
---
* *
200 OK
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Headers: content-type
Vary: Origin
""",
        ("preflight-redirect",),
        (FRONTEND, BACKEND),
    ),
    Thread(
        "Flask-CORS without supports_credentials, axios withCredentials",
        "https://github.com/socketio/socket.io/issues/3323",
        get(credentials="include"),
        """* *
200 OK
Server: Werkzeug/2.2.2 Python/3.11
Access-Control-Allow-Origin: *
""",
        ("wildcard-credentials",),
        (BACKEND,),
    ),
    Thread(
        "Express: origin true, and credentials forgotten",
        "https://github.com/corydolphin/flask-cors/issues/215",
        get(credentials="include"),
        """* *
200 OK
X-Powered-By: Express
Access-Control-Allow-Origin: {origin}
Vary: Origin
""",
        ("acac-missing",),
        (BACKEND,),
    ),
    Thread(
        "a token in a header that the cors package does not list",
        "https://github.com/PostHog/posthog/pull/9639",
        post_json(API, ("X-Access-Token", "t")),
        """OPTIONS *
204 No Content
X-Powered-By: Express
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE
Access-Control-Allow-Headers: Content-Type, Authorization
---
* *
200 OK
X-Powered-By: Express
Access-Control-Allow-Origin: *
""",
        ("custom-header-not-allowed",),
        (BACKEND,),
    ),
    Thread(
        "Sentry's headers are not allowed",
        "https://github.com/getsentry/sentry-javascript/issues/6077",
        get(headers=(("sentry-trace", "1"), ("baggage", "a=1"))),
        """OPTIONS *
200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Content-Type
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("custom-header-not-allowed",),
        (FRONTEND,),
    ),
    Thread(
        "axios sends the server's headers",
        "https://github.com/axios/axios/issues/3753",
        get(headers=(("Access-Control-Allow-Origin", "*"),)),
        """OPTIONS *
200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Content-Type
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("client-sends-response-headers",),
        (FRONTEND,),
    ),
    Thread(
        "fetch with patch in small letters",
        "https://github.com/JakeChampion/fetch/issues/254",
        get(method="patch"),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET, PATCH
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("method-not-allowed",),
        (FRONTEND,),
    ),
    Thread(
        "a slash at the end of the allowed origin",
        "https://github.com/keycloak/keycloak/issues/25522",
        get(),
        """* *
200 OK
X-Powered-By: Express
Access-Control-Allow-Origin: https://app.example/
Vary: Origin
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "the development server moved to another port",
        "https://github.com/govariantsteam/govariants/issues/156",
        get("http://localhost:8000/items"),
        """* *
200 OK
Server: uvicorn
Access-Control-Allow-Origin: http://localhost:5173
""",
        ("localhost-vs-127",),
        (BACKEND, FRONTEND),
        page=Page(LOCAL),
    ),
    Thread(
        "the list has 127.0.0.1, the page is at localhost",
        "https://github.com/govariantsteam/govariants/pull/235",
        get("http://localhost:8000/items"),
        """* * [Origin: http://127.0.0.1:3000]
200 OK
Access-Control-Allow-Origin: http://127.0.0.1:3000
Vary: Origin
---
* *
200 OK
Vary: Origin
""",
        ("localhost-vs-127",),
        (BACKEND, FRONTEND),
        page=Page(LOCAL),
    ),
    Thread(
        "a wildcard subdomain is sent as it is",
        "https://github.com/may-day/wsgicors/issues/2",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: https://*.app.example
""",
        ("wildcard-subdomain",),
        (BACKEND,),
    ),
    Thread(
        "several origins in one header",
        "https://github.com/cloudendpoints/endpoints-tools/issues/58",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: https://www.example, https://app.example
""",
        ("duplicate-acao",),
        (BACKEND,),
    ),
    Thread(
        "Allow-Headers written as a list in YAML",
        "https://github.com/kubernetes/ingress-nginx/issues/7275",
        post_json(),
        """OPTIONS *
200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: ["Content-Type"]
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("invalid-token-list",),
        (BACKEND,),
    ),
    Thread(
        "no CORS at all: a plain Express application",
        "https://github.com/expressjs/cors/issues/252",
        get(),
        """GET /items
200 OK
X-Powered-By: Express
Content-Type: application/json

[]
---
* *
404 Not Found
X-Powered-By: Express
Content-Type: text/html
""",
        ("no-cors-config",),
        (BACKEND,),
    ),
    Thread(
        "GraphQL: POST of JSON to a server that lists no header",
        "https://github.com/axios/axios/issues/475",
        post_json("https://api.example/graphql"),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: POST
---
* *
400 Bad Request
Access-Control-Allow-Origin: *
""",
        ("json-triggers-preflight", "custom-header-not-allowed"),
        (BACKEND,),
    ),
    Thread(
        "the headers are set in the OPTIONS handler alone",
        "https://github.com/axios/axios/issues/4712",
        post_json(),
        """OPTIONS *
200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Content-Type
---
* *
200 OK
Content-Type: application/json
""",
        ("preflight-only-headers",),
        (BACKEND,),
    ),
)
