"""`Access-Control-Allow-Methods` can't be read.

Methods without commas between them, brackets or quotation marks from a JSON or YAML list, junk.

## Why

The header is a list of tokens with commas between them. Where one line of it is not, the whole
header counts as unreadable and the preflight fails (`fetch#cors-preflight-fetch.7.3`), also for
methods that need not be listed.

## Who mends it

The server: `GET, POST, PUT`, nothing else.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "PUT"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: ["GET", "PUT"]
```

## Good

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "PUT"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: GET, PUT
> PUT /items/1
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_METHODS
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.lists import allowed_methods
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS046",
    cause="invalid-token-list",
    name="method-list-malformed",
    title="Access-Control-Allow-Methods is no list of methods",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_METHODS_INVALID})


def find(case: Case) -> Iterator[Finding]:
    """Find the first preflight whose answer's list of methods can't be read."""
    for preflight in Scene.of(case).preflights:
        if allowed_methods(preflight) is None:
            yield headers_finding(
                RULE,
                case,
                preflight,
                Text.of("Access-Control-Allow-Methods is not a list of methods with commas"),
                header=ALLOW_METHODS,
            )
            return
