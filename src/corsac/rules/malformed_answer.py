"""What came back is not HTTP, or its header is beyond every limit.

Another protocol on that port, a header with a line break in it, a value that a program put there
unchecked, a header without end.

## Why

A browser gives up on an answer that it can't read (`fetch#concept-http-network-fetch`); there are
no headers to judge then.

## Who mends it

The server, or whatever listens on that port instead of it.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! malformed
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
from corsac.core.messages import FailureKind
from corsac.rules.reading.failure import failed_exchange, host_of, network_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS090",
    cause="malformed-answer",
    name="malformed-answer",
    title="The server's answer is not HTTP, or beyond every limit",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.MALFORMED, FailureKind.TOO_LARGE})


def find(case: Case) -> Iterator[Finding]:
    """Find an answer that could not be read as HTTP."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    large = failed_exchange(case, FailureKind.TOO_LARGE) is not None
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.MEDIUM),
        _message(host_of(exchange), large=large),
    )


def _message(server: str, *, large: bool) -> Text:
    if large:
        return Text.of("the header of {server}'s answer has no end in sight", server=server)
    return Text.of("what {server} answers is not HTTP", server=server)
