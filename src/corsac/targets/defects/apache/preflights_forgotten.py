"""Preflights are answered without `Access-Control-Max-Age`: they are asked again all the time.

## Why

Without it a browser keeps a preflight's answer for five seconds (`fetch#cors-preflight-fetch`).
Chromium keeps it for two hours at most, WebKit for ten minutes, Firefox for a day.

## Who mends it

Whoever keeps Apache's configuration.

## Bad

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example"
    Header always set Access-Control-Allow-Methods "GET, PUT" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example"
    Header always set Access-Control-Allow-Methods "GET, PUT" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
    Header always set Access-Control-Max-Age 7200 "expr=%{REQUEST_METHOD} == 'OPTIONS'"
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import sent
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config

RULE = rule(
    "CORS230",
    "preflights-forgotten",
    "Preflights of Apache are kept for five seconds only",
    __doc__,
    Severity.INFO,
)
_LINE = "Header always set Access-Control-Max-Age 7200 \"expr=%{REQUEST_METHOD} == 'OPTIONS'\""


def find(tree: Config) -> Iterator[Finding]:
    """Find scopes that name methods and no time."""
    methods = sent(tree, "access-control-allow-methods")
    timed = [each.line.scope for each in sent(tree, "access-control-max-age")]
    if not methods or methods[-1].line.scope in timed:
        return
    line = methods[-1].line
    yield found(
        RULE,
        tree.source.span(line.start, line.end),
        Text.of("nothing says how long this may be kept"),
        fixes=safe(
            Text.of("let it be kept for two hours"),
            tree.source.after(line.start, line.end, _LINE),
        ),
        party=Party.PROXY,
    )
