r"""A pattern is sent as it is: `https://*.example.com`, or a regular expression.

## Why

Browsers know no patterns here. The value is compared with the origin byte by byte, and only a
single `*` has a meaning of its own (`fetch#cors-check.3`, `.4`).

## Who mends it

The server: match the pattern itself, on whole labels and with the scheme, and answer with the
origin that asked. Most frameworks have an option for it whose name ends in `pattern` or `regex`;
an entry in the plain list is not expanded.

## Bad

```http
https://app.example.com runs fetch("https://api.example.com/items")
> GET /items
> Origin: https://app.example.com
< 200 OK
< Access-Control-Allow-Origin: https://*.example.com
```

## Good

```http
https://app.example.com runs fetch("https://api.example.com/items")
> GET /items
> Origin: https://app.example.com
< 200 OK
< Access-Control-Allow-Origin: https://app.example.com
< Vary: Origin
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
    code="CORS017",
    cause="wildcard-subdomain",
    name="origin-pattern-sent",
    title="A pattern stands in Access-Control-Allow-Origin",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer whose value is a pattern."""
    for found in mismatches(case, Difference.PATTERN)[:1]:
        message = Text.of(
            "`{value}` is a pattern, and browsers know none", value=brief(found.value)
        )
        yield headers_finding(RULE, case, found.answer, message)
