"""The page asked for its own origin only, and the URL is of another.

## Why

With `mode: "same-origin"` a request to another origin fails before it is sent
(`fetch#main-fetch.12`); one that is redirected to another origin fails there.

## Who mends it

The page: the default mode, `"cors"`, lets the server decide.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"mode": "same-origin"})
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"mode": "cors"})
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
    code="CORS061",
    cause="same-origin-mode",
    name="same-origin-mode",
    title="The request's mode is `same-origin`, and the URL is of another origin",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.SAME_ORIGIN_MODE})


def find(case: Case) -> Iterator[Finding]:
    """Find a request that its own mode kept from crossing origins."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of('the mode is "same-origin", and the URL is of another origin'),
        where=place_of(block),
        fixes=(page_fix("leave the mode at its default", 'fetch(url, { mode: "cors" })'),),
    )
