"""The response came and may be used, but the element can't use it.

A script with a status of 404, an image that is none, an event stream of another type. CORS is not
to blame.

## Why

An element looks at status, type and bytes once the response is let in (`fetch#main-fetch`, the
element's own steps in HTML).

## Who mends it

The server, if it sends the wrong thing; the page, if its URL is wrong.

## Bad

```http
https://app.example runs script("https://cdn.example/lib.js")
> GET /lib.js
< 404 Not Found
< Content-Type: text/html
```

## Good

```http
https://app.example runs script("https://cdn.example/lib.js")
> GET /lib.js
< 200 OK
< Content-Type: text/javascript
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS096",
    cause="unusable-content",
    name="unusable-content",
    title="The element can't use what came",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.CONTENT})


def find(case: Case) -> Iterator[Finding]:
    """Find a response that its element could not use."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.UNKNOWN,
        Confidence.MEDIUM,
        Text.of("the response was let in, but the element can't use it"),
        where=place_of(block),
        notes=tuple(_status(block.detail)),
    )


def _status(detail: str) -> Iterator[Text]:
    if detail:
        yield Text.of("its status is {status}", status=detail)
