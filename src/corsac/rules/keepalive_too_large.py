"""A request with `keepalive` carries too much.

## Why

The bodies of all requests with `keepalive` that a page has under way may come to 65,536 bytes
(`fetch#http-network-or-cache-fetch`), since they may outlive the page.

## Who mends it

The page: send less, or leave `keepalive` away where the request need not outlive the page.

## Bad

```http
https://app.example runs fetch("https://api.example/log", {
  "method": "POST", "keepalive": true, "body": "x".repeat(65537)
})
```

## Good

```http
https://app.example runs fetch("https://api.example/log", {
  "method": "POST", "keepalive": true, "body": "x".repeat(65536)
})
> POST /log
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS069",
    cause="keepalive-too-large",
    name="keepalive-too-large",
    title="A request with keepalive carries more than 64 KiB",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.KEEPALIVE_LIMIT})


def find(case: Case) -> Iterator[Finding]:
    """Find a request over the limit of keepalive."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of("requests with keepalive may carry 65,536 bytes together"),
        where=place_of(block),
        fixes=(page_fix("send less, or without keepalive", "fetch(url, { keepalive: false })"),),
    )
