"""The server's address can't be reached.

No route leads there, a firewall swallows the packets, or the machine is off: the connection was not
made in time.

## Why

There is no answer to judge. Firefox words this as a CORS failure ("CORS request did not succeed"),
Chromium as `net::ERR_CONNECTION_TIMED_OUT` or `net::ERR_ADDRESS_UNREACHABLE`.

## Who mends it

Whoever runs the network between the two: a firewall, a VPN that is off, a server's address that has
changed.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! connect-timeout
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
    code="CORS082",
    cause="server-unreachable",
    name="host-unreachable",
    title="The server can't be reached",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.UNREACHABLE, FailureKind.CONNECT_TIMEOUT})


def find(case: Case) -> Iterator[Finding]:
    """Find a request whose connection was never made."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    yield network_finding(
        RULE,
        case,
        (Party.NETWORK, Confidence.MEDIUM),
        Text.of("no connection to {server} could be made", server=host_of(exchange)),
    )
