"""The mode is `no-cors`, and redirects are not to be followed.

## Why

Mode `no-cors` needs the redirect mode `"follow"` (`fetch#main-fetch.12`): otherwise a page could
find out where another origin redirects.

## Who mends it

The page. And mostly `no-cors` was no cure to begin with: it hides the whole answer.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {
  "mode": "no-cors", "redirect": "manual"
})
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"redirect": "manual"})
> GET /items
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
    code="CORS062",
    cause="no-cors-redirect-mode",
    name="no-cors-redirect-mode",
    title="Mode `no-cors` goes with following redirects only",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NO_CORS_REDIRECT_MODE})


def find(case: Case) -> Iterator[Finding]:
    """Find a no-cors request that does not follow redirects."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of('mode "no-cors" needs redirects to be followed'),
        where=place_of(block),
        notes=(Text.of("no-cors hides the answer's status, headers and body from the page"),),
        fixes=(page_fix("leave the mode at its default", 'fetch(url, { mode: "cors" })'),),
    )
