"""`Header add`, `append` or `merge` puts a second value beside one that is there.

## Why

Several values count as one list, which equals no origin (`fetch#cors-check.4`). `set` leaves one.

## Who mends it

Whoever keeps Apache's configuration.

## Bad

```apache
<VirtualHost *:80>
    Header always add Access-Control-Allow-Origin "https://app.example"
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
    "CORS221",
    "header-added",
    "A CORS header is added beside one that may be there",
    __doc__,
    Severity.WARNING,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find single-valued headers that are added."""
    for each in sent(tree, ALLOW_ORIGIN, ALLOW_CREDENTIALS):
        if each.action.text.lower() in {"add", "append", "merge"}:
            at = each.action
            yield found(
                RULE,
                tree.source.span(at.start, at.end),
                Text.of("where there is one already, there are two then"),
                fixes=safe(Text.of("set it"), tree.source.edit(at.start, at.end, "set")),
                party=Party.PROXY,
            )
