"""Threads about the page's side: where it is from, what it asks for, cookies, networks."""

from __future__ import annotations

from corsac.browser.request import Api, Page, PageRequest
from tests.diagnose.threads.thread import (
    API,
    APP,
    BACKEND,
    FRONTEND,
    LOCAL,
    NETWORK,
    UNKNOWN,
    USER,
    Thread,
    get,
    with_token,
)

_CREDENTIALS = """200 OK
Access-Control-Allow-Origin: {origin}
Access-Control-Allow-Credentials: true
Vary: Origin
"""

PAGES = (
    Thread(
        "a file:// page and a server with a list",
        "https://github.com/sdlime/mvt-demo/issues/7",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("null-origin",),
        (FRONTEND,),
        page=Page(APP, "sandbox"),
    ),
    Thread(
        "a redirect to another origin makes Origin null",
        "https://github.com/adamchainz/django-cors-headers/issues/267",
        get(),
        """* //api.example/items
302 Found
Access-Control-Allow-Origin: https://app.example
Vary: Origin
Location: https://files.test/items
---
* *
200 OK
Access-Control-Allow-Origin: https://app.example
""",
        ("redirect-null-origin",),
        (BACKEND,),
    ),
    Thread(
        "an https page asks http",
        "https://developer.mozilla.org/docs/Web/Security/Mixed_content",
        get("http://api.example/items"),
        """* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("mixed-content",),
        (FRONTEND,),
    ),
    Thread(
        "the back end is not running",
        "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed",
        get("http://localhost:8000/items"),
        """* *
! refused
""",
        ("server-unreachable",),
        (BACKEND, NETWORK, FRONTEND, UNKNOWN),
        page=Page(LOCAL),
    ),
    Thread(
        "a self-signed certificate",
        "https://github.com/sillsdev/TheCombine/issues/83",
        get("https://localhost:5001/items"),
        """* *
! tls-self-signed
""",
        ("tls-certificate",),
        (BACKEND,),
        page=Page(LOCAL),
    ),
    Thread(
        "a session cookie of another site",
        "https://github.com/GitMetricsLab/github_tracker/issues/678",
        get("https://api.test/login", credentials="include"),
        "* *\n" + _CREDENTIALS + "Set-Cookie: sid=1; Path=/; HttpOnly\n",
        ("cookie-not-sent",),
        (BACKEND,),
    ),
    Thread(
        "SameSite=None without Secure",
        "https://github.com/souma9830/SnapPass-AI/issues/368",
        get("https://api.test/login", credentials="include"),
        "* *\n" + _CREDENTIALS + "Set-Cookie: sid=1; SameSite=None\n",
        ("cookie-not-sent",),
        (BACKEND,),
    ),
    Thread(
        "the login is asked without credentials",
        "https://github.com/whatwg/fetch/issues/769",
        get("https://api.test/login"),
        "* *\n" + _CREDENTIALS + "Set-Cookie: sid=1; SameSite=None; Secure\n",
        ("cookie-not-sent",),
        (FRONTEND,),
    ),
    Thread(
        "X-Total-Count can't be read",
        "https://github.com/axios/axios/issues/895",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: *
X-Total-Count: 42
""",
        ("expose-headers",),
        (BACKEND,),
    ),
    Thread(
        "mode no-cors as a cure",
        "https://github.com/whatwg/fetch/issues/994",
        get(mode="no-cors"),
        """* *
200 OK
Content-Type: text/plain
""",
        ("opaque-no-cors",),
        (FRONTEND,),
    ),
    Thread(
        "helmet's Cross-Origin-Resource-Policy",
        "https://github.com/helmetjs/helmet/issues/343",
        PageRequest("https://api.example/photo.png", api=Api.IMG),
        """* *
200 OK
X-Powered-By: Express
Cross-Origin-Resource-Policy: same-origin
Content-Type: image/png
""",
        ("corp-not-cors",),
        (BACKEND,),
    ),
    Thread(
        "a production page that asks localhost",
        "https://github.com/postmanlabs/postman-app-support/issues/13877",
        get("http://localhost:8000/items"),
        """* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("local-network-access",),
        (USER, FRONTEND),
    ),
    Thread(
        "a WebSocket that is for its own site only",
        "https://github.com/socketio/socket.io/issues/2740",
        PageRequest("wss://api.example/live", api=Api.WEBSOCKET),
        """* * [Origin: https://api.example]
101 Switching Protocols
---
* *
403 Forbidden
""",
        ("websocket-refused",),
        (BACKEND,),
    ),
    Thread(
        "Authorization under a star",
        "https://github.com/pyrates/roll/issues/79",
        with_token(),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: *
Access-Control-Max-Age: 600
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("authorization-not-covered-by-star",),
        (BACKEND,),
    ),
    Thread(
        "stars and cookies in the preflight's lists",
        "https://github.com/whatwg/fetch/issues/251",
        get(method="PUT", credentials="include"),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Credentials: true
Access-Control-Allow-Methods: *
---
* *
"""
        + _CREDENTIALS,
        ("star-literal-with-credentials",),
        (BACKEND,),
    ),
    Thread(
        "Spring behind a proxy refuses its own origin",
        "https://github.com/spring-projects/spring-boot/issues/10965",
        get("https://app.example/items"),
        """* *
403 Forbidden
Vary: Origin

Invalid CORS request
""",
        ("same-origin-rejected",),
        (BACKEND,),
    ),
    Thread(
        "the page's list has Vite's own server behind it",
        "https://github.com/laravel/vite-plugin/pull/318",
        PageRequest("http://localhost:5173/@vite/client", api=Api.MODULE),
        """* *
200 OK
Vary: Origin
Content-Type: text/javascript
""",
        ("vite-dev-cors-tightened",),
        (FRONTEND,),
        page=Page("http://shop.test"),
    ),
    Thread(
        "laravel-cors adds Vary only when it matched",
        "https://github.com/fruitcake/laravel-cors/issues/321",
        get(),
        """* * [Origin: https://app.example]
200 OK
Access-Control-Allow-Origin: https://app.example
Cache-Control: public, max-age=60
---
* *
200 OK
Cache-Control: public, max-age=60
""",
        ("cache-without-vary",),
        (BACKEND,),
    ),
    Thread(
        "a preflight that is kept for a year",
        "https://github.com/theopensystemslab/planx-new/pull/6451",
        get(API, method="GET", headers=(("X-Trace", "1"),)),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: x-trace
Access-Control-Max-Age: 31536000
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("stale-preflight-cache",),
        (BACKEND,),
    ),
)
