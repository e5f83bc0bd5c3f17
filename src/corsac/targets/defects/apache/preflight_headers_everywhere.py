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
from corsac.targets.defects.apache.cors import ALLOW_ORIGIN, PREFLIGHT, sent, variable
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
_OPTIONS = "%{REQUEST_METHOD} == 'OPTIONS'"


def find(tree: Config) -> Iterator[Finding]:
    """Find preflights' headers that no condition and no section restricts."""
    for each in sent(tree, *PREFLIGHT):
        name = next((variable(tree, x) for x in tree.beside(each, ALLOW_ORIGIN) if x.value), "")
        restricted = any(x.name in {"if", "limit", "elseif", "else"} for x in each.line.sections)
        wanted = f'"expr={_OPTIONS}"' if not name else f"\"expr={_OPTIONS} && -n reqenv('{name}')\""
        told = {word.text for word in each.rest}
        if restricted or each.value is None or not told <= {f"env={name}", f"expr={_OPTIONS}"}:
            continue
        if wanted == f'"{" ".join(word.text for word in each.rest)}"':
            continue
        source, end = tree.source, each.value.end
        last = each.rest[-1].end if each.rest else end
        yield found(
            RULE,
            source.span(each.line.start, each.line.end),
            Text.of("only preflights have a use for this"),
            fixes=safe(Text.of("send it with OPTIONS alone"), source.edit(end, last, f" {wanted}")),
            party=Party.PROXY,
        )
