"""The URL is neither http nor https.

## Why

CORS is spoken over http and https only; a cross-origin request in mode `cors` to any other scheme
fails before it is sent (`fetch#main-fetch.12`). `localhost:8080/items`, without `http://`, is a URL
of the scheme `localhost`.

## Who mends it

The page: a URL that starts with `https://` or `http://`.

## Bad

```http
https://app.example runs fetch("localhost:8080/items")
```

## Good

```http
http://localhost:3000 runs fetch("http://localhost:8080/items")
> GET /items
> Origin: http://localhost:3000
< 200 OK
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
    code="CORS063",
    cause="scheme-not-http",
    name="scheme-not-http",
    title="The URL is neither http nor https",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.SCHEME})


def find(case: Case) -> Iterator[Finding]:
    """Find a request to a scheme that CORS does not know."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    scheme = case.request.url.partition(":")[0].strip().lower()
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of("the URL's scheme is `{scheme}`, not http or https", scheme=scheme),
        where=place_of(block),
        fixes=(page_fix("write the URL with https:// or http:// before it"),),
    )
