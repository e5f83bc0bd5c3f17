r"""Origins are compared without regard to case.

`~*` ignores case, and so do the plain strings of a `map`.

## Why

An origin is compared byte by byte (`fetch#cors-check.4`); browsers write it in lower case. What
ignores case gives back origins that no browser has, and caches keep them.

## Who mends it

Whoever keeps the nginx configuration: `~`, in place of `~*`; in a `map`, an anchored expression.

## Bad

```nginx
map $http_origin $cors_origin {
    default "";
    "https://app.example" $http_origin;
}
```

## Good

```nginx
map $http_origin $cors_origin {
    default "";
    "~^https://app\.example$" $http_origin;
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import condition
from corsac.targets.defects.nginx.tree import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config, Directive

RULE = rule(
    "CORS207",
    "origin-in-any-case",
    "Origins are compared without regard to case",
    __doc__,
    Severity.INFO,
)
_SAID = Text.of("this ignores case; an origin doesn't")


def find(tree: Config) -> Iterator[Finding]:
    """Find comparisons of the origin that ignore case."""
    for _, each in tree.directives("if"):
        asked = condition(each)
        if asked.variable == "$http_origin" and asked.operator == "~*":
            word = next(word for word in each.words if word.text == "~*")
            edit = each.source.edit(word.start, word.end, "~")
            fix = safe(Text.of("compare as it is written"), edit)
            yield found(
                RULE, each.source.span(word.start, word.end), _SAID, fixes=fix, party=Party.PROXY
            )
    for each in tree.maps:
        if bare(each.arguments[0]) == "$http_origin":
            yield from _in_map(each)


def _in_map(block: Directive) -> Iterator[Finding]:
    for entry in block.block or ():
        key, source = entry.words[0], entry.source
        if key.text.startswith("~*"):
            better = "~" + key.text[2:]
        elif key.text.startswith(("http://", "https://")) and "*" not in key.text:
            better = "~^" + re.escape(key.text).replace(r"\-", "-") + "$"
        else:
            continue
        edit = source.edit(key.start, key.end, f'"{better}"')
        fix = safe(Text.of("match it whole, as it is written"), edit)
        yield found(RULE, source.span(key.start, key.end), _SAID, fixes=fix, party=Party.PROXY)
