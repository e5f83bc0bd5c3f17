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

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import ALLOW_ORIGIN, chooses, value

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


def find(tree: Config) -> Iterator[Finding]:
    """Find ifs that choose the origin and send the headers themselves."""
    for level in tree.levels:
        block = level.directive
        own = level.lines
        first = next((each for each in own if each.is_about(ALLOW_ORIGIN)), None)
        if block is None or level.name != "if" or first is None or level.own("return"):
            continue
        if not chooses(level, tree):
            continue
        yield found(
            RULE,
            first.source.span(first.start, first.end),
            Text.of("sent only where this if is the level that answers"),
            fixes=safe(
                Text.of("choose the origin in the if, and send the headers outside of it"),
                *_edits(level, block, first, own),
            ),
            party=Party.PROXY,
        )


def _edits(
    level: Level, block: Directive, first: Directive, own: tuple[Directive, ...]
) -> Iterator[Edit]:
    source, word = block.source, value(first)
    outside = level.parents[-1].lines
    there = {each.words[1].text.lower() for each in outside if len(each.words) > 1}
    yield source.before(block.start, 'set $cors_origin "";')
    lines: list[str] = []
    for each in own:
        if each is first:
            given = source.text[word.start : word.end]
            yield source.edit(each.start, each.end, f"set $cors_origin {given};")
            head, tail = source.text[each.start : word.start], source.text[word.end : each.end]
            lines.append(f"{head}$cors_origin{tail}")
            continue
        yield source.without(each.start, each.end)
        if len(each.words) > 1 and each.words[1].text.lower() not in there:
            lines.append(source.text[each.start : each.end])
    yield source.after(block.start, block.end, *lines)
