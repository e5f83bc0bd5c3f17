"""The server's certificate has expired, or is not valid yet.

## Why

A browser gives up the connection; nothing is sent (`fetch#concept-http-network-fetch`). A page that
was opened earlier keeps running and sees only failed requests.

## Who mends it

Whoever renews the server's certificate. Where the browser alone complains, look at the clock of its
machine.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! tls-expired
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
    code="CORS084",
    cause="tls-certificate",
    name="certificate-out-of-date",
    title="The server's certificate has expired, or is not valid yet",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.TLS_EXPIRED, FailureKind.TLS_NOT_YET_VALID})


def find(case: Case) -> Iterator[Finding]:
    """Find a connection given up for the dates in the certificate."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    expired = failed_exchange(case, FailureKind.TLS_EXPIRED) is not None
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.HIGH if expired else Confidence.MEDIUM),
        _message(host_of(exchange), expired=expired),
    )


def _message(server: str, *, expired: bool) -> Text:
    if expired:
        return Text.of("the certificate at {server} has expired", server=server)
    return Text.of("the certificate at {server} is not valid yet", server=server)
