"""Mode `no-cors` makes the error go away, and the answer with it.

`fetch()` resolves, `response.type` is `opaque`, the status is 0 and the body is empty.

## Why

In mode `no-cors` nothing is checked, so nothing may be read: script gets an opaque response
(`fetch#concept-filtered-response-opaque`). Headers beyond the safelist are left out of the request
without a word, a JSON `Content-Type` too.

## Who mends it

The page: leave `mode` out. Then the server has to let the page in, by CORS headers.

## What guides get wrong

"Add `mode: 'no-cors'` to get around CORS." It is for filling a cache, or for requests whose answer
nobody wants.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"mode": "no-cors"})
> GET /items
< 200 OK
< Content-Type: text/plain
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding, Party, Rule, Severity, Text
from corsac.core.request_headers import NO_CORS_SAFELISTED
from corsac.rules.reading.advice import page_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS110",
    cause="opaque-no-cors",
    name="opaque-response",
    title="Mode `no-cors` gives a response that script can't read",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find a fetch in mode `no-cors` that got an opaque response."""
    response = case.outcome.response
    if case.request.mode != "no-cors" or response is None or response.type != "opaque":
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        Text.of("with mode `no-cors` script can read nothing: the response is opaque"),
        notes=(Text.of("status 0, no headers, no body, whatever came"), *_dropped(case)),
        fixes=(page_fix("leave `mode` out, and let the server allow the page"),),
    )


def _dropped(case: Case) -> Iterator[Text]:
    names = [name for name, _ in case.request.headers if name.lower() not in NO_CORS_SAFELISTED]
    if names:
        yield Text.of("these request headers were left out: {names}", names=", ".join(names))
