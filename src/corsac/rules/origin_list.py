"""`Access-Control-Allow-Origin` holds a list of origins.

## Why

The header holds one origin, `*` or `null`; there is no list. The whole value is compared with the
origin that asked (`fetch#cors-check.4`).

## Who mends it

The server: look the request's `Origin` up in the list, answer with that one, and say `Vary: Origin`
so that caches keep the answers apart.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example, https://admin.example
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Vary: Origin
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.difference import Difference
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.origin_value import VALUE_REASONS, mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS013",
    cause="duplicate-acao",
    name="origin-list",
    title="Access-Control-Allow-Origin holds a list of origins",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer whose one value has several items."""
    message = Text.of("Access-Control-Allow-Origin holds a list, but takes one origin")
    for found in mismatches(case, Difference.LIST)[:1]:
        yield headers_finding(RULE, case, found.answer, message)
