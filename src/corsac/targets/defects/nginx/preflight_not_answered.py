"""Headers for preflights are sent, and nothing answers them with a success.

A file has no answer to OPTIONS but 405; `auth_basic` and `auth_request` refuse it.

## Why

A browser sends a preflight without cookies and without a password (`fetch#cors-preflight-fetch`),
and takes any status but 200 to 299 for a no, whatever headers the answer has.

## Who mends it

Whoever keeps the nginx configuration: an `if` that returns 204. It is asked before authentication.

## Bad

```nginx
server {
    location /api/ {
        auth_basic "staff";
        add_header Access-Control-Allow-Origin "https://app.example" always;
        add_header Access-Control-Allow-Methods "GET, PUT" always;
        add_header Access-Control-Max-Age 7200 always;
        root /srv;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        auth_basic "staff";
        set $cors_preflight "$request_method:$http_access_control_request_method:$http_origin";
        if ($cors_preflight ~ "^OPTIONS:[^:]+:.") {
            add_header Access-Control-Allow-Origin "https://app.example" always;
            add_header Access-Control-Allow-Methods "GET, PUT" always;
            add_header Access-Control-Max-Age 7200 always;
            return 204;
        }
        add_header Access-Control-Allow-Origin "https://app.example" always;
        root /srv;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    PASSES,
    asks_method,
    inserted_at_top,
    is_preflight,
    settled,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Level

RULE = rule(
    "CORS231",
    "preflight-not-answered",
    "Nothing answers preflights with a success",
    __doc__,
    Severity.WARNING,
)
_ANSWER = ("if ($request_method = OPTIONS) {", "    return 204;", "}")


def find(tree: Config) -> Iterator[Finding]:
    """Find locations that send a preflight's headers and leave the answer to what refuses it."""
    for level in tree.levels:
        if level.name != "location" or level.own("return"):
            continue
        meant = [*level.headers(ALLOW_METHODS), *level.headers(ALLOW_HEADERS)]
        if not meant or not level.headers(ALLOW_ORIGIN) or _answered(tree, level):
            continue
        reason = _refused(level)
        line = meant[0]
        yield found(
            RULE,
            line.source.span(line.start, line.end),
            reason or Text.of("this is for preflights, which are left to the application"),
            fixes=safe(Text.of("answer them here"), inserted_at_top(level, *_ANSWER))
            if settled(tree, level)
            else (),
            party=Party.PROXY,
            confidence=Confidence.HIGH if reason else Confidence.MEDIUM,
        )


def _answered(tree: Config, level: Level) -> bool:
    """Whether an if takes OPTIONS, here, around it, or for all that is inside."""
    around = (x for outer in level.parents for x in tree.ifs(outer))
    return any(asks_method(x) or is_preflight(x) for x in (*around, *tree.inside(level)))


def _refused(level: Level) -> Text | None:
    for name in ("auth_basic", "auth_request"):
        if level.setting(name) not in {"", "off"}:
            return Text.of("{setting} refuses preflights: they have no password", setting=name)
    if not any(level.own(name) for name in PASSES):
        return Text.of("a file has no answer to OPTIONS but 405")
    return None
