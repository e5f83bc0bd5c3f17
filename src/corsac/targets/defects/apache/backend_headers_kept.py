"""Behind Apache's CORS headers those of the application come through as well.

## Why

Apache has two tables of headers, `onsuccess` and `always`, and sends both. What the application
said is in the first; `Header always set` fills the second and replaces nothing. The browser gets
two Allow-Origin lines, which count as one wrong value (`fetch#cors-check.4`).

## Who mends it

Whoever keeps Apache's configuration: unset the application's. Or let the application alone answer
CORS.

## Bad

```apache
<VirtualHost *:80>
    ProxyPass / http://127.0.0.1:8080/
    Header always set Access-Control-Allow-Origin "https://app.example"
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    ProxyPass / http://127.0.0.1:8080/
    Header onsuccess unset Access-Control-Allow-Origin
    Header onsuccess unset Access-Control-Allow-Credentials
    Header onsuccess unset Access-Control-Allow-Methods
    Header onsuccess unset Access-Control-Allow-Headers
    Header onsuccess unset Access-Control-Max-Age
    Header onsuccess unset Access-Control-Expose-Headers
    Header always set Access-Control-Allow-Origin "https://app.example"
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import RESPONSE
from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    before,
    is_proxy,
    origins,
)
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config, Directive

RULE = rule(
    "CORS222",
    "backend-headers-kept",
    "The application's own CORS headers come through beside Apache's",
    __doc__,
    Severity.WARNING,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find proxies that set headers in the one table and leave the other."""
    if not is_proxy(tree):
        return
    seen: list[tuple[Directive, ...]] = []
    for each in origins(tree):
        sections = each.line.sections
        if not each.always or sections in seen:
            continue
        seen.append(sections)
        beside = tree.beside(each, *(x.name.lower() for x in RESPONSE))
        gone = {x.name for x in beside if x.action.text.lower() == "unset" and not x.always}
        if {ALLOW_ORIGIN, ALLOW_CREDENTIALS, *(x.name for x in beside if x.value)} <= gone:
            continue
        lines = [f"Header onsuccess unset {x.name}" for x in RESPONSE if x.name.lower() not in gone]
        yield found(
            RULE,
            tree.source.span(each.line.start, each.line.end),
            Text.of("what the application says of it is sent beside this"),
            fixes=safe(
                Text.of("unset the application's first"),
                before(each.line, *lines),
            ),
            party=Party.PROXY,
            confidence=Confidence.MEDIUM,
        )
