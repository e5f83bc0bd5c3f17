"""Every OPTIONS is answered here, preflight or not.

## Why

A preflight is OPTIONS with Origin and Access-Control-Request-Method (`fetch#cors-preflight-fetch`).
Any other OPTIONS is a question to the application (RFC 9110 §9.3.7).

## Who mends it

Whoever keeps Apache's configuration: ask for the preflight's own header too.

## Bad

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "*"
    RewriteEngine On
    RewriteCond %{REQUEST_METHOD} OPTIONS
    RewriteRule ^(.*)$ $1 [R=204,L]
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "*"
    RewriteEngine On
    RewriteCond %{REQUEST_METHOD} OPTIONS
    RewriteCond %{HTTP:Access-Control-Request-Method} .
    RewriteRule ^(.*)$ $1 [R=204,L]
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import origins, preflight_rules
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config

RULE = rule(
    "CORS228",
    "options-rewritten",
    "Apache answers every OPTIONS as if it were a preflight",
    __doc__,
    Severity.INFO,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find rules that answer OPTIONS by the method alone, where CORS headers are sent."""
    if not origins(tree):
        return
    for conditions, _ in preflight_rules(tree):
        asked = [tree.source.text[x.start : x.end].lower() for x in conditions]
        if any("access-control-request-method" in each for each in asked):
            continue
        last = conditions[-1]
        line = "RewriteCond %{HTTP:Access-Control-Request-Method} ."
        yield found(
            RULE,
            tree.source.span(last.start, last.end),
            Text.of("this is any OPTIONS"),
            fixes=safe(
                Text.of("answer preflights alone"), tree.source.after(last.start, last.end, line)
            ),
            party=Party.PROXY,
        )
