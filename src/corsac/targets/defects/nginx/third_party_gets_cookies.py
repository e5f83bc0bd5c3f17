"""Somebody else's API gets our users' cookies and origins through the proxy.

## Why

Seen from the browser the proxy is our own site: it sends our cookies, session and all, and nginx
passes them on, with the page's address, and where it is told so the user's. What the API sets comes
back as a cookie of ours, and its redirects lead past the proxy.

## Who mends it

Whoever keeps the nginx configuration. Where the API is your own, say so with a comment:
`# corsac: ignore[CORS217] our own API`.

## Bad

```nginx
server {
    location /proxy/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_hide_header Access-Control-Allow-Origin;
        proxy_hide_header Access-Control-Allow-Credentials;
        proxy_ssl_server_name on;
        proxy_pass https://api.example;
    }
}
```

## Good

```nginx
server {
    location /proxy/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_hide_header Access-Control-Allow-Origin;
        proxy_hide_header Access-Control-Allow-Credentials;
        proxy_ssl_server_name on;
        proxy_set_header Cookie "";
        proxy_set_header Origin "";
        proxy_set_header Referer "";
        proxy_set_header X-Forwarded-For "";
        proxy_set_header X-Real-IP "";
        proxy_hide_header Set-Cookie;
        proxy_pass https://api.example;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.nginx.third_party import ThirdParty, name_taken_off, third_parties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Level

RULE = rule(
    "CORS217",
    "third-party-gets-cookies",
    "A third party gets our users' cookies through the proxy",
    __doc__,
    Severity.WARNING,
)
_TELLING: Final = ("Cookie", "Origin", "Referer", "X-Forwarded-For", "X-Real-IP")
_ADDRESSES: Final = frozenset({"x-real-ip", "x-forwarded-for"})


def find(tree: Config) -> Iterator[Finding]:
    """Find TLS upstreams of places with CORS headers that cookies are passed to."""
    for place in third_parties(tree):
        level, each = place.level, place.passed
        cut = {x.arguments[0].lower() for x in level.effective("proxy_set_header") if x.arguments}
        if "cookie" in cut:
            continue
        lines = [f'proxy_set_header {name} "";' for name in _TELLING if name.lower() not in cut]
        held = level.effective("proxy_hide_header")
        hidden = {name.lower() for line in held for name in line.arguments}
        lines += [] if "set-cookie" in hidden else ["proxy_hide_header Set-Cookie;"]
        lines += _redirects(place)
        yield found(
            RULE,
            place.span,
            Text.of("{host} gets the cookies that are meant for us", host=place.host),
            fixes=unsafe(
                Text.of("keep cookies and origins here"),
                each.source.before(each.start, *_repeated(level), *lines),
                *_addresses(level),
            ),
            party=Party.PROXY,
            confidence=Confidence.MEDIUM,
        )


def _addresses(level: Level) -> Iterator[Edit]:
    """Give nothing for the user's address where a line of this place gives it."""
    for each in level.own("proxy_set_header"):
        told = each.arguments[:1] and each.arguments[0].lower() in _ADDRESSES
        if told and len(each.words) > 2 and each.arguments[1] != "":  # noqa: PLR2004 - its value
            yield each.source.edit(each.words[2].start, each.words[2].end, '""')


def _redirects(place: ThirdParty) -> list[str]:
    """Lead redirects of the API back through a place that takes its own name off."""
    name, url = name_taken_off(place.level), place.passed.arguments[0]
    if not name or place.level.effective("proxy_redirect") or not url.endswith(place.host):
        return []
    return [f"proxy_redirect {url}/ {name};"]


def _repeated(level: Level) -> list[str]:
    """Repeat what is inherited: a line of its own ends the inheritance."""
    return [
        each.source.text[each.start : each.end]
        for name in ("proxy_set_header", "proxy_hide_header")
        if not level.own(name)
        for each in level.effective(name)
    ]
