"""What is meant for preflights stands on every answer.

## Why

Browsers read `Access-Control-Allow-Methods`, `-Headers` and `-Max-Age` in the answer to a preflight
and nowhere else (`fetch#cors-preflight-fetch`). Everywhere else they cost bytes, and tell strangers
what the API takes.

## Who mends it

Whoever keeps Apache's configuration: send them with OPTIONS.

## Bad

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example"
    Header always set Access-Control-Allow-Methods "GET, PUT"
    Header always set Access-Control-Max-Age 7200
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
from corsac.targets.defects.apache.cors import PREFLIGHT, sent
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config

RULE = rule(
    "CORS229",
    "preflight-headers-everywhere",
    "What is meant for preflights stands on every answer of Apache",
    __doc__,
    Severity.INFO,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find preflights' headers that no condition and no section restricts."""
    for each in sent(tree, *PREFLIGHT):
        restricted = any(x.name in {"if", "limit", "elseif", "else"} for x in each.line.sections)
        if each.rest or restricted or each.value is None:
            continue
        end = each.value.end
        edit = tree.source.edit(end, end, " \"expr=%{REQUEST_METHOD} == 'OPTIONS'\"")
        yield found(
            RULE,
            tree.source.span(each.line.start, each.line.end),
            Text.of("only preflights have a use for this"),
            fixes=safe(Text.of("send it with OPTIONS alone"), edit),
            party=Party.PROXY,
        )
