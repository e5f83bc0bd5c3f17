"""`Cross-Origin-Resource-Policy` keeps the response from this page.

It counts for what pages embed without CORS: images, scripts, videos, `fetch()` in mode `no-cors`.
Helmet, for one, sends `same-origin` unless told otherwise. CORS headers do not help such loads.

## Why

A response to a no-cors request passes the check of this header, or is withheld
(`fetch#cross-origin-resource-policy-check`). Under `Cross-Origin-Embedder-Policy: require-corp` the
header has to be there.

## Who mends it

The server: `Cross-Origin-Resource-Policy: cross-origin` on public files. Or the page, by asking
with CORS (`crossorigin` on the element), if the server sends CORS headers.

## Bad

```http
https://app.example runs script("https://cdn.example/app.js")
> GET /app.js
< 200 OK
< Content-Type: text/javascript
< Cross-Origin-Resource-Policy: same-origin
```

## Good

```http
https://app.example runs script("https://cdn.example/app.js")
> GET /app.js
< 200 OK
< Content-Type: text/javascript
< Cross-Origin-Resource-Policy: cross-origin
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.advice import open_resource_policy, page_fix
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS091",
    cause="corp-not-cors",
    name="resource-policy",
    title="Cross-Origin-Resource-Policy keeps the response from this page",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.RESOURCE_POLICY})


def find(case: Case) -> Iterator[Finding]:
    """Find a response that its resource policy withheld."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH if block.detail else Confidence.MEDIUM,
        Text.of("Cross-Origin-Resource-Policy keeps this response from other origins"),
        where=place_of(block, "Cross-Origin-Resource-Policy"),
        notes=(Text.of("CORS headers don't help: this request was made without CORS"),),
        fixes=(
            open_resource_policy(),
            page_fix("ask with CORS: `crossorigin` on the element"),
        ),
    )
