"""The page's own Content Security Policy forbids the request.

## Why

A page's policy says which servers its scripts may connect to (`connect-src`, or `default-src`);
anything else is blocked before it is sent (`csp3#should-block-request`, run by
`fetch#main-fetch.7`). The page below has `connect-src 'self' https:`, and asks over plain http.

## Who mends it

The page's side: the API's origin into `connect-src`, in the header or the `meta` element that has
the policy. No CORS header helps.

## Bad

```http
http://app.example (csp-connect) runs fetch("http://api.example/items")
```

## Good

```http
http://app.example (csp-connect) runs fetch("https://api.example/items")
> GET /items
> Origin: http://app.example
< 200 OK
< Access-Control-Allow-Origin: *
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
    code="CORS070",
    cause="page-csp",
    name="page-csp",
    title="The page's own Content Security Policy forbids the request",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.CONTENT_SECURITY_POLICY})


def find(case: Case) -> Iterator[Finding]:
    """Find a request that the page forbids itself."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of("the page's Content Security Policy forbids to connect there"),
        where=place_of(block),
        notes=(
            Text.of("no CORS header helps: the request is not sent"),
            Text.of("the API's origin has to stand in connect-src"),
        ),
    )
