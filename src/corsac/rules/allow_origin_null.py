"""The server allows the origin `null`, which is not this page's.

## Why

`null` stands for pages without an origin of their own: sandboxed frames, `file:`, `data:`. It is
compared like any other value (`fetch#cors-check.4`), so it lets no web site in; but it lets in
every sandboxed frame that anybody puts anywhere.

Often nobody meant it: a variable that was empty printed as `null`, or an answer to `Origin: null`
came out of a cache.

## Who mends it

The server: answer with the origin that asked, if it is on the list, and never with `null`.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: null
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
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.origin_value import VALUE_REASONS, mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS018",
    cause="origin-typo",
    name="allow-origin-null",
    title="Access-Control-Allow-Origin is `null`",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer with `null` for a page that has an origin."""
    message = Text.of(
        "the server allows `null`, not this page's origin `{origin}`", origin=case.origin
    )
    for found in mismatches(case, Difference.NULL)[:1]:
        yield headers_finding(RULE, case, found.answer, message)
