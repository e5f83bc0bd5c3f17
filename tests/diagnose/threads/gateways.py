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
_LET_IN = """OPTIONS *
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
        _LET_IN
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
        "API Gateway: the path does not exist",
        "https://github.com/aws/serverless-application-model/issues/1178",
        post_json("https://a1.execute-api.eu-west-1.amazonaws.com/prod/itemz"),
        """* *
403 Forbidden
x-amzn-RequestId: 4f1b
x-amzn-ErrorType: MissingAuthenticationTokenException
x-amz-apigw-id: A1=
Content-Type: application/json

{"message":"Missing Authentication Token"}
""",
        ("api-gateway-lambda",),
        (BACKEND,),
    ),
    Thread(
        "API Gateway: the authorizer's 401 has no headers",
        "https://github.com/serverless/serverless/issues/4994",
        with_token("https://a1.execute-api.eu-west-1.amazonaws.com/prod/items"),
        _LET_IN
        + """GET *
401 Unauthorized
x-amzn-RequestId: 4f1b
x-amzn-ErrorType: UnauthorizedException
x-amz-apigw-id: A1=
Content-Type: application/json

{"message":"Unauthorized"}
""",
        ("api-gateway-lambda",),
        (BACKEND,),
    ),
    Thread(
        "Lambda behind proxy integration returns no headers",
        "https://github.com/serverless/serverless/issues/4225",
        post_json("https://a1.execute-api.eu-west-1.amazonaws.com/prod/items"),
        _LET_IN
        + """* *
200 OK
x-amzn-RequestId: 4f1b
x-amz-apigw-id: A1=
X-Amzn-Trace-Id: Root=1
Content-Type: application/json

{}
""",
        ("api-gateway-lambda", "preflight-only-headers"),
        (BACKEND,),
        options=_SEND,
    ),
    Thread(
        "Lambda crashes: the gateway's 502",
        "https://github.com/aws/serverless-application-model/issues/2498",
        get("https://a1.execute-api.eu-west-1.amazonaws.com/prod/items"),
        """* *
502 Bad Gateway
x-amzn-RequestId: 4f1b
x-amzn-ErrorType: InternalServerErrorException
x-amz-apigw-id: A1=
Content-Type: application/json

{"message": "Internal server error"}
""",
        ("api-gateway-lambda", "proxy-error-without-cors"),
        (BACKEND, PROXY),
    ),
    Thread(
        "S3: the bucket has no CORS configuration",
        "https://github.com/transloadit/uppy/issues/713",
        get("https://files.s3.amazonaws.com/a", method="PUT"),
        """OPTIONS *
403 Forbidden
Server: AmazonS3
Content-Type: application/xml

<?xml version="1.0"?><Error><Code>AccessForbidden</Code>
<Message>CORSResponse: CORS is not enabled for this bucket.</Message></Error>
---
GET *
403 Forbidden
Server: AmazonS3
Content-Type: application/xml

<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>
""",
        ("s3-presigned-region",),
        (BACKEND,),
    ),
    Thread(
        "S3: the global host redirects to the region",
        "https://github.com/boto/boto3/issues/421",
        get("https://files.s3.amazonaws.com/a", method="PUT"),
        """* //files.s3.amazonaws.com/a
307 Temporary Redirect
Server: AmazonS3
x-amz-bucket-region: eu-central-1
Location: https://files.s3.eu-central-1.amazonaws.com/a

<?xml version="1.0"?><Error><Code>TemporaryRedirect</Code></Error>
---
* *
403 Forbidden
Server: AmazonS3
""",
        ("s3-presigned-region",),
        (BACKEND,),
    ),
    Thread(
        "CloudFront does not forward Origin: the first page's answer stays",
        "https://kahwee.com/2016/how-to-make-vary-origin-in-aws-s3",
        get("https://cdn.example/font.woff2"),
        """GET /font.woff2
200 OK
Server: AmazonS3
Via: 1.1 abc.cloudfront.net (CloudFront)
X-Cache: Hit from cloudfront
Age: 300
Access-Control-Allow-Origin: https://www.example
---
GET *
200 OK
Server: AmazonS3
Via: 1.1 abc.cloudfront.net (CloudFront)
X-Cache: Miss from cloudfront
Access-Control-Allow-Origin: https://app.example
""",
        ("cache-without-vary",),
        (PROXY,),
    ),
    Thread(
        "a cached answer without the header, from an image without crossorigin",
        "https://chaoting.tw/2025/07/15/en/fix-cors-error",
        get("https://cdn.example/photo.jpg"),
        """GET /photo.jpg
200 OK
X-Cache: HIT
Age: 12
Content-Type: image/jpeg
---
GET *
200 OK
X-Cache: MISS
Content-Type: image/jpeg
Access-Control-Allow-Origin: *
""",
        ("cache-without-vary",),
        (PROXY,),
    ),
    Thread(
        "a Cloud Function that only members may invoke",
        "https://github.com/firebase/firebase-functions/issues/645",
        post_json("https://us-central1-x.cloudfunctions.net/save"),
        """* *
403 Forbidden
Server: Google Frontend
Content-Type: text/html; charset=UTF-8

<html><head><title>403 Forbidden</title></head><body><h1>Error: Forbidden</h1>
<h2>Your client does not have permission to get URL <code>/save</code>.</h2></body></html>
""",
        ("function-not-deployed",),
        (BACKEND,),
    ),
    Thread(
        "a function that crashes at import: 500 of Google's",
        "https://github.com/firebase/firebase-js-sdk/issues/6182",
        get("https://us-central1-x.cloudfunctions.net/save"),
        """* *
500 Internal Server Error
Server: Google Frontend
Content-Type: text/plain; charset=UTF-8

Internal Server Error
""",
        ("error-hides-behind-cors", "proxy-error-without-cors"),
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
