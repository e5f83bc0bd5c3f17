"""A CORS header is left out of errors: `Header` without `always`.

## Why

Without it Apache sets the header on successes alone. On a 404 or its own 502 the page gets no
Allow-Origin: the browser says "blocked by CORS" (`fetch#cors-check.2`), and the page can't see
which error it was.

## Who mends it

Whoever keeps Apache's configuration.

## Bad

```apache
<VirtualHost *:80>
    Header set Access-Control-Allow-Origin "https://app.example"
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example"
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import ALLOW_CREDENTIALS, ALLOW_ORIGIN, sent
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config

RULE = rule(
    "CORS220",
    "header-not-always",
    "A CORS header is left out of Apache's error answers",
    __doc__,
    Severity.ERROR,
)
_ON_ERRORS = (ALLOW_ORIGIN, ALLOW_CREDENTIALS, "access-control-expose-headers")


def find(tree: Config) -> Iterator[Finding]:
    """Find lines that set headers on successes alone."""
    for each in sent(tree, *_ON_ERRORS):
        if each.always:
            continue
        line, action = each.line, each.action
        given = line.words[1]
        start = given.start if given.text.lower() == "onsuccess" else action.start
        edit = tree.source.edit(start, action.start, "always ")
        yield found(
            RULE,
            tree.source.span(line.start, line.end),
            Text.of("not sent with errors"),
            fixes=safe(Text.of("send it always"), edit),
            party=Party.PROXY,
        )
