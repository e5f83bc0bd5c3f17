r"""The expression for allowed origins lets others in.

A missing `$` or `^`, a dot without a backslash, a wildcard glued to the host, `https?` where the
user's cookies go along.

## Why

Who can register `yoursitexcom.example` or `yoursite.com.evil.example` is one of the allowed
origins. With `https?` whoever sits in the user's network is: they put a page on plain
`http://yoursite.com` themselves, and it reads the user's data.

## Who mends it

Whoever keeps the nginx configuration: whole, escaped, and https alone but for this machine.

## Bad

```nginx
server {
    location /api/ {
        set $cors_origin "";
        if ($http_origin ~ "^https://(app|shop).example") {
            set $cors_origin $http_origin;
        }
        add_header Access-Control-Allow-Origin $cors_origin always;
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
        if ($http_origin ~ "^https://(app|shop)\.example$") {
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
from corsac.targets.defects.nginx.cors import allows_credentials, condition
from corsac.targets.defects.nginx.tree import bare
from corsac.targets.defects.origin_pattern import SAID, judge, matches_anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Word
    from corsac.targets.defects.source import Source

RULE = rule(
    "CORS206",
    "origin-pattern-too-wide",
    "The expression for allowed origins lets others in",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find expressions on the origin, in ifs and in maps, that match more than they mean."""
    secure = allows_credentials(tree)
    for source, word in _expressions(tree):
        mark = word.text[: len(word.text) - len(word.text.lstrip("~*"))]
        expression = word.text[len(mark) :]
        verdict = judge(expression, secure=secure)
        if not verdict.faults or matches_anything(expression):
            continue
        edit = source.edit(word.start, word.end, f'"{mark}{verdict.mended}"')
        yield found(
            RULE,
            source.span(word.start, word.end),
            Text.of(SAID[verdict.faults[0]]),
            notes=tuple(Text.of(SAID[each]) for each in verdict.faults[1:]),
            fixes=safe(Text.of("match what is meant, whole: {to}", to=verdict.mended), edit),
            party=Party.PROXY,
        )


def _expressions(tree: Config) -> Iterator[tuple[Source, Word]]:
    for _, each in tree.directives("if"):
        asked = condition(each)
        if asked.variable == "$http_origin" and asked.operator in {"~", "~*"} and asked.value:
            yield each.source, asked.value
    for each in tree.maps:
        if bare(each.arguments[0]) == "$http_origin":
            yield from (
                (entry.source, entry.words[0])
                for entry in each.block or ()
                if entry.name.startswith("~") and entry.arguments[0] not in {"", "0"}
            )
