"""A redirect's `Location` is no URL.

## Why

The header is parsed relative to the URL that redirected; where that fails, so does the request
(`fetch#http-redirect-fetch.4`).

## Who mends it

The server that redirects: mostly a variable in its configuration was empty.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 302 Found
< Location: https://:8080/items
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 302 Found
< Location: /items/
< Access-Control-Allow-Origin: *
> GET /items/
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
from corsac.rules.reading.request import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS055",
    cause="redirect-location-invalid",
    name="redirect-location-invalid",
    title="A redirect's Location is no URL",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.REDIRECT_LOCATION})


def find(case: Case) -> Iterator[Finding]:
    """Find a redirect that leads nowhere."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of(
            "the server redirects to `{location}`, which is no URL",
            location=without_secrets(block.detail),
        ),
        where=place_of(block, "Location"),
        remedy=remedy_for(case, RemedyKind.NO_REDIRECT),
    )
