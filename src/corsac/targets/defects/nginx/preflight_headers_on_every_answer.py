"""What is meant for preflights stands on every answer.

`Access-Control-Allow-Methods`, `-Headers` and `-Max-Age` say something in the answer to a preflight
alone.

## Why

Browsers read them there and nowhere else (`fetch#cors-preflight-fetch`). Everywhere else they cost
bytes, and tell strangers what the API takes.

## Who mends it

Whoever keeps the nginx configuration: move them into the block that answers preflights.

## Bad

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        add_header Access-Control-Allow-Methods "GET, PUT" always;
        add_header Access-Control-Max-Age 7200 always;
        if ($cors_preflight) {
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
        if ($cors_preflight) {
            add_header Access-Control-Allow-Origin "https://app.example" always;
            add_header Access-Control-Allow-Methods "GET, PUT" always;
            add_header Access-Control-Max-Age 7200 always;
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
    ALLOW_ORIGIN,
    PASSES,
    PREFLIGHT,
    asks_method_by,
    inherits,
    is_preflight,
    preflight_blocks,
    settled,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS212",
    "preflight-headers-on-every-answer",
    "What is meant for preflights stands on every answer",
    __doc__,
    Severity.INFO,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find preflights' headers beside a block that answers preflights."""
    for level in tree.levels:
        own = level.lines
        meant = [each for each in own if each.is_about(*PREFLIGHT) and not _gated(tree, each)]
        blocks = preflight_blocks(tree, level) if meant and not is_preflight(level) else []
        if not blocks or _left_alone(tree, level):
            continue
        first = meant[0]
        yield found(
            RULE,
            first.source.span(first.words[1].start, first.words[1].end),
            Text.of("only preflights have a use for this"),
            fixes=_fix(tree, level, meant, blocks),
            party=Party.PROXY,
        )


def _fix(
    tree: Config, level: Level, meant: list[Directive], blocks: list[Level]
) -> tuple[Fix, ...]:
    """Move the lines, once the origin beside them is as it will be: it is copied with them.

    A block that has lost the origin gets it first, and these lines with it.
    """
    lost = any(each.own("add_header") and not each.headers(ALLOW_ORIGIN) for each in blocks)
    if lost or not settled(tree, level):
        return ()
    return safe(
        Text.of("send it with preflights alone"),
        *(each.source.without(each.start, each.end) for each in meant),
        *(edit for block in blocks for edit in _moved(level, block, meant)),
    )


def _gated(tree: Config, header: Directive) -> bool:
    """Whether a variable decides by the method already what is sent."""
    return asks_method_by(tree, value(header).text)


def _left_alone(tree: Config, level: Level) -> bool:
    """Whether a location inside needs the headers as they are: no block answers for it."""
    return any(
        each.name == "location"
        and inherits(each, level)
        and not each.own("add_header")
        and any(each.own(name) for name in PASSES)
        and not any(is_preflight(x) for x in tree.inside(each))
        and not any(is_preflight(x) and x.parents[-1] in each.parents for x in tree.inside(level))
        for each in tree.inside(level)
    )


def _moved(level: Level, block: Level, meant: list[Directive]) -> Iterator[Edit]:
    """Write into a block what it lost, or all that it inherited where it has none of its own."""
    own = block.lines
    there = {each.words[1].text.lower() for each in own if len(each.words) > 1}
    wanted = list(meant)
    if not block.own("add_header") and any(each.name == "add_header" for each in meant):
        # One add_header here ends the inheritance of all: more_set_headers goes on anyway. What
        # an including file says is not written into what it includes.
        here = block.body[0].source
        wanted = [
            x for x in level.lines if x in meant or (x.name == "add_header" and x.source is here)
        ]
    lines = [
        each.source.text[each.start : each.end]
        for each in wanted
        if len(each.words) > 1 and each.words[1].text.lower() not in there
    ]
    if lines and own:
        yield own[-1].source.after(own[-1].start, own[-1].end, *lines)
    elif lines:
        first = block.body[0]
        yield first.source.before(first.start, *lines)
