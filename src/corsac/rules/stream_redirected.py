"""The request's body is a stream, and the server redirects.

## Why

A stream can be read once; to follow a redirect other than 303 the browser would have to send it
again (`fetch#http-redirect-fetch.10`).

## Who mends it

The page: call the final URL, or send a body that is not a stream.

## Bad

```http
https://app.example runs fetch("https://api.example/files", {
  "method": "POST", "stream": "data"
})
! redirect-stream
```

## Good

```http
https://app.example runs fetch("https://api.example/files/", {"method": "POST", "body": "data"})
> POST /files/
> Origin: https://app.example
< 201 Created
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
    code="CORS058",
    cause="stream-redirected",
    name="stream-redirected",
    title="A request with a stream as its body was redirected",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.REDIRECT_STREAM})


def find(case: Case) -> Iterator[Finding]:
    """Find a redirect that would need the stream again."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of("the server redirects a request whose body is a stream, which can't be sent twice"),
        where=place_of(block, "Location"),
        fixes=(page_fix("call the final URL, or send the body as a Blob or a string"),),
    )
