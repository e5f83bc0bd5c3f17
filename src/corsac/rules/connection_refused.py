"""The connection was refused: nothing listens on this port.

The server is not running, listens on another port or address, or its container's port is not
published.

## Why

There is no answer to judge. Firefox words this as a CORS failure ("CORS request did not succeed"),
Chromium as `net::ERR_CONNECTION_REFUSED`.

## Who mends it

Whoever runs the server, by starting it; or the page, if the port is wrong. A server that listens on
`127.0.0.1` alone is not reached as `localhost` where that is `::1` first.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! refused Connection refused
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
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.failure import failed_exchange, host_of, network_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS081",
    cause="server-unreachable",
    name="connection-refused",
    title="Nothing listens on the server's port",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.REFUSED})


def find(case: Case) -> Iterator[Finding]:
    """Find a request to a port where nothing listens."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.MEDIUM),
        Text.of("nothing listens at {server}", server=host_of(exchange)),
        fixes=(page_fix("if the server does run, check the port in the page's URL"),),
    )
