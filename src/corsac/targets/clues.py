"""What gives a system away: headers and pages that it sends without being asked.

Every clue was seen on the system itself or stands in its documentation. A clue is weak where other
systems show it too: then its confidence says so. `KINDS` stands in the order of the path, from the
browser inwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from corsac.core.findings import Confidence
from corsac.targets.system import Tier

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW

#: Stands for the body in a sign, where a header's name would.
BODY = ":body"

#: How much of a body is looked at, in bytes: error pages are short.
BODY_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern in a header's value or in the body; a group `version` is the system's own."""

    place: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Clue:
    """Signs that, all seen in one response, show a system."""

    system: str
    confidence: Confidence
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A system that can be recognised: its name for programs, its name for people, its place."""

    name: str
    label: str
    tier: Tier


def _clue(system: str, confidence: Confidence, *signs: tuple[str, str]) -> Clue:
    return Clue(system, confidence, tuple(Sign(*sign) for sign in signs))


KINDS: tuple[Kind, ...] = (
    Kind("cloudflare", "Cloudflare", Tier.EDGE),
    Kind("cloudfront", "Amazon CloudFront", Tier.EDGE),
    Kind("fastly", "Fastly", Tier.EDGE),
    Kind("akamai", "Akamai", Tier.EDGE),
    Kind("vercel", "Vercel", Tier.EDGE),
    Kind("netlify", "Netlify", Tier.EDGE),
    Kind("google-frontend", "Google Frontend", Tier.EDGE),
    Kind("alb", "AWS load balancer", Tier.EDGE),
    Kind("apigateway", "Amazon API Gateway", Tier.EDGE),
    Kind("istio", "Istio (Envoy)", Tier.SERVER),
    Kind("envoy", "Envoy", Tier.SERVER),
    Kind("traefik", "Traefik", Tier.SERVER),
    Kind("haproxy", "HAProxy", Tier.SERVER),
    Kind("kong", "Kong", Tier.SERVER),
    Kind("varnish", "Varnish", Tier.SERVER),
    Kind("caddy", "Caddy", Tier.SERVER),
    Kind("nginx", "nginx", Tier.SERVER),
    Kind("apache", "Apache", Tier.SERVER),
    Kind("litespeed", "LiteSpeed", Tier.SERVER),
    Kind("lighttpd", "lighttpd", Tier.SERVER),
    Kind("iis", "IIS", Tier.SERVER),
    Kind("s3", "Amazon S3", Tier.APPLICATION),
    Kind("spring", "Spring", Tier.APPLICATION),
    Kind("tomcat", "Apache Tomcat", Tier.APPLICATION),
    Kind("jetty", "Jetty", Tier.APPLICATION),
    Kind("aspnet", "ASP.NET Core", Tier.APPLICATION),
    Kind("django", "Django", Tier.APPLICATION),
    Kind("flask", "Flask", Tier.APPLICATION),
    Kind("fastapi", "FastAPI", Tier.APPLICATION),
    Kind("quart", "Quart", Tier.APPLICATION),
    Kind("litestar", "Litestar", Tier.APPLICATION),
    Kind("aiohttp", "aiohttp", Tier.APPLICATION),
    Kind("next", "Next.js", Tier.APPLICATION),
    Kind("vite", "Vite dev server", Tier.APPLICATION),
    Kind("webpack", "webpack-dev-server", Tier.APPLICATION),
    Kind("express", "Express", Tier.APPLICATION),
    Kind("nestjs", "NestJS", Tier.APPLICATION),
    Kind("fastify", "Fastify", Tier.APPLICATION),
    Kind("hono", "Hono", Tier.APPLICATION),
    Kind("go", "Go net/http", Tier.APPLICATION),
    Kind("php", "PHP", Tier.APPLICATION),
    Kind("python", "Python http.server", Tier.APPLICATION),
    Kind("wsgi", "a Python WSGI application", Tier.APPLICATION),
    Kind("asgi", "a Python ASGI application", Tier.APPLICATION),
)

#: What a system is built on, or answers as: that it shows itself says nothing more then.
LOOKS_LIKE = {"nestjs": "express", "quart": "flask", "litestar": "fastapi"}

CLUES: tuple[Clue, ...] = (
    _clue("cloudflare", HIGH, ("server", r"^cloudflare\b")),
    _clue("cloudflare", HIGH, ("cf-ray", r".")),
    _clue("cloudfront", HIGH, ("x-amz-cf-id", r".")),
    _clue("cloudfront", HIGH, ("via", r"\(CloudFront\)")),
    _clue("fastly", HIGH, ("x-served-by", r"^cache-"), ("x-timer", r".")),
    _clue("akamai", HIGH, ("server", r"^AkamaiGHost\b")),
    _clue("vercel", HIGH, ("x-vercel-id", r".")),
    _clue("netlify", HIGH, ("x-nf-request-id", r".")),
    _clue("google-frontend", HIGH, ("server", r"^Google Frontend\b")),
    _clue("alb", HIGH, ("server", r"^awselb/(?P<version>[\d.]+)")),
    _clue("apigateway", HIGH, ("x-amz-apigw-id", r".")),
    _clue("apigateway", HIGH, ("apigw-requestid", r".")),
    _clue("istio", HIGH, ("server", r"^istio-envoy\b")),
    _clue("envoy", HIGH, ("server", r"^envoy\b")),
    _clue("envoy", MEDIUM, ("x-envoy-upstream-service-time", r".")),
    # Traefik hides itself; its own 404 is Go's, and can't be told from an application's.
    _clue("traefik", MEDIUM, ("server", r"^Traefik\b")),
    _clue("traefik", MEDIUM, ("via", r"\bTraefik\b")),
    _clue("haproxy", HIGH, ("server", r"^HAProxy\b")),
    _clue("haproxy", MEDIUM, (BODY, r"<h1>\d{3} [\w ]+</h1>\n[^<]+\n</body></html>\n\Z")),
    _clue("kong", HIGH, ("server", r"^kong/(?P<version>[\d.]+)")),
    _clue("kong", HIGH, ("via", r"\bkong/(?P<version>[\d.]+)")),
    _clue("varnish", HIGH, ("x-varnish", r".")),
    _clue("caddy", HIGH, ("server", r"^Caddy\b")),
    _clue("caddy", HIGH, ("via", r"\bCaddy\b")),
    _clue("nginx", HIGH, ("server", r"^(?:nginx|openresty)(?:/(?P<version>[\d.]+))?")),
    _clue("nginx", MEDIUM, (BODY, r"<hr><center>(?:nginx|openresty)(?:/(?P<version>[\d.]+))?<")),
    _clue("apache", HIGH, ("server", r"^Apache(?:/(?P<version>[\d.]+))?(?!-Coyote)(?:\s|$)")),
    _clue("apache", MEDIUM, (BODY, r"<address>Apache(?:/(?P<version>[\d.]+))?")),
    _clue("litespeed", HIGH, ("server", r"^LiteSpeed\b")),
    _clue("lighttpd", HIGH, ("server", r"^lighttpd(?:/(?P<version>[\d.]+))?")),
    _clue("iis", HIGH, ("server", r"^Microsoft-IIS/(?P<version>[\d.]+)")),
    _clue("s3", HIGH, ("server", r"^AmazonS3\b")),
    _clue("spring", HIGH, (BODY, r"\AInvalid CORS request\Z")),
    _clue("spring", MEDIUM, (BODY, r'\A\{"timestamp":.+"status":\d+,"error":"[^"]*",.*"path":"')),
    _clue("spring", MEDIUM, (BODY, r"Whitelabel Error Page")),
    _clue("tomcat", HIGH, ("server", r"^Apache-Coyote/(?P<version>[\d.]+)")),
    _clue("tomcat", HIGH, (BODY, r"<h3>Apache Tomcat/(?P<version>[\d.]+)")),
    _clue("tomcat", MEDIUM, (BODY, r"<title>HTTP Status \d{3} – ")),
    _clue("jetty", HIGH, ("server", r"^Jetty\((?P<version>[\d.]+)")),
    _clue("aspnet", HIGH, ("server", r"^Kestrel\b")),
    _clue("aspnet", MEDIUM, ("x-powered-by", r"^ASP\.NET\b")),
    _clue("django", HIGH, ("set-cookie", r"^csrftoken=")),
    _clue("django", HIGH, (BODY, r"You're seeing this error because you have <code>DEBUG = True")),
    # The defaults of SecurityMiddleware and XFrameOptionsMiddleware, all four together.
    _clue(
        "django",
        MEDIUM,
        ("x-frame-options", r"^DENY$"),
        ("x-content-type-options", r"^nosniff$"),
        ("referrer-policy", r"^same-origin$"),
        ("cross-origin-opener-policy", r"^same-origin$"),
    ),
    _clue("django", MEDIUM, ("server", r"^WSGIServer/[\d.]+ CPython")),
    _clue("flask", HIGH, ("server", r"^Werkzeug/[\d.]+")),
    _clue(
        "flask",
        MEDIUM,
        (BODY, r"\A<!doctype html>\n<html lang=en>\n<title>\d{3} [\w ]+</title>\n<h1>"),
    ),
    _clue("fastapi", HIGH, ("server", r"^uvicorn\b"), (BODY, r'\A\{"detail":')),
    _clue("fastapi", MEDIUM, ("server", r"^hypercorn"), (BODY, r'\A\{"detail":')),
    _clue("fastapi", MEDIUM, (BODY, r'\A\{"detail":"(?:Not Found|Method Not Allowed)"\}\Z')),
    # What a CORSMiddleware of Starlette says when it refuses a preflight.
    _clue("fastapi", HIGH, (BODY, r"\ADisallowed CORS origin")),
    _clue(
        "quart",
        HIGH,
        ("server", r"^hypercorn"),
        (BODY, r"\A<!doctype html>\n<html lang=en>\n<title>"),
    ),
    # Litestar's layer says so in words that differ by one capital; the rest is said by both.
    _clue("litestar", HIGH, (BODY, r"\ADisallowed CORS (?:method, )?Origin")),
    _clue("asgi", HIGH, (BODY, r"\ADisallowed CORS (?:method|headers)")),
    _clue("litestar", HIGH, (BODY, r'\A\{"status_code":\d{3},"detail":"')),
    _clue("aiohttp", HIGH, ("server", r"^Python/[\d.]+ aiohttp/(?P<version>[\d.]+)")),
    _clue("next", HIGH, ("x-powered-by", r"^Next\.js(?: (?P<version>[\d.]+))?")),
    # Its routes for an API have no other mark.
    _clue("next", HIGH, ("vary", r"\bnext-router-state-tree\b")),
    _clue("next", MEDIUM, ("x-nextjs-cache", r".")),
    _clue("vite", HIGH, (BODY, r'src="/@vite/client"')),
    _clue("webpack", MEDIUM, (BODY, r"webpack-dev-server")),
    _clue("express", HIGH, ("x-powered-by", r"^Express\b")),
    _clue("express", HIGH, (BODY, r"<pre>Cannot [A-Z]+ /[^<]*</pre>")),
    _clue("nestjs", HIGH, (BODY, r'\A\{"message":"Cannot [A-Z]+ /[^"]*","error":"Not Found",')),
    _clue("fastify", HIGH, (BODY, r'\A\{"message":"Route [A-Z]+:/[^"]* not found","error":"')),
    # Its own default, which no other framework of Node.js has.
    _clue("fastify", MEDIUM, ("keep-alive", r"^timeout=72$")),
    _clue(
        "hono",
        MEDIUM,
        ("content-type", r"^text/plain; ?charset=UTF-8$"),
        (BODY, r"\A404 Not Found\Z"),
    ),
    _clue("go", MEDIUM, ("content-type", r"^text/plain"), (BODY, r"\A404 page not found\n?\Z")),
    _clue(
        "go",
        MEDIUM,
        ("x-content-type-options", r"^nosniff$"),
        ("content-type", r"^text/plain; charset=utf-8$"),
        (BODY, r"\A(?:Method Not Allowed|Bad Request|Unauthorized|Forbidden)\n\Z"),
    ),
    _clue("php", HIGH, ("x-powered-by", r"^PHP/(?P<version>[\d.]+)")),
    _clue("php", MEDIUM, ("set-cookie", r"^PHPSESSID=")),
    _clue("python", HIGH, ("server", r"^(?:Simple|Base)HTTP/[\d.]+ Python/(?P<version>[\d.]+)")),
    _clue("wsgi", LOW, ("server", r"^(?:gunicorn|waitress|CherryPy|mod_wsgi)")),
    _clue("asgi", LOW, ("server", r"^(?:uvicorn|hypercorn|daphne|granian)")),
)
