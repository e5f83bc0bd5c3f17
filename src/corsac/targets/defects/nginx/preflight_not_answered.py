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
    CORS,
    PASSES,
    asks_method,
    inserted_where_known,
    is_allowed_preflight,
    is_preflight,
    settled,
    value,
)
from corsac.targets.defects.nginx.places import is_handled, serves_a_file, takes_errors
from corsac.targets.defects.nginx.tree import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
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
    seen: set[int] = set()
    for level in tree.levels:
        if level.name != "location" or level.own("return"):
            continue
        meant = [*level.headers(ALLOW_METHODS), *level.headers(ALLOW_HEADERS)]
        if not meant or not level.headers(ALLOW_ORIGIN) or _answered(tree, level):
            continue
        if serves_a_file(level) or takes_errors(tree, level) or is_handled(level):
            continue
        reason = _refused(level)
        if reason is None and not level.headers(ALLOW_METHODS):
            # The application says which methods it has: it may well answer for them.
            continue
        # What a server says once for all its locations, it answers for them all.
        holder = _holder(tree, level)
        if id(holder) in seen:
            continue
        seen.add(id(holder))
        line = meant[0]
        yield found(
            RULE,
            line.source.span(line.start, line.end),
            reason or Text.of("this is for preflights, which are left to the application"),
            fixes=_fix(tree, holder),
            party=Party.PROXY,
            confidence=Confidence.HIGH if reason else Confidence.MEDIUM,
        )


def _holder(tree: Config, level: Level) -> Level:
    """Give the server that says it for all its locations; the level itself where one differs."""
    held = next((each for each in level.chain if each.own("add_header")), level)
    if held.name != "server" or held.own("return"):
        return level
    differs = any(x.is_about(*CORS) for inner in tree.inside(held) for x in inner.lines)
    return level if differs or any(map(_takes, tree.inside(held))) else held


def _takes(level: Level) -> bool:
    return asks_method(level) or is_preflight(level) or is_allowed_preflight(level)


def _fix(tree: Config, level: Level) -> tuple[Fix, ...]:
    """Answer once it is known what is sent, and what is sent is as it will be."""
    if not settled(tree, level):
        return ()
    names = [bare(value(each).text) for each in level.headers(*CORS)]
    edit = inserted_where_known(tree, level, names, *_ANSWER)
    if edit.span.file != level.source.name:
        # What other places include too is let be.
        here = [x for x in level.body if x.source is level.source and x.name == "include"]
        edit = level.source.after(here[-1].start, here[-1].end, *_ANSWER)
    return safe(Text.of("answer them here"), edit)


def _answered(tree: Config, level: Level) -> bool:
    """Whether an if takes OPTIONS, here, around it, or for all that is inside."""
    around = (x for outer in level.parents for x in tree.ifs(outer))
    return any(map(_takes, (*around, *tree.inside(level))))


def _refused(level: Level) -> Text | None:
    for name in ("auth_basic", "auth_request"):
        if level.setting(name) not in {"", "off"}:
            return Text.of("{setting} refuses preflights: they have no password", setting=name)
    if not any(level.own(name) for name in PASSES):
        return Text.of("a file has no answer to OPTIONS but 405")
    return None
