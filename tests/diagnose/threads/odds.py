"""Odds and ends: answers that few servers give, and many people have met."""

from __future__ import annotations

from corsac.browser.request import Page
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

ODDS = (
    Thread(
        "HAProxy: no server is up",
        "HAProxy",
        get(),
        """* *
503 Service Unavailable
Cache-Control: no-cache
Content-Type: text/html

<html><body><h1>503 Service Unavailable</h1>
No server is available to handle this request.
</body></html>
""",
        ("proxy-error-without-cors",),
        (PROXY,),
    ),
    Thread(
        "Envoy's RBAC refuses the preflight",
        "Envoy",
        post_json(),
        """OPTIONS *
403 Forbidden
Server: envoy
Content-Type: text/plain

RBAC: access denied
---
* *
200 OK
Server: envoy
Access-Control-Allow-Origin: *
""",
        ("preflight-auth-401",),
        (PROXY,),
    ),
    Thread(
        "oauth2-proxy shows its sign-in page to the preflight",
        "oauth2-proxy",
        post_json(),
        """* *
403 Forbidden
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html><head><title>Sign In</title></head>
<body><form method="GET" action="/oauth2/start"><button>Sign in with OpenID Connect</button></form>
</body></html>
""",
        ("preflight-auth-401",),
        (PROXY, BACKEND, UNKNOWN),
    ),
    Thread(
        "Caddy: the upstream is down",
        "Caddy",
        get(),
        """* *
502 Bad Gateway
Server: Caddy
""",
        ("proxy-error-without-cors",),
        (PROXY,),
    ),
    Thread(
        "Node: 431, the cookies are too large",
        "Node.js",
        get(),
        """GET /items
431 Request Header Fields Too Large
Connection: close
---
* *
404 Not Found
Access-Control-Allow-Origin: *
""",
        ("error-hides-behind-cors", "proxy-error-without-cors"),
        (BACKEND, PROXY),
    ),
    Thread(
        "Laravel: 419 to the POST",
        "Laravel",
        post_json(),
        _PASS
        + """POST *
419 unknown status
Server: nginx
X-Powered-By: PHP/8.2
Content-Type: text/html

<title>Page Expired</title>
---
* *
200 OK
Server: nginx
X-Powered-By: PHP/8.2
Access-Control-Allow-Origin: https://app.example
""",
        ("error-hides-behind-cors",),
        (BACKEND,),
        options=_SEND,
    ),
    Thread(
        "Azure API Management has no OPTIONS operation",
        "Azure API Management",
        post_json(),
        """OPTIONS *
404 Resource Not Found
Content-Type: application/json

{ "statusCode": 404, "message": "Resource not found" }
---
* *
401 Access Denied
WWW-Authenticate: AzureApiManagementKey realm="https://api.example"
Content-Type: application/json

{ "statusCode": 401, "message": "Access denied due to missing subscription key." }
""",
        ("preflight-route-404-405",),
        (PROXY, BACKEND),
    ),
    Thread(
        "Google Cloud Storage: no CORS configuration",
        "Google Cloud Storage",
        get("https://storage.googleapis.com/files/a.json"),
        """GET /files/a.json
200 OK
Server: UploadServer
X-GUploader-UploadID: 1
Content-Type: application/json

{}
---
* *
404 Not Found
Server: UploadServer
Content-Type: application/xml

<Error><Code>NoSuchKey</Code></Error>
""",
        ("no-cors-config",),
        (BACKEND,),
    ),
    Thread(
        "Azure Blob Storage refuses the preflight",
        "Azure Storage",
        get("https://x.blob.core.windows.net/files/a", method="PUT"),
        """OPTIONS *
403 CORS not enabled or no matching rule found for this request.
Server: Windows-Azure-Blob/1.0
Content-Type: application/xml

<Error><Code>CorsPreflightFailure</Code><Message>CORS not enabled or no matching rule found for
this request.</Message></Error>
---
* *
404 Not Found
Server: Windows-Azure-Blob/1.0
""",
        ("origin-typo", "no-cors-config"),
        (BACKEND,),
    ),
    Thread(
        "Elasticsearch without http.cors",
        "Elasticsearch",
        post_json("http://localhost:9200/_search"),
        """* //localhost:3000/_search
404 Not Found
Content-Type: text/html
---
OPTIONS *
200 OK
Allow: GET,POST
Content-Length: 0
---
* *
200 OK
X-elastic-product: Elasticsearch
Content-Type: application/json

{}
""",
        ("no-cors-config",),
        (BACKEND,),
        page=Page(LOCAL),
    ),
    Thread(
        "Keycloak: web origins are empty",
        "Keycloak",
        get("https://id.example/realms/x/protocol/openid-connect/userinfo"),
        """* *
200 OK
Content-Type: application/json
Cache-Control: no-store

{}
""",
        ("no-cors-config", "origin-typo"),
        (BACKEND,),
    ),
    Thread(
        "the token's time is over: 401 without headers",
        "hand-written",
        with_token(),
        _PASS
        + """GET *
401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token"
""",
        ("error-hides-behind-cors",),
        (BACKEND,),
    ),
    Thread(
        "the session is over: a redirect to the login of the same host",
        "Spring Security",
        get(credentials="include"),
        """GET /items
302 Found
Location: https://api.example/login
Set-Cookie: JSESSIONID=1; Path=/; HttpOnly
---
* *
200 OK
Content-Type: text/html
""",
        ("redirect-to-login",),
        (BACKEND,),
    ),
    Thread(
        "the header is there, and empty",
        "hand-written",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: undefined
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "null is allowed, and no page has it",
        "hand-written",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: null
""",
        ("origin-typo", "null-origin"),
        (BACKEND,),
    ),
    Thread(
        "a path stands in the allowed origin",
        "hand-written",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: https://app.example/index.html
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "http is listed, the page is at https",
        "hand-written",
        get(),
        """* *
200 OK
Access-Control-Allow-Origin: http://app.example
""",
        ("origin-typo",),
        (BACKEND,),
    ),
    Thread(
        "a preflight that hangs",
        "hand-written",
        post_json(),
        """OPTIONS *
! timeout
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("server-unreachable",),
        (BACKEND, PROXY, UNKNOWN),
    ),
    Thread(
        "https on a port that speaks http",
        "development",
        get("https://localhost:8000/items"),
        """* //localhost:8000
! tls-plain-http
---
* *
! tls-plain-http
""",
        ("tls-certificate",),
        (FRONTEND, BACKEND),
        page=Page(LOCAL),
    ),
    Thread(
        "X-Requested-With, as jQuery and axios add it",
        "jQuery",
        get(headers=(("X-Requested-With", "XMLHttpRequest"),)),
        """OPTIONS *
200 OK
Access-Control-Allow-Origin: *
---
* *
200 OK
Access-Control-Allow-Origin: *
""",
        ("custom-header-not-allowed",),
        (BACKEND, FRONTEND),
    ),
    Thread(
        "Flask on Cloud Run has no such route: its 404 looks like the platform's",
        "Cloud Run",
        post_json(),
        """* *
404 Not Found
Server: Google Frontend
Content-Type: text/html; charset=utf-8

<!doctype html><title>404 Not Found</title><h1>Not Found</h1>
""",
        ("preflight-route-404-405",),
        (BACKEND,),
    ),
    Thread(
        "S3: the bucket refuses this method",
        "S3",
        get("https://files.s3.eu-west-1.amazonaws.com/a", method="PUT"),
        """OPTIONS *
403 Forbidden
Server: AmazonS3
Content-Type: application/xml

<Error><Code>AccessForbidden</Code><Message>CORSResponse: This CORS request is not allowed. This is
usually because the evalution of Origin, request method / Access-Control-Request-Method or
Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.</Message></Error>
---
* *
403 Forbidden
Server: AmazonS3
""",
        ("s3-presigned-region", "method-not-allowed", "origin-typo"),
        (BACKEND,),
    ),
)
