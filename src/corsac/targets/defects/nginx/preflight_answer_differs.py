r"""The block that answers preflights says something else than the answers that follow.

It leaves `Access-Control-Allow-Credentials` out, or takes other origins than they do.

## Why

An `if` with an `add_header` of its own inherits none, so that each line stands twice, and one of
the two is forgotten. A preflight whose request goes with cookies needs
`Access-Control-Allow-Credentials: true` as well as the answer (`fetch#cors-preflight-fetch`):
without it the request is never sent.

## Who mends it

Whoever keeps the nginx configuration: the same origin and the same line in both places.

## Bad

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        add_header Access-Control-Allow-Credentials true always;
        if ($cors_preflight) {
            add_header Access-Control-Allow-Origin "https://app.example";
            add_header Access-Control-Allow-Methods "GET, PUT";
            add_header Access-Control-Max-Age 7200;
            return 204;
        }
        root /srv;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        add_header Access-Control-Allow-Credentials true always;
        if ($cors_preflight) {
            add_header Access-Control-Allow-Origin "https://app.example";
            add_header Access-Control-Allow-Credentials true always;
            add_header Access-Control-Allow-Methods "GET, PUT";
            add_header Access-Control-Max-Age 7200;
            return 204;
        }
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
    actual_of,
    is_one_origin,
    is_preflight,
    is_variable,
    reflects,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS219",
    "preflight-answer-differs",
    "Preflights are told something else than the answers that follow",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find blocks that answer preflights and differ from what is answered around them."""
    for level in tree.levels:
        own = next((x for x in level.lines if x.is_about(ALLOW_ORIGIN)), None)
        actual = actual_of(tree, level) if own is not None and is_preflight(level) else None
        if own is None or actual is None:
            continue
        theirs = next(x for x in actual.lines if x.is_about(ALLOW_ORIGIN))
        if _differs(tree, level, own, actual, theirs):
            yield _origin(own, theirs)
        held = [x for x in actual.lines if x.is_about(ALLOW_CREDENTIALS)]
        there = any(x.is_about(ALLOW_CREDENTIALS) for x in level.lines)
        if held and not there and value(theirs).text != "*":
            yield _credentials(own, held[0])


def _differs(tree: Config, level: Level, own: Directive, actual: Level, theirs: Directive) -> bool:
    """Whether a preflight takes everyone, or nobody, where the answers take some."""
    said, meant = value(own).text, value(theirs).text
    if said == meant or not is_variable(meant) or reflects(tree, actual, meant):
        return False
    return said == "*" or reflects(tree, level, said) or not is_one_origin(said)


def _origin(own: Directive, theirs: Directive) -> Finding:
    word, meant = value(own), value(theirs).text
    return found(
        RULE,
        own.source.span(word.start, word.end),
        Text.of("the answers that follow say {origin}", origin=meant),
        fixes=safe(Text.of("say the same here"), own.source.edit(word.start, word.end, meant)),
        party=Party.PROXY,
    )


def _credentials(own: Directive, held: Directive) -> Finding:
    line = held.source.text[held.start : held.end]
    return found(
        RULE,
        own.source.span(own.start, own.end),
        Text.of("the answers that follow allow credentials, and this doesn't"),
        fixes=safe(Text.of("allow them here too"), own.source.after(own.start, own.end, line)),
        party=Party.PROXY,
    )
