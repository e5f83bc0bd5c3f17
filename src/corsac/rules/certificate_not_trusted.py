"""The server's certificate is self-signed, or its issuer is not known.

## Why

A browser trusts the issuers that it knows. A page load shows a warning that one can click away; a
request of a page just fails, and the console may speak of CORS.

## Who mends it

The server, by a certificate of a known issuer, with the intermediate certificates. In development:
a certificate authority of your own that your machine trusts (mkcert makes one), or opening the
API's URL once and accepting it, for each host and port.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! tls-self-signed
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
    code="CORS085",
    cause="tls-certificate",
    name="certificate-not-trusted",
    title="The server's certificate is not trusted",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.TLS_SELF_SIGNED, FailureKind.TLS_UNKNOWN_ISSUER})


def find(case: Case) -> Iterator[Finding]:
    """Find a connection given up for the issuer of the certificate."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    own = failed_exchange(case, FailureKind.TLS_SELF_SIGNED) is not None
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.HIGH if own else Confidence.MEDIUM),
        _message(host_of(exchange), own=own),
        notes=() if own else (_CHAIN,),
    )


_CHAIN = Text.of("a server that sends no intermediate certificates looks the same")


def _message(server: str, *, own: bool) -> Text:
    if own:
        return Text.of("the certificate at {server} is self-signed", server=server)
    return Text.of("the certificate at {server} is from an unknown issuer", server=server)
