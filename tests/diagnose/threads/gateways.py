"""Threads about proxies, gateways, caches and platforms in front of an application."""

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
_OK = """GET *
200 OK
Access-Control-Allow-Origin: https://app.example
Vary: Origin
"""
LET_IN = """OPTIONS *
204 No Content
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Methods: GET, POST, PUT
Access-Control-Allow-Headers: content-type, authorization
Access-Control-Max-Age: 600
Vary: Origin
---
"""
_NGINX = "Server: nginx/1.24.0\nContent-Type: text/html"

GATEWAYS = (
    Thread(
        "nginx: 413, the upload never reached Laravel",
        "https://github.com/fruitcake/laravel-cors/issues/306",
        post_json(),
        LET_IN
        + f"""POST *
413 Request Entity Too Large
{_NGINX}

<html><head><title>413 Request Entity Too Large</title></head><body>
<center><h1>413 Request Entity Too Large</h1></center>
<hr><center>nginx/1.24.0</center></body></html>
---
{_OK}""",
        ("proxy-error-without-cors", "nginx-add-header"),
        (PROXY,),
        options=_SEND,
    ),
    Thread(
        "nginx: 502, the application is down",
        "https://github.com/kubernetes/ingress-nginx/issues/2134",
        get(),
        f"""* *
502 Bad Gateway
{_NGINX}

<html><head><title>502 Bad Gateway</title></head><body>
<center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.24.0</center></body></html>
""",
        ("proxy-error-without-cors",),
        (PROXY,),
    ),
    Thread(
        "an ingress answers 504 to a slow request",
        "https://github.com/emissary-ingress/emissary/issues/2030",
        get("https://api.example/slow"),
        """GET /slow
504 Gateway Timeout
Server: envoy
Content-Type: text/plain

upstream request timeout
---
* *
404 Not Found
Server: envoy
Access-Control-Allow-Origin: https://app.example
Vary: Origin
""",
        ("proxy-error-without-cors",),
        (PROXY,),
    ),
    Thread(
        "a rate limit of the CDN's: 429",
        "https://github.com/modrinth/code/issues/2591",
        get(),
        """GET /items
429 Too Many Requests
Server: cloudflare
Content-Type: text/html

error code: 1015
---
* *
404 Not Found
Server: cloudflare
Access-Control-Allow-Origin: *
""",
        ("proxy-error-without-cors",),
        (PROXY,),
    ),
    Thread(
        "Heroku's router: H12, 503",
        "https://devcenter.heroku.com/articles/error-codes",
        get(),
        """* *
503 Service Unavailable
Server: Heroku
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html><head><title>Application Error</title></head><body>
<iframe src="//www.herokucdn.com/error-pages/application-error.html"></iframe></body></html>
""",
        ("proxy-error-without-cors",),
        (PROXY,),
    ),
    Thread(
        "nginx's add_header without always: a 404 of its own",
        "https://github.com/kubernetes/ingress-nginx/issues/9009",
        get(),
        f"""GET /items
404 Not Found
{_NGINX}

<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center>
<hr><center>nginx/1.24.0</center></body></html>
---
* *
200 OK
Server: nginx/1.24.0
Access-Control-Allow-Origin: *
""",
        ("nginx-add-header",),
        (PROXY,),
    ),
    Thread(
        "nginx and Express both add the header",
        "https://github.com/expressjs/cors/issues/145",
        get(),
        """* *
200 OK
Server: nginx/1.18.0
X-Powered-By: Express
Access-Control-Allow-Origin: *
Access-Control-Allow-Origin: *
""",
        ("duplicate-acao",),
        (PROXY,),
    ),
    Thread(
        "nginx adds a star behind rack-cors' own origin",
        "https://github.com/cyu/rack-cors/issues/162",
        get(credentials="include"),
        """* *
200 OK
Server: nginx/1.18.0
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
""",
        ("duplicate-acao",),
        (PROXY,),
    ),
    Thread(
        "Apache merges two values into one line",
        "https://github.com/nginx-proxy/nginx-proxy/issues/1333",
        get(),
        """* *
200 OK
Server: Apache/2.4.57 (Debian)
Access-Control-Allow-Origin: *, *
""",
        ("duplicate-acao",),
        (PROXY,),
    ),
    Thread(
        "IIS: the OPTIONS handler answers 405",
        "https://devio.wordpress.com/2016/04/08/enabling-cors-in-iis7-web-application/",
        post_json(),
        """OPTIONS *
405 Method Not Allowed
Allow: GET, HEAD, OPTIONS, TRACE
Server: Microsoft-IIS/10.0
X-Powered-By: ASP.NET
Content-Type: text/html
---
GET *
200 OK
Server: Microsoft-IIS/10.0
X-Powered-By: ASP.NET
Access-Control-Allow-Origin: *
""",
        ("preflight-route-404-405",),
        (BACKEND, PROXY),
    ),
    Thread(
        "IIS answers OPTIONS 200 itself, without a header",
        "http://www.cesarafonso.pt/2015/02/webapi-with-cors-iis-intercepts-options.html",
        post_json(),
        """OPTIONS *
200 OK
Allow: OPTIONS, TRACE, GET, HEAD, POST
Public: OPTIONS, TRACE, GET, HEAD, POST
Server: Microsoft-IIS/8.5
---
GET *
200 OK
Server: Microsoft-IIS/8.5
Access-Control-Allow-Origin: *
""",
        ("preflight-route-404-405",),
        (BACKEND, PROXY),
    ),
    Thread(
        "Kong: no route for OPTIONS",
        "https://github.com/Kong/kong/issues/4859",
        post_json(),
        """OPTIONS *
404 Not Found
Server: kong/1.2.1
Content-Type: application/json; charset=utf-8

{"message":"no Route matched with those values"}
---
GET *
200 OK
Via: kong/1.2.1
Access-Control-Allow-Origin: *
""",
        ("preflight-route-404-405",),
        (PROXY, BACKEND),
    ),
    Thread(
        "Traefik: the rule lacks OPTIONS",
        "https://github.com/traefik/traefik/issues/5101",
        post_json(),
        """OPTIONS *
404 Not Found
Content-Type: text/plain; charset=utf-8
X-Content-Type-Options: nosniff

404 page not found
---
GET *
200 OK
Access-Control-Allow-Origin: *
""",
        ("preflight-route-404-405",),
        (BACKEND, PROXY),
    ),
    Thread(
        "Traefik answers the preflight 200, and empty",
        "https://github.com/traefik/traefik/issues/6665",
        with_token(),
        """OPTIONS *
200 OK
---
GET *
200 OK
Access-Control-Allow-Origin: https://app.example
""",
        ("preflight-route-404-405",),
        (BACKEND,),
    ),
    Thread(
        "http to https: the preflight is redirected",
        "https://github.com/dotnet/aspnetcore/issues/36542",
        post_json("http://api.example/items"),
        """OPTIONS //api.example
307 Temporary Redirect
Location: https://api.example/items
Server: Kestrel
---
* *
200 OK
Access-Control-Allow-Origin: http://app.example
Access-Control-Allow-Headers: content-type
""",
        ("preflight-redirect",),
        (FRONTEND, BACKEND),
        page=Page("http://app.example"),
    ),
    Thread(
        "www is put before the host",
        "https://github.com/gbif/registry/issues/94",
        post_json(),
        """OPTIONS *
301 Moved Permanently
Location: https://www.api.example/items
---
* *
200 OK
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Headers: content-type
""",
        ("preflight-redirect",),
        (FRONTEND, BACKEND),
    ),
    Thread(
        "Cloudflare's challenge answers the preflight",
        "https://github.com/cloudflare/cloudflare-docs/pull/14333",
        post_json(),
        """* *
403 Forbidden
Server: cloudflare
cf-mitigated: challenge
Content-Type: text/html; charset=UTF-8

<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>
""",
        ("cloudflare-access-waf",),
        (PROXY,),
    ),
    Thread(
        "Cloudflare Access redirects the preflight to its login",
        "https://github.com/cloudflare/cloudflare-docs/pull/11753",
        with_token(),
        """* *
302 Found
Server: cloudflare
Location: https://team.cloudflareaccess.com/cdn-cgi/access/login/api.example
""",
        ("cloudflare-access-waf",),
        (PROXY,),
    ),
    Thread(
        "oauth2-proxy sends the expired session to the identity provider",
        "https://github.com/oauth2-proxy/oauth2-proxy/issues/987",
        get(credentials="include"),
        """GET /items
302 Found
Location: https://login.example/oauth2/authorize?client_id=1&response_type=code
---
* *
200 OK
Content-Type: text/html
""",
        ("redirect-to-login",),
        (BACKEND, PROXY),
    ),
    Thread(
        "ngrok's warning page in place of the API",
        "https://github.com/inconshreveable/ngrok/issues/874",
        get("https://1a2b.ngrok-free.app/surveys"),
        """GET *
200 OK
ngrok-error-code: ERR_NGROK_6024
Content-Type: text/html

<!DOCTYPE html><html><head></head><body>ERR_NGROK_6024</body></html>
""",
        ("cloudflare-access-waf",),
        (PROXY, FRONTEND),
    ),
    Thread(
        "the page goes past its development server's proxy",
        "https://github.com/react/create-react-app/issues/586",
        get("http://localhost:8000/api/items"),
        """* //localhost:3000/api/items
200 OK
X-Powered-By: Express
Content-Type: application/json; charset=utf-8

[]
---
* //localhost:8000/api/items
200 OK
Content-Type: application/json

[]
---
* *
404 Not Found
""",
        ("dev-proxy-missing-in-prod",),
        (FRONTEND,),
        page=Page(LOCAL),
    ),
    Thread(
        "a 401 behind a proxy that names itself only",
        "https://github.com/pomerium/pomerium/issues/78",
        post_json(),
        """OPTIONS *
401 Unauthorized
Server: envoy
---
* *
401 Unauthorized
Server: envoy
""",
        ("preflight-auth-401",),
        (PROXY, BACKEND, UNKNOWN),
    ),
)
