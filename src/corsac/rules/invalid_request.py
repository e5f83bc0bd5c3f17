"""The browser refuses to make this request at all.

`fetch()` rejects with a `TypeError`, `XMLHttpRequest` throws, before anything is sent: a forbidden
method (`TRACE`, `CONNECT`), a body with GET, a header name that is none, a user name or password in
the URL.

## Why

`fetch#dom-request` and `xhr#the-open()-method` check their arguments first. It has nothing to do
with the server.

## Who mends it

The page.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"method": "GET", "body": "q=1"})
```

## Good

```http
https://app.example runs fetch("https://api.example/items?q=1")
> GET /items?q=1
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.core.methods import is_forbidden
from corsac.rules.reading.block import blocked_for, place_of
from corsac.rules.reading.finding import brief
from corsac.rules.reading.request import method_of, reads_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.request import PageRequest
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS064",
    cause="invalid-request",
    name="invalid-request",
    title="The browser refuses to make this request",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.INVALID_REQUEST})


def find(case: Case) -> Iterator[Finding]:
    """Find a request that script can't make."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        _message(case.request, block.detail),
        where=place_of(block),
        notes=(Text.of("nothing was sent: the server is not involved"),),
    )


def _message(request: PageRequest, detail: str) -> Text:
    method = method_of(request)
    if is_forbidden(method):
        return Text.of("no page may send the method {method}", method=method)
    if request.body is not None and reads_only(method):
        return Text.of("a {method} request can't have a body", method=method)
    return Text.of("the browser refuses these arguments: {detail}", detail=brief(detail))
