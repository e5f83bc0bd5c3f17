r"""CORS headers stand in an `if` on the origin: other answers of the same place lose them.

An `if` with an `add_header` is a level of its own. The headers around it are gone where it
matches, and where another `if` matches later, as the one that answers OPTIONS, its headers are.

## Why

nginx answers from one level alone: of several `if` that match, the last. So a preflight that ends
in `if ($request_method = OPTIONS)` carries no Allow-Origin, and fails (`fetch#cors-preflight-fetch`
asks for a CORS check).

## Who mends it

Whoever keeps the nginx configuration: choose the origin in the `if`, and send the headers outside
of it. A header whose value is empty is not sent.

## Bad

```nginx
server {
    location /api/ {
        if ($http_origin ~ "^https://(?:app|shop)\.example$") {
            add_header Access-Control-Allow-Origin $http_origin always;
            add_header Vary Origin always;
        }
        root /srv;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        set $cors_origin "";
        if ($http_origin ~ "^https://(?:app|shop)\.example$") {
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

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_ORIGIN,
    answers,
    asks_method,
    chooses,
    condition,
    is_variable,
    value,
)
from corsac.targets.defects.nginx.tree import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS203",
    "headers-only-in-if",
    "CORS headers in an if on the origin are lost where another level answers",
    __doc__,
    Severity.WARNING,
)


_NAMES: Final = ("$cors_origin", "$cors_allowed")


def find(tree: Config) -> Iterator[Finding]:
    """Find ifs that choose the origin and send the headers themselves."""
    seen: list[Level] = []
    for level in tree.levels:
        block, first = level.directive, _sent(tree, level)
        if block is None or first is None:
            continue
        earlier = [each for each in seen if each.parents[-1] is level.parents[-1]]
        seen.append(level)
        yield found(
            RULE,
            first.source.span(first.start, first.end),
            Text.of("sent only where this if is the level that answers"),
            fixes=safe(
                Text.of("choose the origin in the if, and send the headers outside of it"),
                *_edits(tree, level, block, first, earlier),
            ),
            party=Party.PROXY,
        )


def _sent(tree: Config, level: Level) -> Directive | None:
    """Give the Allow-Origin that an if sends to origins that are chosen."""
    if level.name != "if" or level.own("return"):
        return None
    if not chooses(level, tree) and not _passed_by(tree, level):
        return None
    return next((each for each in level.lines if each.is_about(ALLOW_ORIGIN)), None)


def _passed_by(tree: Config, level: Level) -> bool:
    """Whether a later if answers OPTIONS and sends nothing: of several ifs the last one counts."""
    asked = condition(level.directive).variable if level.directive else ""
    if asked == "$request_method" or level.source is not level.parents[-1].source:
        return False
    later = (x for x in tree.ifs(level.parents[-1]) if _start(x) > _start(level))
    return any(asks_method(x) and answers(x) and not x.headers(ALLOW_ORIGIN) for x in later)


def _start(level: Level) -> int:
    return level.directive.start if level.directive else 0


def _edits(
    tree: Config, level: Level, block: Directive, first: Directive, earlier: list[Level]
) -> Iterator[Edit]:
    """Write what is sent once, behind the first of several ifs, and keep who is chosen.

    Args:
        tree: The whole configuration.
        level: The if.
        block: The directive that it is.
        first: Its Allow-Origin.
        earlier: The ifs beside it that are mended before it.
    """
    source, word = block.source, value(first)
    asked, given = condition(block), bare(word.text)
    # `if ($allowed) { add_header … $allowed; }`: an empty value is not sent anyway.
    same = is_variable(given) and given == asked.variable and asked.value is None
    kept = same or not chooses(level, tree)
    name = _name(tree, asked.variable)
    outside = [level.parents[-1], *earlier]
    there = {x.words[1].text.lower() for each in outside for x in each.lines}
    if not kept and not earlier and not tree.sets_at(level.parents[-1], name):
        yield source.before(block.start, f'set {name} "";')
    lines: list[str] = []
    emptied = kept and len(level.lines) == len(level.body)
    for each in level.lines:
        if emptied:
            pass
        elif each is not first or kept:
            yield source.without(each.start, each.end)
        else:
            written = source.text[word.start : word.end]
            yield source.edit(each.start, each.end, f"set {name} {written};")
        if each.words[1].text.lower() in there:
            continue
        chosen = each is first and not kept
        start, end = (word.start, word.end) if chosen else (each.end, each.end)
        middle = name if chosen else ""
        lines.append(source.text[each.start : start] + middle + source.text[end : each.end])
    if emptied:
        joint = source.newline + source.indent(block.start)
        yield source.edit(block.start, block.end, joint.join(lines))
    elif lines:
        yield source.after(block.start, block.end, *lines)


def _name(tree: Config, asked: str) -> str:
    """Name the variable: what a map makes can't be set, and what is asked is not set anew."""
    free = [each for each in _NAMES if each != asked and not tree.maps_to(each)]
    return free[0] if free else _NAMES[-1]
