"""The page has a Cross-Origin-Embedder-Policy, and the server does not say that it may be embedded.

Pages that want to be isolated (for `SharedArrayBuffer`, say) send `Cross-Origin-Embedder-Policy:
require-corp`. From then on whatever they embed from elsewhere without CORS has to agree.

## Why

Under `require-corp` a response without `Cross-Origin-Resource-Policy` counts as `same-origin`
(`fetch#cross-origin-resource-policy-check`).

## Who mends it

The page, if the server is not its own: ask with CORS (`crossorigin` on the element), or send
`Cross-Origin-Embedder-Policy: credentialless`. Else the server:
`Cross-Origin-Resource-Policy: cross-origin`.

## Bad

```http
https://app.example (coep) runs script("https://cdn.example/app.js")
> GET /app.js
< 200 OK
< Content-Type: text/javascript
```

## Good

```http
https://app.example (coep) runs script("https://cdn.example/app.js")
> GET /app.js
< 200 OK
< Content-Type: text/javascript
< Cross-Origin-Resource-Policy: cross-origin
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import RESOURCE_POLICY
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.core.messages import WireResponse
from corsac.rules.reading.advice import open_resource_policy, page_fix
from corsac.rules.reading.block import blocked_for, exchange_at, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS098",
    cause="corp-not-cors",
    name="embedder-policy",
    title="The page's Cross-Origin-Embedder-Policy asks for a header that the server lacks",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.RESOURCE_POLICY})


def find(case: Case) -> Iterator[Finding]:
    """Find a withheld response that has no resource policy of its own."""
    block = blocked_for(case, *CLAIMS)
    exchange = None if block is None else exchange_at(case, block)
    answer = None if exchange is None else exchange.answer
    if block is None or not isinstance(answer, WireResponse) or RESOURCE_POLICY in answer.headers:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.MEDIUM,
        Text.of("the page's Cross-Origin-Embedder-Policy keeps this response out"),
        where=place_of(block, RESOURCE_POLICY),
        notes=(
            Text.of("the server says nothing of Cross-Origin-Resource-Policy, which counts as no"),
        ),
        fixes=(
            open_resource_policy(),
            page_fix("ask with CORS: `crossorigin` on the element"),
        ),
    )
