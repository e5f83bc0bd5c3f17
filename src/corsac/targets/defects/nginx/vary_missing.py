"""The answer depends on the Origin, and does not say so: `Vary: Origin` is missing.

## Why

A cache, the browser's own or one on the way, keeps the answer that it got first. Made for no origin
or another one, it lacks the right Allow-Origin, and the page is blocked until it expires
(RFC 9110 §12.5.5, `fetch#cors-protocol-and-http-caches`).

## Who mends it

Whoever keeps the nginx configuration: `add_header Vary Origin always;` beside the header.

## Bad

```nginx
server {
    location /api/ {
        set $cors_origin "";
        if ($http_origin = "https://app.example") {
            set $cors_origin $http_origin;
        }
        add_header Access-Control-Allow-Origin $cors_origin always;
        root /srv;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        set $cors_origin "";
        if ($http_origin = "https://app.example") {
            set $cors_origin $http_origin;
        }
        add_header Access-Control-Allow-Origin $cors_origin always;
        add_header Vary Origin always;
        root /srv;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import ALLOW_ORIGIN, value, varies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS208",
    "vary-missing",
    "The answer depends on the Origin, and Vary does not say so",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find levels whose Allow-Origin depends on who asks, without Vary."""
    for level in tree.levels:
        for each in level.lines:
            if not each.is_about(ALLOW_ORIGIN) or not varies(tree, level, each) or _says(level):
                continue
            edit = _edit(level, each)
            yield found(
                RULE,
                each.source.span(each.start, each.end),
                Text.of("this depends on the Origin that asks"),
                fixes=safe(Text.of("say so, always"), edit),
                party=Party.PROXY,
            )
            break


def _edit(level: Level, header: Directive) -> Edit:
    """Say it beside the header; or where nothing else that is inherited gets lost by it."""
    if header.name != "add_header":
        held = next((x for x in level.chain if x.own("add_header")), None)
        place = held or next((x for x in level.chain if x.name != "if" and x.body), level)
        lines = place.own("add_header") or tuple(x for x in place.body if x.name != "set")
        first = (lines or place.body)[0]
        return first.source.before(first.start, "add_header Vary Origin always;")
    return header.source.after(header.start, header.end, "add_header Vary Origin always;")


def _says(level: Level) -> bool:
    told = [value(each).text.lower() for each in level.headers("vary")]
    return any("origin" in each or "*" in each or "$" in each for each in told)
