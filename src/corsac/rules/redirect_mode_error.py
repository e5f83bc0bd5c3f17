"""The page asked for redirects to be errors, and the server redirects.

## Why

With `redirect: "error"` a redirect ends the request (`fetch#http-fetch`), whatever headers it has.

## Who mends it

The page: call the final URL, or leave `redirect` at `"follow"`.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"redirect": "error"})
> GET /items
> Origin: https://app.example
< 301 Moved Permanently
< Location: /items/
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items/", {"redirect": "error"})
> GET /items/
> Origin: https://app.example
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
    code="CORS053",
    cause="redirect-mode-error",
    name="redirect-mode-error",
    title="The page takes redirects for errors, and the server redirects",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.REDIRECT_MODE})


def find(case: Case) -> Iterator[Finding]:
    """Find a redirect that the request's redirect mode ended."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of('the server redirects, and the page asked for `redirect: "error"`'),
        where=place_of(block, "Location"),
        fixes=(
            page_fix(
                "call the final URL, or follow redirects", 'fetch(url, { redirect: "follow" })'
            ),
        ),
    )
