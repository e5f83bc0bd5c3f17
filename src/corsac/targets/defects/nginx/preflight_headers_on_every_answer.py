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

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    MAX_AGE,
    PREFLIGHT,
    asks_method_by,
    inherits,
    is_preflight,
    preflight_blocks,
    settled,
    value,
)
from corsac.targets.defects.nginx.places import serves_a_file, takes_errors

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
#: What a preflight's lines are called in a server's if.
_VARIABLES: Final = {
    ALLOW_METHODS: "$preflight_methods",
    ALLOW_HEADERS: "$preflight_headers",
    MAX_AGE: "$preflight_max_age",
}


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
    if lost or not settled(tree, level) or _elsewhere(meant, blocks):
        return ()
    title = Text.of("send it with preflights alone")
    if any(_sends_nothing(each) for each in blocks):
        return _by_variables(tree, title, meant, blocks)
    return safe(
        title,
        *(each.source.without(each.start, each.end) for each in meant),
        *(edit for block in blocks for edit in _moved(level, block, meant)),
    )


def _elsewhere(meant: list[Directive], blocks: list[Level]) -> bool:
    """Whether lines and blocks are of two files: another one may include one of them alone."""
    return any(x.source is not y.source for x in meant for each in blocks for y in each.body)


def _sends_nothing(block: Level) -> bool:
    """Whether an if is a server's, or may be: no add_header may stand in it there."""
    return block.name == "if" and block.parents[-1].name in {"server", ""} and not block.lines


def _by_variables(
    tree: Config, title: Text, meant: list[Directive], blocks: list[Level]
) -> tuple[Fix, ...]:
    """Give the lines values that are empty but for preflights: what is empty is not sent."""
    edits: list[Edit] = []
    for each in meant:
        word, variable = value(each), _VARIABLES[each.words[1].text.lower()]
        if tree.sets(variable) or each.name != "add_header":
            return ()
        edits.append(each.source.edit(word.start, word.end, variable))
    for block in blocks:
        told = [
            (_VARIABLES[each.words[1].text.lower()], value(each), each.source) for each in meant
        ]
        start = min(x.start for x in (block.directive, *_made_before(block)) if x is not None)
        source, first = block.source, block.body[0]
        edits.append(source.before(start, *(f'set {name} "";' for name, _, _ in told)))
        lines = (f"set {name} {x.text[word.start : word.end]};" for name, word, x in told)
        edits.append(first.source.before(first.start, *lines))
    return safe(title, *edits)


def _made_before(block: Level) -> list[Directive]:
    """Give the `set` that an if is on, where it stands right before it."""
    body = block.parents[-1].body
    at = next((x for x, each in enumerate(body) if each is block.directive), 0)
    return [x for x in body[max(0, at - 1) : at] if x.name == "set"]


def _gated(tree: Config, header: Directive) -> bool:
    """Whether a variable decides by the method already what is sent."""
    return asks_method_by(tree, value(header).text)


def _left_alone(tree: Config, level: Level) -> bool:
    """Whether a location inside needs the headers as they are: no block answers for it."""
    return any(
        each.name == "location"
        and inherits(each, level)
        and not each.own("add_header")
        and not (takes_errors(tree, each) or serves_a_file(each) or each.own("return"))
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
