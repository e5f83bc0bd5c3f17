"""An element asked without CORS and got something that pages may not embed: JSON, HTML, XML.

## Why

What a page embeds from another origin without CORS has to look like an image, a script, a style
sheet, audio or video; anything else is withheld, so that data does not get into the page's process
(opaque response blocking, `fetch#orb`).

## Who mends it

The page: data is fetched with CORS, by `fetch()`. Or the server, if the `Content-Type` is wrong.

## Bad

```http
https://app.example runs script("https://api.example/items.json")
! opaque-blocked
```

## Good

```http
https://app.example runs fetch("https://api.example/items.json")
> GET /items.json
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
    code="CORS094",
    cause="opaque-response-blocked",
    name="opaque-response-blocked",
    title="A response without CORS is not of a kind that pages may embed",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.OPAQUE_BLOCKED})


def find(case: Case) -> Iterator[Finding]:
    """Find an embedded response that was withheld for its kind."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.MEDIUM,
        Text.of("without CORS a page may embed images, scripts and media, not this answer"),
        where=place_of(block, "Content-Type"),
        fixes=(page_fix("fetch data with CORS", "const items = await (await fetch(url)).json();"),),
    )
