r"""The answer depends on the Origin, and does not say so: `Vary: Origin` is missing.

## Why

A cache keeps the answer that it got first. Made for no origin or another one, it lacks the right
Allow-Origin, and the page is blocked until it expires (RFC 9110 §12.5.5,
`fetch#cors-protocol-and-http-caches`). `SetEnvIf` says nothing of it by itself.

## Who mends it

Whoever keeps Apache's configuration.

## Bad

```apache
<VirtualHost *:80>
    SetEnvIf Origin "^https://app\.example$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    SetEnvIf Origin "^https://app\.example$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import before, origins, outermost_if, varies
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config, Directive

RULE = rule(
    "CORS225",
    "vary-not-said",
    "The answer depends on the Origin, and Apache's Vary does not say so",
    __doc__,
    Severity.ERROR,
)
_LINE = "Header always merge Vary Origin"


def find(tree: Config) -> Iterator[Finding]:
    """Find Allow-Origin lines that depend on the request, without Vary beside them."""
    seen: list[Directive | None] = []
    for each in origins(tree):
        if not varies(each) or each.line.scope in seen:
            continue
        seen.append(each.line.scope)
        told = tree.beside(each, "vary")
        if any(x.value and "origin" in x.value.text.lower() for x in told):
            continue
        line = each.line
        if outermost_if(line) is None:
            edit = tree.source.after(line.start, line.end, _LINE)
        else:
            edit = before(line, _LINE)
        yield found(
            RULE,
            tree.source.span(line.start, line.end),
            Text.of("this depends on the Origin that asks"),
            fixes=safe(Text.of("say so, on every answer"), edit),
            party=Party.PROXY,
        )
