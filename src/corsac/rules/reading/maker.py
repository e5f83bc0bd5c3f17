"""Who made an answer: an application, or something in front of it. Only by what it carries.

A `Server` header alone says who passed an answer on: nginx names itself on what it relays. An
error page in nginx's own words says who made it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse


class Made(StrEnum):
    """What a mark proves: it made this answer, it challenges clients, or it passed it on."""

    BY_PROXY = "by-proxy"
    BY_CHALLENGE = "by-challenge"
    BY_APPLICATION = "by-application"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign in an answer: `name` is whose, as people call it.

    `header` is looked at where given, else the body's beginning. `status` restricts it to answers
    with that one.
    """

    name: str
    made: Made
    pattern: re.Pattern[str]
    header: str = ""
    status: int | None = None


def _mark(name: str, made: Made, pattern: str, header: str = "", status: int | None = None) -> Mark:
    return Mark(name, made, re.compile(pattern, re.IGNORECASE), header, status)


#: The first that fits wins: whoever made the answer, before whoever passed it on.
MARKS = (
    _mark("Cloudflare", Made.BY_CHALLENGE, "challenge", "cf-mitigated"),
    _mark("Cloudflare Access", Made.BY_CHALLENGE, "/cdn-cgi/access/login", "location"),
    _mark("Cloudflare", Made.BY_CHALLENGE, r"<title>(attention required! \| )?cloudflare|cf-chl-"),
    _mark("Imperva", Made.BY_CHALLENGE, "_incapsula_resource"),
    _mark("Akamai", Made.BY_CHALLENGE, r"<title>access denied</title>(?s:.*)errors\.edgesuite"),
    _mark("Cloudflare", Made.BY_CHALLENGE, r"^error code: 10(0[6-9]|1[02]|20)\b"),
    _mark("AWS WAF", Made.BY_CHALLENGE, "challenge|captcha", "x-amzn-waf-action"),
    _mark("AWS WAF", Made.BY_CHALLENGE, "^awselb", "server", 403),
    _mark("AWS WAF", Made.BY_CHALLENGE, r"<h1>403 error</h1>(?s:.*)request blocked\.", "", 403),
    _mark("Sucuri", Made.BY_CHALLENGE, "sucuri website firewall", "", 403),
    _mark("Azure's gateway", Made.BY_CHALLENGE, "^microsoft-azure-appli", "server", 403),
    _mark("ngrok", Made.BY_CHALLENGE, "ERR_NGROK_6024", "ngrok-error-code"),
    _mark("ngrok", Made.BY_PROXY, ".", "ngrok-error-code"),
    _mark("Heroku's router", Made.BY_PROXY, "herokucdn\\.com/error-pages"),
    _mark("nginx", Made.BY_PROXY, r"<center>(nginx|openresty|tengine)[^<]*</center>"),
    _mark(
        "Apache",
        Made.BY_PROXY,
        r"<address>apache|the proxy server (received an invalid|could not handle)"
        r'|^<!doctype html public "-//ietf//dtd html 2\.0//en">',
    ),
    _mark("HAProxy", Made.BY_PROXY, r"<html><body><h1>\d{3} [^<]*</h1>\s*[^<]*</body></html>"),
    _mark(
        "Envoy",
        Made.BY_PROXY,
        "^(upstream connect error|no healthy upstream|upstream request t|rbac: access)",
    ),
    _mark("Varnish", Made.BY_PROXY, "<p>varnish cache server</p>"),
    _mark("Squid", Made.BY_PROXY, "squid", "x-squid-error"),
    _mark("AWS load balancer", Made.BY_PROXY, "^awselb", "server"),
    _mark("CloudFront", Made.BY_PROXY, "^error from cloudfront", "x-cache"),
    _mark("Akamai", Made.BY_PROXY, "^akamaighost", "server"),
    _mark("AWS API Gateway", Made.BY_PROXY, ".", "x-amzn-errortype"),
    _mark("Cloudflare", Made.BY_PROXY, r"<title>[^<]*\| 5\d\d: |^error code: 5\d\d$"),
    _mark("Kong", Made.BY_PROXY, "^kong", "server"),
    _mark("Traefik", Made.BY_PROXY, "^(bad gateway|gateway timeout|service unavailable)$"),
    _mark("the application", Made.BY_APPLICATION, ".", "x-powered-by"),
    _mark(
        "the application",
        Made.BY_APPLICATION,
        "uvicorn|hypercorn|daphne|granian|gunicorn|werkzeug|wsgiserver|simplehttp|basehttp|python/"
        "|aiohttp|cheroot|tornado|kestrel|jetty|tomcat|coyote|puma|webrick|phusion|undertow|netty",
        "server",
    ),
    _mark("nginx", Made.BEHIND, "nginx|openresty|tengine", "server"),
    _mark("Apache", Made.BEHIND, "^apache", "server"),
    _mark("Envoy", Made.BEHIND, "envoy|istio", "server"),
    _mark("Caddy", Made.BEHIND, "caddy", "server"),
    _mark("lighttpd", Made.BEHIND, "lighttpd", "server"),
    _mark("Cloudflare", Made.BEHIND, "cloudflare", "server"),
    _mark("CloudFront", Made.BEHIND, "cloudfront", "server"),
    _mark("Fastly or Varnish", Made.BEHIND, "varnish", "via"),
    _mark("Google's front end", Made.BEHIND, "google frontend|^gws$|^esf$", "server"),
    _mark("a proxy", Made.BEHIND, ".", "via"),
)

_BODY = 4096


def mark_on(response: WireResponse, *kinds: Made) -> Mark | None:
    """Find the first mark on an answer, of these kinds if any are given."""
    body = response.body[:_BODY].decode("latin-1").strip()
    for mark in MARKS:
        if (kinds and mark.made not in kinds) or mark.status not in {None, response.status}:
            continue
        text = body if not mark.header else response.headers.get(mark.header)
        if text is not None and mark.pattern.search(text):
            return mark
    return None
