"""`Access-Control-Allow-Credentials: true` goes to origins that are not allowed, too.

## Why

It means something only beside an Allow-Origin that names the origin (`fetch#cors-check.5`). Alone
it tells a stranger that there is something to be had, and a second layer's Allow-Origin makes it
real.

## Who mends it

Whoever keeps the nginx configuration: send it where the origin is sent. An empty value is not sent.

## Bad

```nginx
server {
    location /api/ {
        set $cors_origin "";
        if ($http_origin = "https://app.example") {
            set $cors_origin $http_origin;
        }
        add_header Access-Control-Allow-Origin $cors_origin always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Vary Origin always;
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
        set $cors_credentials "";
        if ($cors_origin) { set $cors_credentials true; }
        add_header Access-Control-Allow-Origin $cors_origin always;
        add_header Access-Control-Allow-Credentials $cors_credentials always;
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
from corsac.targets.defects.nginx.cors import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    bare,
    definitions,
    inserted_at_top,
    is_variable,
    reflects,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS211",
    "credentials-for-everyone",
    "Allow-Credentials is sent to origins that are not allowed",
    __doc__,
    Severity.INFO,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find levels where the origin is chosen and credentials are not."""
    for level in tree.levels:
        if level.name == "if":
            continue
        own = level.own("add_header")
        origin = next((each for each in own if each.is_about(ALLOW_ORIGIN)), None)
        held = next((each for each in own if each.is_about(ALLOW_CREDENTIALS)), None)
        if origin is None or held is None or value(held).text != "true":
            continue
        name = bare(value(origin).text)
        if not is_variable(name) or reflects(tree, level, name):
            continue
        word = value(held)
        yield found(
            RULE,
            held.source.span(word.start, word.end),
            Text.of("true for everyone; {name} is for those allowed", name=name),
            fixes=safe(
                Text.of("send it where the origin is sent"),
                *_set(tree, level, name),
                held.source.edit(word.start, word.end, "$cors_credentials"),
            ),
            party=Party.PROXY,
        )


def _set(tree: Config, level: Level, name: str) -> tuple[Edit, ...]:
    """Set the variable once the origin is known, and before anything answers; once is enough."""
    if any(where in level.chain for where, _ in definitions(tree, "$cors_credentials")):
        return ()
    lines = ('set $cors_credentials "";', f"if ({name}) {{ set $cors_credentials true; }}")
    last = _last_definition(tree, level, name)
    if last is None:
        return (inserted_at_top(level, *lines),)
    return (last.source.after(last.start, last.end, *lines),)


def _last_definition(tree: Config, level: Level, name: str) -> Directive | None:
    """Give the directive of this level that sets the variable last, itself or inside its block."""
    places = {
        each.directive.start if level is not each and each.directive else made.start
        for each, made in definitions(tree, name)
        if level in each.chain
    }
    return next((each for each in reversed(level.body) if each.start in places), None)
