"""The URL says https, and the server speaks plain http on that port.

## Why

The browser starts TLS and gets something else for an answer; Chromium says
`net::ERR_SSL_PROTOCOL_ERROR`.

## Who mends it

Either side: the page writes `http://`, which from an https page only works for `localhost`; or the
server speaks TLS there.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! tls-plain-http
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
    code="CORS086",
    cause="tls-certificate",
    name="plain-http-on-tls-port",
    title="The URL says https, and the server speaks plain http there",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.TLS_PLAIN_HTTP})


def find(case: Case) -> Iterator[Finding]:
    """Find a TLS handshake answered in plain http."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.MEDIUM),
        Text.of("{server} speaks plain http, not TLS", server=host_of(exchange)),
        fixes=(page_fix("in development, ask the http URL"),),
    )
