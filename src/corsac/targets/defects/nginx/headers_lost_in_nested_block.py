"""A block with an `add_header` of its own sends none of the CORS headers from around it.

nginx inherits `add_header` lines only where a level has none of its own: all of them, or nothing.

## Why

The lines further out look as if they held everywhere. In this `location` or `if` one `add_header`
of any name, a cache header or a security header, takes all of them away, and the page is blocked
(`fetch#cors-check.2`).

## Who mends it

Whoever keeps the nginx configuration: repeat the CORS lines in that block.

## Bad

```nginx
server {
    add_header Access-Control-Allow-Origin "https://app.example" always;
    location /static/ {
        add_header Cache-Control "max-age=60";
        root /srv;
    }
}
```

## Good

```nginx
server {
    add_header Access-Control-Allow-Origin "https://app.example" always;
    location /static/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        add_header Cache-Control "max-age=60";
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
    ALLOW_ORIGIN,
    CORS,
    PREFLIGHT,
    asks_method,
    is_allowed_preflight,
    is_preflight,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS202",
    "headers-lost-in-nested-block",
    "An add_header of its own takes away the CORS headers from around it",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find levels with headers of their own, and none of the CORS headers from outside."""
    for level in tree.levels:
        own = level.own("add_header")
        lost = _lost(level) if own and not level.headers(ALLOW_ORIGIN) else ()
        if not lost:
            continue
        first = own[0]
        there = {each.words[1].text.lower() for each in own if len(each.words) > 1}
        # What only preflights need is of no use where they are answered elsewhere.
        idle = PREFLIGHT if _answered_elsewhere(tree, level) else ()
        lines = [
            each.source.text[each.start : each.end]
            for each in lost
            if each.words[1].text.lower() not in {*there, *idle}
        ]
        edit = first.source.before(first.start, *lines)
        yield found(
            RULE,
            first.source.span(first.start, first.end),
            Text.of("with this line, nothing of line {line} is inherited", line=_line(lost[0])),
            fixes=safe(Text.of("repeat the CORS headers here"), edit),
            party=Party.PROXY,
        )


def _lost(level: Level) -> tuple[Directive, ...]:
    for outer in reversed(level.parents):
        if outer.own("add_header"):
            held = outer.headers(*CORS, "vary")
            return held if any(each.is_about(ALLOW_ORIGIN) for each in held) else ()
    return ()


def _answered_elsewhere(tree: Config, level: Level) -> bool:
    """Whether no preflight needs this: a place around this one answers, or all get one answer."""
    if level.name == "location" and level.own("return"):
        return True
    if asks_method(level) or is_preflight(level):
        return False
    around = (x for outer in level.parents for x in tree.ifs(outer))
    return any(is_preflight(x) or is_allowed_preflight(x) for x in around)


def _line(directive: Directive) -> int:
    return directive.source.place(directive.start)[0]
