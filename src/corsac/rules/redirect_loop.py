"""The server redirects without end.

## Why

A browser follows 20 redirects; the twenty-first ends the request
(`fetch#http-redirect-fetch.6`). Mostly two rules send each other's requests back: one wants a
slash, the other does not; the proxy speaks http to an application that insists on https.

## Who mends it

The server. Behind a proxy that ends TLS, the application has to be told (`X-Forwarded-Proto`).

## Bad

```http
https://app.example runs fetch("https://api.example/items")
* 21 times
> GET /items
> Origin: https://app.example
< 302 Found
< Location: /items
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS054",
    cause="redirect-loop",
    name="redirect-loop",
    title="The server redirects without end",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.REDIRECT_LIMIT})


def find(case: Case) -> Iterator[Finding]:
    """Find a request that ended at the limit of redirects."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    urls = {exchange.request.url for exchange in case.outcome.exchanges}
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.MEDIUM,
        Text.of("the server redirects more than 20 times"),
        where=place_of(block, "Location"),
        notes=(Text.of("{count} different URLs were seen on the way", count=len(urls)),),
        remedy=remedy_for(case, RemedyKind.NO_REDIRECT),
    )
