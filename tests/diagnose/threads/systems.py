"""What well-known systems answer when they are set up wrongly, by their documentation."""

from __future__ import annotations

from corsac.browser.request import Api, Page, PageRequest
from corsac.diagnose.options import Options
from tests.diagnose.threads.thread import (
    BACKEND,
    FRONTEND,
    LOCAL,
    PROXY,
    UNKNOWN,
    Thread,
    get,
    post_json,
    with_token,
)

_SEND = Options(send=True)
_PASS = """OPTIONS *
204 No Content
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Methods: GET, POST, PUT
Access-Control-Allow-Headers: content-type, authorization
Access-Control-Max-Age: 600
Vary: Origin
---
"""

SYSTEMS = (
    Thread(
        "CloudFront's behaviour allows GET and HEAD only",
        "CloudFront",
        post_json(),
        """OPTIONS *
403 Forbidden
Server: CloudFront
X-Cache: Error from cloudfront
Content-Type: text/html

<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1>
This distribution is not configured to allow the HTTP request method that was used for this request.
The distribution supports only cachable requests.</BODY></HTML>
---
GET *
200 OK
Via: 1.1 abc.cloudfront.net (CloudFront)
Access-Control-Allow-Origin: *
""",
        ("preflight-route-404-405",),
        (PROXY,),
    ),
    Thread(
        "AWS WAF blocks at the load balancer",
        "AWS WAF",
        post_json(),
        """* *
403 Forbidden
Server: awselb/2.0
Content-Type: text/html

<html>
<head><title>403 Forbidden</title></head>
<body><center><h1>403 Forbidden</h1></center></body>
</html>
""",
        ("cloudflare-access-waf",),
        (PROXY,),
    ),
    Thread(
        "Cloudflare's firewall rule 1020",
        "Cloudflare",
        get(),
        """* *
403 Forbidden
Server: cloudflare
CF-RAY: 8
Content-Type: text/plain

error code: 1020
""",
        ("cloudflare-access-waf",),
        (PROXY,),
    ),
    Thread(
        "Imperva's block page",
        "Imperva",
        post_json(),
        """* *
403 Forbidden
X-Iinfo: 8-1-0 NNNN
Content-Type: text/html

<html><head><META NAME="robots" CONTENT="noindex,nofollow"></head>
<body><iframe src="/_Incapsula_Resource?x=1"></iframe></body></html>
""",
        ("cloudflare-access-waf",),
        (PROXY,),
    ),
    Thread(
        "nginx: return 204 in an if block, the add_header lines are outside",
        "nginx",
        post_json(),
        """OPTIONS *
204 No Content
Server: nginx/1.24.0
---
GET *
200 OK
Server: nginx/1.24.0
Access-Control-Allow-Origin: https://app.example
""",
        ("nginx-add-header",),
        (PROXY,),
    ),
    Thread(
        "Tomcat's filter refuses the origin with a bare 403, and answers without Origin",
        "Tomcat",
        get(),
        """* * [no Origin]
200 OK
Content-Type: application/json

[]
---
* *
403 Forbidden
Content-Length: 0
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "ASP.NET Core: authorization before CORS",
        "ASP.NET Core",
        with_token(),
        """OPTIONS *
401 Unauthorized
Server: Kestrel
WWW-Authenticate: Bearer
---
GET *
401 Unauthorized
Server: Kestrel
WWW-Authenticate: Bearer
""",
        ("preflight-auth-401",),
        (BACKEND,),
    ),
    Thread(
        "Starlette refuses a header",
        "Starlette",
        with_token(),
        """OPTIONS *
400 Bad Request
Server: uvicorn
Vary: Origin
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Methods: GET, POST
Access-Control-Allow-Headers: Accept, Accept-Language, Content-Language, Content-Type

Disallowed CORS headers
---
GET *
200 OK
Server: uvicorn
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("custom-header-not-allowed",),
        (BACKEND,),
    ),
    Thread(
        "Django answers 403 CSRF to the POST itself",
        "Django",
        post_json(),
        _PASS
        + """POST *
403 Forbidden
Server: WSGIServer/0.2 CPython/3.11
Content-Type: text/html

<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>
---
* *
200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("error-hides-behind-cors",),
        (BACKEND,),
        options=_SEND,
    ),
    Thread(
        "Rails: no route for OPTIONS",
        "Rails",
        post_json(),
        """OPTIONS *
404 Not Found
Content-Type: text/html; charset=UTF-8
X-Request-Id: 1
X-Runtime: 0.01
---
GET *
200 OK
Access-Control-Allow-Origin: *
X-Request-Id: 2
X-Runtime: 0.01
""",
        ("preflight-route-404-405",),
        (BACKEND,),
    ),
    Thread(
        "the origin in quotation marks, out of an environment file",
        "environment files",
        get(),
        """* *
200 OK
X-Powered-By: Express
Access-Control-Allow-Origin: "https://app.example"
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "the origin without a scheme",
        "environment files",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: app.example
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "two origins with a semicolon between them",
        "environment files",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: https://app.example;https://www.example
""",
        ("duplicate-acao", "origin-typo"),
        (BACKEND,),
    ),
    Thread(
        "Python's str(True)",
        "Python",
        get(credentials="include"),
        """* *
200 OK
Server: Werkzeug/3.0.1 Python/3.11.7
Access-Control-Allow-Origin: {origin}
Access-Control-Allow-Credentials: True
Vary: Origin
""",
        ("acac-missing",),
        (BACKEND,),
    ),
    Thread(
        "two layers say true",
        "nginx and an application",
        get(credentials="include"),
        """* *
200 OK
Server: nginx
Access-Control-Allow-Origin: {origin}
Access-Control-Allow-Credentials: true
Access-Control-Allow-Credentials: true
Vary: Origin
""",
        ("acac-missing", "duplicate-acao"),
        (BACKEND, PROXY),
    ),
    Thread(
        "methods in small letters",
        "hand-written",
        get(method="PUT"),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: get, put
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("method-not-allowed",),
        (BACKEND,),
    ),
    Thread(
        "Allow-Header, without the s",
        "hand-written",
        with_token(),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Header: Authorization
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("header-misspelt",),
        (BACKEND,),
    ),
    Thread(
        "Allow-Method, without the s",
        "hand-written",
        get(method="DELETE"),
        """OPTIONS *
204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Method: GET, DELETE
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("header-misspelt",),
        (BACKEND,),
    ),
    Thread(
        "the server hangs up on OPTIONS",
        "hand-written",
        post_json(),
        """OPTIONS *
! closed
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("server-unreachable",),
        (BACKEND, PROXY, UNKNOWN),
    ),
    Thread(
        "the page sits at www, the list has the bare domain",
        "exact lists",
        get(),
        """* * [Origin: https://app.example]
200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
---
* *
200 OK
Content-Type: application/json
""",
        ("origin-typo",),
        (BACKEND,),
        page=Page("https://www.app.example"),
    ),
    Thread(
        "a static site answers everything with its index page",
        "single-page hosting",
        get(),
        """* *
200 OK
Content-Type: text/html; charset=UTF-8

<!doctype html><div id=root></div>
""",
        ("no-cors-config",),
        (BACKEND,),
    ),
    Thread(
        "an HTTP redirect to https without a header",
        "http servers",
        get("http://api.example/items"),
        """GET //api.example
301 Moved Permanently
Server: nginx
Location: https://api.example/items
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("framework-order", "preflight-redirect", "nginx-add-header"),
        (FRONTEND, PROXY, UNKNOWN, BACKEND),
        page=Page("http://app.example"),
    ),
    Thread(
        "nginx does not pass the upgrade on: the WebSocket gets 400",
        "nginx",
        PageRequest("wss://api.example/live", api=Api.WEBSOCKET),
        """* *
400 Bad Request
Server: nginx/1.24.0
Content-Type: application/json

{"code":3,"message":"Bad request"}
""",
        ("websocket-refused",),
        (BACKEND, PROXY),
    ),
    Thread(
        "a WebSocket that opens for anybody",
        "hand-written",
        PageRequest("wss://api.example/live", api=Api.WEBSOCKET),
        """* *
101 Switching Protocols
""",
        ("websocket-origin-unchecked",),
        (BACKEND,),
    ),
    Thread(
        "EventSource with credentials and a star",
        "hand-written",
        PageRequest("https://api.example/events", api=Api.EVENTSOURCE, with_credentials=True),
        """* *
200 OK
Content-Type: text/event-stream
Access-Control-Allow-Origin: *
""",
        ("wildcard-credentials",),
        (BACKEND,),
    ),
    Thread(
        "Vercel: the deployment is not there",
        "Vercel",
        post_json(),
        """* *
404 Not Found
Server: Vercel
x-vercel-error: DEPLOYMENT_NOT_FOUND
Content-Type: text/plain; charset=utf-8

The deployment could not be found on Vercel.
""",
        ("function-not-deployed",),
        (BACKEND,),
    ),
    Thread(
        "Vercel: the function crashes",
        "Vercel",
        get(),
        """* *
500 Internal Server Error
Server: Vercel
x-vercel-error: FUNCTION_INVOCATION_FAILED
Content-Type: text/plain; charset=utf-8

A server error has occurred
""",
        ("error-hides-behind-cors",),
        (BACKEND,),
    ),
    Thread(
        "the proxy of a development server is bypassed on a POST",
        "webpack-dev-server",
        post_json("http://localhost:8080/api/save"),
        """OPTIONS *
405 Method Not Allowed
Allow: POST
---
* //localhost:3000/api/save
405 Method Not Allowed
Content-Type: application/json
Allow: POST

{}
---
* *
405 Method Not Allowed
Content-Type: application/json
Allow: POST

{}
""",
        ("dev-proxy-missing-in-prod", "preflight-route-404-405", "no-cors-config"),
        (FRONTEND, BACKEND),
        page=Page(LOCAL),
    ),
)
