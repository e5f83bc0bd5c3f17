"""An https page asks an http URL: mixed content.

## Why

From a page that came over https, requests to http URLs are blocked before they are sent
(`mixed-content#should-block-fetch`, run by `fetch#main-fetch.7`). `http://localhost` and
`http://127.0.0.1` are exempt in Chromium and Firefox, since they never leave the machine.

## Who mends it

The page, by `https://`, if the server has it; else the server, by TLS. No CORS header helps.

## What guides get wrong

"No OPTIONS in the network panel, so it is a simple request." Or it was blocked before it was sent,
as here.

## Bad

```http
https://app.example runs fetch("http://api.example/items")
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
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS065",
    cause="mixed-content",
    name="mixed-content",
    title="An https page asks an http URL",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.MIXED_CONTENT})


def find(case: Case) -> Iterator[Finding]:
    """Find a request that was blocked as mixed content, at once or behind a redirect."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    redirected = bool(case.outcome.exchanges)
    yield Finding(
        RULE,
        Party.BACKEND if redirected else Party.FRONTEND,
        Confidence.HIGH,
        _message(redirected=redirected),
        where=place_of(block),
        notes=(Text.of("no CORS header helps: the request is not sent"),),
        fixes=() if redirected else (page_fix("ask the https URL", safe=False),),
    )


def _message(*, redirected: bool) -> Text:
    if redirected:
        return Text.of("the server redirects an https page's request to an http URL")
    return Text.of("an https page can't ask an http URL")
