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
    EXPOSE_HEADERS,
    chooses,
    depends,
    inserted_where_known,
    is_preflight,
    is_variable,
    may_be_star,
    reflects,
    value,
)
from corsac.targets.defects.nginx.places import in_http
from corsac.targets.defects.nginx.tree import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Fix
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
        if level.name == "if" and (is_preflight(level) or chooses(level, tree)):
            continue
        origin = next((each for each in level.lines if each.is_about(ALLOW_ORIGIN)), None)
        name = bare(value(origin).text) if origin else ""
        if not is_variable(name) or reflects(tree, level, name) or not depends(tree, name):
            continue
        if may_be_star(tree, name):
            continue
        for each in level.lines:
            yield from _line(tree, level, name, each)


def _line(tree: Config, level: Level, name: str, each: Directive) -> Iterator[Finding]:
    """Find a line that says the same to everyone, and mend it."""
    word = value(each)
    if each.is_about(ALLOW_CREDENTIALS) and word.text == "false":
        yield found(
            RULE,
            each.source.span(word.start, word.end),
            Text.of("false says nothing: without the header it is the same"),
            fixes=safe(Text.of("leave it out"), each.source.without(each.start, each.end)),
            party=Party.PROXY,
        )
        return
    if each.is_about(ALLOW_CREDENTIALS) and word.text == "true":
        variable, told = "$cors_credentials", "true"
    elif each.is_about(EXPOSE_HEADERS) and "$" not in word.text:
        variable, told = "$cors_expose", f'"{word.text}"'
    else:
        return
    yield found(
        RULE,
        each.source.span(word.start, word.end),
        Text.of("true for everyone; {name} is for those allowed", name=name)
        if told == "true"
        else Text.of("said to everyone; {name} is for those allowed", name=name),
        fixes=_fix(tree, level, name, each, (variable, told)),
        party=Party.PROXY,
    )


def _fix(
    tree: Config, level: Level, name: str, each: Directive, given: tuple[str, str]
) -> tuple[Fix, ...]:
    """Set a variable once the origin is known, and before anything answers; once is enough."""
    word, (variable, told) = value(each), given
    edit = each.source.edit(word.start, word.end, variable)
    title = Text.of("send it where the origin is sent")
    maps = tree.maps_to(variable)
    if maps:
        same = any(x.name == "default" and x.arguments == (told,) for x in maps[0].block or ())
        return safe(title, edit) if same else ()
    there = [x for where in level.chain for x in tree.sets_at(where, variable)]
    if there:
        inside = [
            x
            for where in level.chain
            for y in tree.inside(where)
            if y.name == "if"
            for x in tree.sets_at(y, variable)
        ]
        same = any(x.arguments[1] == told.strip('"') for x in inside)
        return safe(title, edit) if same else ()
    return safe(title, *_set(tree, level, name, given), edit)


def _set(tree: Config, level: Level, name: str, given: tuple[str, str]) -> tuple[Edit, ...]:
    variable, told = given
    lines: tuple[str, ...] = (
        f'set {variable} "";',
        f"if ({name}) {{ set {variable} {told}; }}",
    )
    level = level.parents[-1] if level.name == "if" else level
    if in_http(level):
        lines = (f"map {name} {variable} {{", f"    default {told};", '    "" "";', "}")
    return (inserted_where_known(tree, level, (name,), *lines),)
