r"""The value of Allow-Origin is no origin: a list, a pattern, a URL with a slash, or two lines.

## Why

A browser compares the whole value, byte by byte, with the one origin that asked
(`fetch#cors-check.4`). `https://a.example, https://b.example`, `https://*.example.com` and
`https://app.example/` equal no origin at all, and two lines count as one list.

## Who mends it

Whoever keeps the nginx configuration: give back the origin that asked, if it is one of those meant.

## Bad

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example, https://shop.example" always;
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
        if ($http_origin ~ "^(?:https://app\.example|https://shop\.example)$") {
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

import re
from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_ORIGIN,
    given,
    inserted_choice,
    is_one_origin,
    value,
    written,
)
from corsac.targets.defects.values import mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS215",
    "not-one-origin",
    "The value of Allow-Origin is no origin",
    __doc__,
    Severity.ERROR,
)
_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9.-]+(?::\d+)?|[a-z][a-z0-9+.-]*://[a-z0-9.-]+")

_ADVICE = advice(Text.of("name one origin, as a browser writes it: https://app.example"))


def find(tree: Config) -> Iterator[Finding]:
    """Find values, and pairs of lines, that can equal no origin."""
    yield from _in_variables(tree)
    for level in tree.levels:
        lines = [each for each in level.lines if each.is_about(ALLOW_ORIGIN)]
        if not lines or any("$" in value(each).text for each in lines):
            continue
        if len(lines) == 1 and is_one_origin(value(lines[0]).text):
            continue
        last = value(lines[-1])
        yield found(
            RULE,
            lines[-1].source.span(last.start, last.end),
            Text.of("{value} is no origin", value=last.text)
            if len(lines) == 1
            else Text.of("this is the second line of it: both are sent"),
            fixes=_fix(level, lines),
            party=Party.PROXY,
        )


def _in_variables(tree: Config) -> Iterator[Finding]:
    """Find what `set` and `map` give for an origin and is none: `default 0` is sent as it is."""
    names = {
        value(each).text
        for level in tree.levels
        for each in level.lines
        if each.is_about(ALLOW_ORIGIN)
    }
    for each, word in (pair for name in sorted(names) for pair in given(tree, name)):
        if not word.text or (is_one_origin(word.text) and word.text != "null"):
            continue
        yield found(
            RULE,
            each.source.span(word.start, word.end),
            Text.of("{value} is no origin", value=word.text),
            fixes=safe(
                Text.of("send nothing: an empty value is not sent"),
                each.source.edit(word.start, word.end, '""'),
            ),
            party=Party.PROXY,
        )


def _fix(level: Level, lines: list[Directive]) -> tuple[Fix, ...]:
    given = [part for each in lines for part in re.split(r"[,\s]+", value(each).text) if part]
    origins = tuple(dict.fromkeys(part.rstrip("/").lower() for part in given))
    outer = next((each for each in level.chain if each.name != "if"), level)
    said = [value(x).text for x in outer.lines if x.is_about(ALLOW_ORIGIN)]
    fixed = len(said) == 1 and "$" not in said[0] and is_one_origin(said[0])
    around = outer is not level and said and not fixed
    known = all(_ORIGIN.fullmatch(each) for each in origins)
    alone = known and len(origins) == 1 and "*" not in origins[0]
    if around and not alone:
        # What stands around an if is mended first, and said again in it.
        return _ADVICE
    if not known or not outer.body:
        return _one(lines)
    first = lines[0]
    word = value(first)
    if alone:
        edits = [first.source.edit(word.start, word.end, written(first, origins[0]))]
    else:
        edits = [
            inserted_choice(outer, origins),
            first.source.edit(word.start, word.end, "$cors_origin"),
        ]
    edits += [each.source.without(each.start, each.end) for each in lines[1:]]
    return safe(Text.of("give back the origin that asked, if it is one of these"), *edits)


def _one(lines: list[Directive]) -> tuple[Fix, ...]:
    """Write one value as it was meant; advice where that is not known."""
    first, word = lines[0], value(lines[0])
    wrong = mistake(ALLOW_ORIGIN, word.text, known=first.source.exact_origins)
    if len(lines) == 1 and wrong is not None and wrong.meant:
        return wrong.fixes(first.source.edit(word.start, word.end, written(first, wrong.meant)))
    return _ADVICE
