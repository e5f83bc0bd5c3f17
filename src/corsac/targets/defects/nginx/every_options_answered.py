"""Every OPTIONS is answered here, preflight or not, allowed or not.

## Why

A preflight is OPTIONS with Origin and Access-Control-Request-Method (`fetch#cors-preflight-fetch`).
An OPTIONS without them is a question to the application (RFC 9110 §9.3.7), and WebDAV and health
checks ask it. Origins that are not allowed learn methods and headers from the answer.

## Who mends it

Whoever keeps the nginx configuration: look at the preflight's own headers too.

## Bad

```nginx
server {
    location /api/ {
        if ($request_method = OPTIONS) {
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
        set $cors_preflight "$request_method:$http_access_control_request_method:$http_origin";
        if ($cors_preflight ~ "^OPTIONS:[^:]+:.") {
            add_header Access-Control-Allow-Origin "https://app.example";
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
    ALLOW_ORIGIN,
    answers,
    asks_method,
    condition,
    depends,
    is_allowed_preflight,
    is_preflight,
    is_variable,
    value,
)
from corsac.targets.defects.nginx.tree import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Level

RULE = rule(
    "CORS210",
    "every-options-answered",
    "Every OPTIONS is answered as if it were a preflight",
    __doc__,
    Severity.INFO,
)
_ANYONE = ":$http_origin"


def find(tree: Config) -> Iterator[Finding]:
    """Find ifs that answer OPTIONS by the method alone."""
    for level in tree.levels:
        block = level.directive
        answer = _answer(tree, level)
        answer = answer or _noted(tree, level)
        if block is None or answer is None or not answer.headers(ALLOW_ORIGIN):
            continue
        if is_allowed_preflight(level):
            yield from _of_everyone(tree, level, _origin(tree, answer))
            continue
        if not asks_method(level) and not _asks_by_map(tree, level):
            continue
        start, end = block.words[1].start, block.words[-1].end
        asked = f'"$request_method:$http_access_control_request_method:{_origin(tree, answer)}"'
        yield found(
            RULE,
            block.source.span(start, end),
            Text.of("this is any OPTIONS"),
            fixes=safe(
                Text.of("answer preflights alone, of origins that are allowed"),
                block.source.before(block.start, f"set $cors_preflight {asked};"),
                block.source.edit(start, end, '($cors_preflight ~ "^OPTIONS:[^:]+:.")'),
            ),
            party=Party.PROXY,
        )


def _answer(tree: Config, level: Level) -> Level | None:
    """Give the level that answers for an if: itself, or the named location that has its error."""
    if level.name != "if" or answers(level):
        return level if level.name == "if" else None
    code = next((x.arguments[0] for x in level.own("return") if x.arguments), "")
    for each in level.effective("error_page") if code else ():
        if code in each.arguments[:-1] and each.arguments[-1].startswith("@"):
            return next((x for x in _named(tree, each.arguments[-1]) if is_preflight(x)), None)
    return None


def _noted(tree: Config, level: Level) -> Level | None:
    """Give the if that answers by a variable which this one notes the method in."""
    names = {bare(x.arguments[0]) for x in level.own("set") if x.arguments}
    asks = asks_method(level) or is_allowed_preflight(level)
    for each in tree.ifs(level.parents[-1]) if names and asks else ():
        asked = condition(each.directive) if each.directive else None
        told = asked.value.text.lower() if asked and asked.value else ""
        if asked and asked.variable in names and "options" in told and is_preflight(each):
            return each
    return None


def _asks_by_map(tree: Config, level: Level) -> bool:
    """Whether an if is on a variable that a map makes of the method alone."""
    asked = condition(level.directive) if level.directive else None
    if asked is None or "!" in asked.operator:
        return False
    return any(
        bare(block.arguments[0]) == "$request_method"
        and any("OPTIONS" in entry.name for entry in block.block or ())
        for block in tree.maps_to(asked.variable)
    )


def _named(tree: Config, name: str) -> Iterator[Level]:
    for level in tree.levels:
        if level.name == "location" and level.directive and level.directive.arguments == (name,):
            yield level


def _of_everyone(tree: Config, level: Level, meant: str) -> Iterator[Finding]:
    """Find a preflight's variable that takes any origin, where only some are given back."""
    name = condition(level.directive).variable if level.directive else ""
    around = (tree.sets_at(where, name) for where in level.chain)
    for each in next(filter(None, around), ()):
        word = each.words[2]
        at = each.source.text.find(_ANYONE, word.start, word.end)
        if at < 0 or meant == "$http_origin":
            continue
        end = at + len(_ANYONE)
        yield found(
            RULE,
            each.source.span(at + 1, end),
            Text.of("this is any origin that asks"),
            fixes=safe(
                Text.of("answer preflights alone, of origins that are allowed"),
                each.source.edit(at + 1, end, meant),
            ),
            party=Party.PROXY,
        )


def _origin(tree: Config, level: Level) -> str:
    """Give the variable that an allowed origin is in, or that of any origin."""
    text = bare(value(level.headers(ALLOW_ORIGIN)[0]).text)
    return text if is_variable(text) and depends(tree, text) else "$http_origin"
