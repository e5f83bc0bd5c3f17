"""A request body that is a stream needs HTTP/2 or later.

## Why

Over HTTP/1.1 browsers do not upload streams: old servers and proxies can't be trusted with a body
of unknown length (`fetch#http-network-fetch`).

## Who mends it

Either side: let the server speak HTTP/2, or let the page send a Blob or a string.

## Bad

```http
https://app.example runs fetch("https://api.example/files", {
  "method": "POST", "stream": "data"
})
> OPTIONS /files
> Origin: https://app.example
< HTTP/1.1 204 No Content
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/files", {"method": "POST", "body": "data"})
> POST /files
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
    code="CORS068",
    cause="stream-needs-http2",
    name="stream-needs-http2",
    title="A stream as a request's body needs HTTP/2",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.STREAM_HTTP1})


def find(case: Case) -> Iterator[Finding]:
    """Find a stream that was to go over HTTP/1.1."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.UNKNOWN,
        Confidence.MEDIUM,
        Text.of("the body is a stream, which browsers send over HTTP/2 only"),
        where=place_of(block),
        notes=(Text.of("the server, or a proxy before it, speaks HTTP/1.1 here"),),
        fixes=(
            page_fix("send the body as a Blob or a string", "fetch(url, { method, body: blob })"),
        ),
    )
