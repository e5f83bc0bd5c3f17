"""The TLS handshake failed.

Client and server share no version or cipher, the server wants a client certificate, or knows no
host of this name.

## Why

Without a connection nothing is sent (`fetch#concept-http-network-fetch`). Client certificates are
never shown on preflights, so a server that demands one can't be asked across origins.

## Who mends it

Whoever keeps the server's TLS settings.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! tls-other handshake failure
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
    code="CORS087",
    cause="tls-certificate",
    name="tls-failed",
    title="The TLS handshake failed",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.TLS_OTHER})


def find(case: Case) -> Iterator[Finding]:
    """Find a TLS handshake that failed for another reason than the certificate."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.MEDIUM),
        Text.of("the TLS handshake with {server} failed", server=host_of(exchange)),
    )
