"""`Access-Control-Allow-Origin` holds something that is no origin.

An empty value, a variable that was not expanded (`$http_origin`), a word (`all`, `true`, `NULL`,
`undefined`), a piece of code.

## Why

The value is compared with the origin byte by byte (`fetch#cors-check.4`); what is no origin equals
none. Chromium calls it an invalid value, the others call it a mismatch.

## Who mends it

The server: the origin that asked, if it is on the list, or `*` for what is public.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: $http_origin
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.difference import Difference
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.origin_value import VALUE_REASONS, mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS019",
    cause="origin-typo",
    name="allow-origin-invalid",
    title="Access-Control-Allow-Origin is no origin",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer whose value is empty or is no origin at all."""
    for found in mismatches(case, Difference.EMPTY, Difference.GARBAGE)[:1]:
        yield headers_finding(RULE, case, found.answer, _message(found.value))


def _message(value: str) -> Text:
    if not value:
        return Text.of("Access-Control-Allow-Origin is empty")
    return Text.of(
        "Access-Control-Allow-Origin is `{value}`, which is no origin", value=brief(value)
    )
