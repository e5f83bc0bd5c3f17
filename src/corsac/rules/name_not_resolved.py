"""The server's name has no address.

## Why

Before anything is sent the name has to be resolved (`fetch#concept-http-network-fetch`). Firefox
words this as a CORS failure ("CORS request did not succeed"), Chromium as
`net::ERR_NAME_NOT_RESOLVED`.

## Who mends it

Whoever wrote the URL, if the name is misspelt or known inside a network only (a container's, a
VPN's); else whoever keeps the name's DNS records.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! dns Name or service not known
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
    code="CORS080",
    cause="server-unreachable",
    name="name-not-resolved",
    title="The server's name can't be resolved",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.DNS})


def find(case: Case) -> Iterator[Finding]:
    """Find a request whose host name has no address."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    yield network_finding(
        RULE,
        case,
        (Party.NETWORK, Confidence.MEDIUM),
        Text.of("the name in {server} can't be resolved", server=host_of(exchange)),
        fixes=(page_fix("check the host name; names inside containers are unknown to browsers"),),
    )
