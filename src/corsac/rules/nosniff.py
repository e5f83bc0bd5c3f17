"""`X-Content-Type-Options: nosniff`, and a `Content-Type` that is not one for this use.

## Why

With `nosniff` a script needs a JavaScript type and a style sheet `text/css`
(`fetch#should-response-to-request-be-blocked-due-to-nosniff?`). Often the URL answers with an
error page in HTML.

## Who mends it

The server: the right `Content-Type`, or the right file.

## Bad

```http
https://app.example runs script("https://cdn.example/lib.js")
> GET /lib.js
< 200 OK
< Content-Type: text/html
< X-Content-Type-Options: nosniff
```

## Good

```http
https://app.example runs script("https://cdn.example/lib.js")
> GET /lib.js
< 200 OK
< Content-Type: text/javascript
< X-Content-Type-Options: nosniff
```
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.browser.content import usable
from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.core.messages import WireResponse
from corsac.rules.reading.block import blocked_for, exchange_at, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Block
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS093",
    cause="nosniff",
    name="nosniff",
    title="The Content-Type is not one for a script or style sheet",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NOSNIFF, Reason.CONTENT})


def find(case: Case) -> Iterator[Finding]:
    """Find a response that its type kept from being used."""
    block = blocked_for(case, *CLAIMS)
    if block is None or (block.reason is Reason.CONTENT and not _nosniff_alone(case, block)):
        return
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.MEDIUM,
        Text.of("the answer's Content-Type is not one for this use, and nosniff forbids to guess"),
        where=place_of(block, "Content-Type"),
    )


def _nosniff_alone(case: Case, block: Block) -> bool:
    """Tell whether the element could use the same answer without the header."""
    exchange = exchange_at(case, block)
    if exchange is None or not isinstance(exchange.answer, WireResponse):
        return False
    headers = exchange.answer.headers.without("X-Content-Type-Options")
    return usable(case.request.api, replace(exchange.answer, headers=headers))
