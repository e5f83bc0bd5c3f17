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

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.nginx.cors import ALLOW_ORIGIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS217",
    "third-party-gets-cookies",
    "A third party gets our users' cookies through the proxy",
    __doc__,
    Severity.WARNING,
)
_TELLING: Final = ("Cookie", "Origin", "Referer", "X-Forwarded-For", "X-Real-IP")
_ADDRESSES: Final = frozenset({"x-real-ip", "x-forwarded-for"})
_HOST = re.compile(r"https://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:/.*)?", re.IGNORECASE)


def host_behind(tree: Config, each: Directive) -> str:
    """Give the host of a TLS upstream on the internet; empty for addresses and named groups."""
    match = _HOST.fullmatch(each.arguments[0]) if each.arguments else None
    if match is None or match[1].replace(".", "").isdigit():
        return ""
    groups = {each.arguments[0] for _, each in tree.directives("upstream") if each.arguments}
    return "" if match[1] in groups else match[1]


def find(tree: Config) -> Iterator[Finding]:
    """Find TLS upstreams of places with CORS headers that cookies are passed to."""
    for level, each in tree.directives("proxy_pass"):
        host = host_behind(tree, each)
        if not host or not level.headers(ALLOW_ORIGIN):
            continue
        cut = {x.arguments[0].lower() for x in level.effective("proxy_set_header") if x.arguments}
        if "cookie" in cut:
            continue
        lines = [f'proxy_set_header {name} "";' for name in _TELLING if name.lower() not in cut]
        held = level.effective("proxy_hide_header")
        hidden = {name.lower() for line in held for name in line.arguments}
        lines += [] if "set-cookie" in hidden else ["proxy_hide_header Set-Cookie;"]
        lines += _redirects(level, each, host)
        yield found(
            RULE,
            each.source.span(each.start, each.end),
            Text.of("{host} gets the cookies that are meant for us", host=host),
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


def _redirects(level: Level, each: Directive, host: str) -> list[str]:
    """Lead redirects of the API back through a place that takes its own name off."""
    name = name_taken_off(level)
    if not name or level.effective("proxy_redirect") or not each.arguments[0].endswith(host):
        return []
    return [f"proxy_redirect {each.arguments[0]}/ {name};"]


def name_taken_off(level: Level) -> str:
    """Give what a place's `rewrite … break` takes off a path; empty where it is otherwise."""
    rewritten = [x for x in level.own("rewrite") if "break" in x.arguments]
    match = (
        re.fullmatch(r"\^(/[\w/-]+/)\(\.\*\)\$?", rewritten[0].arguments[0]) if rewritten else None
    )
    return match[1] if match is not None else ""


def _repeated(level: Level) -> list[str]:
    """Repeat what is inherited: a line of its own ends the inheritance."""
    return [
        each.source.text[each.start : each.end]
        for name in ("proxy_set_header", "proxy_hide_header")
        if not level.own(name)
        for each in level.effective(name)
    ]
