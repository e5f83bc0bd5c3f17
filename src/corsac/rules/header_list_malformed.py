"""`Access-Control-Allow-Headers` can't be read.

Names without commas between them, brackets or quotation marks from a JSON or YAML list, junk.

## Why

The header is a list of tokens with commas between them. Where one line of it is not, the whole
header counts as unreadable and the preflight fails (`fetch#cors-preflight-fetch.7.3`), whatever
headers the page sends.

## Who mends it

The server: `Content-Type, Authorization`, nothing else.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"headers": {"X-Trace": "1"}})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Content-Type X-Trace
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"headers": {"X-Trace": "1"}})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Content-Type, X-Trace
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_HEADERS
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.lists import allowed_headers
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS047",
    cause="invalid-token-list",
    name="header-list-malformed",
    title="Access-Control-Allow-Headers is no list of header names",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_HEADERS_INVALID})


def find(case: Case) -> Iterator[Finding]:
    """Find the first preflight whose answer's list of headers can't be read."""
    for preflight in Scene.of(case).preflights:
        if allowed_headers(preflight) is None:
            yield headers_finding(
                RULE,
                case,
                preflight,
                Text.of("Access-Control-Allow-Headers is not a list of names with commas"),
                header=ALLOW_HEADERS,
            )
            return
