"""The server's certificate is for another name.

## Why

A browser gives up the connection when the certificate does not name the host that it asked for;
nothing is sent (`fetch#concept-http-network-fetch`). The console may still speak of CORS.

## Who mends it

The server, by a certificate with this name; or the page, if it asks under a name that the server
does not have (an address, `localhost`, without `www.`).

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! tls-name
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
    code="CORS083",
    cause="tls-certificate",
    name="certificate-for-other-name",
    title="The server's certificate is for another name",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.TLS_NAME})


def find(case: Case) -> Iterator[Finding]:
    """Find a connection given up for the name in the certificate."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.MEDIUM),
        Text.of("the certificate at {server} is for another name", server=host_of(exchange)),
        fixes=(page_fix("if the server has another name, ask it under that one"),),
    )
