"""A 204 is given a Content-Length or a Content-Type: it has no content.

## Why

RFC 9110 §8.6 forbids Content-Length in a 204, and some proxies and HTTP clients take such an answer
for broken. The line comes from recipes for `return 200`.

## Who mends it

Whoever keeps the nginx configuration: take the line out.

## Bad

```nginx
server {
    if ($cors_preflight) {
        add_header Access-Control-Allow-Origin "https://app.example";
        add_header Content-Length 0;
        return 204;
    }
}
```

## Good

```nginx
server {
    if ($cors_preflight) {
        add_header Access-Control-Allow-Origin "https://app.example";
        return 204;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import asks_method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Level

RULE = rule(
    "CORS213",
    "body-headers-on-empty-answer",
    "An answer without content has headers about content",
    __doc__,
    Severity.INFO,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find such lines in blocks that return 204."""
    for level in tree.levels:
        if not _is_empty(level) and not any(map(_is_empty, _later(tree, level))):
            continue
        for each in level.lines:
            if each.is_about("content-length", "content-type"):
                yield found(
                    RULE,
                    each.source.span(each.start, each.end),
                    Text.of("a 204 has no content"),
                    fixes=safe(Text.of("take it out"), each.source.without(each.start, each.end)),
                    party=Party.PROXY,
                )


def _is_empty(level: Level) -> bool:
    return any(each.arguments[:1] == ("204",) for each in level.own("return"))


def _later(tree: Config, level: Level) -> list[Level]:
    """Give the ifs on OPTIONS behind one: what several of them say is meant for one answer."""
    beside = tree.ifs(level.parents[-1]) if asks_method(level) else ()
    at = beside.index(level) if level in beside else 0
    return [each for each in beside[at + 1 :] if asks_method(each)]
