"""The server took the request, and no answer came in time.

## Why

There is no answer to judge. Browsers wait for minutes; gateways give up sooner, with a 504 that
mostly lacks CORS headers.

## Who mends it

The back end: what it waits for. `corsac check --timeout` sets how long corsac waits.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! timeout
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
    code="CORS089",
    cause="server-unreachable",
    name="no-answer-in-time",
    title="The server does not answer in time",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.TIMEOUT})


def find(case: Case) -> Iterator[Finding]:
    """Find a request that was taken and not answered."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.MEDIUM),
        Text.of("{server} took the request and did not answer in time", server=host_of(exchange)),
    )
