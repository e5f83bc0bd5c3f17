"""The server refuses a page of its own origin, since it does not know its own name.

Behind a proxy that ends TLS, the application sees `http://internal:8080` and takes the page's
`https://app.example` for a stranger's.

## Why

The page and the URL have one origin, so no CORS is involved and the page reads the refusal. But
browsers send `Origin` with every POST, PUT and DELETE (`fetch#append-a-request-origin-header`), and
the CORS filter compares it with the scheme, host and port that the application believes in.

## Who mends it

The server: have it trust the proxy's `X-Forwarded-Proto`, `-Host` and `-Port` (Spring:
`server.forward-headers-strategy`; Quarkus: `quarkus.http.proxy.proxy-address-forwarding`; Django:
`CSRF_TRUSTED_ORIGINS` and `SECURE_PROXY_SSL_HEADER`), or put its own origin on the list.

## Bad

```http
https://app.example runs fetch("https://app.example/items", {"method": "POST"})
> POST /items
> Origin: https://app.example
< 403 Forbidden
<
< Invalid CORS request
```

## Good

```http
https://app.example runs fetch("https://app.example/items", {"method": "POST"})
> POST /items
> Origin: https://app.example
< 201 Created
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Rule, Severity, Text, Where
from corsac.core.messages import WireResponse
from corsac.rules.reading.absence import refusal_in
from corsac.rules.reading.request import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS113",
    cause="same-origin-rejected",
    name="same-origin-rejected",
    title="The server refuses its own origin",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()

_REFUSALS: Final = frozenset({400, 403})
#: What request-forgery checks say of an Origin that they do not know: Django, Rails, Next.
_FORGERY: Final = re.compile(
    rb"origin checking failed|http origin header|invalid server actions request", re.IGNORECASE
)
_BODY: Final = 4096


def find(case: Case) -> Iterator[Finding]:
    """Find a refusal that goes by Origin, where page and URL have one origin."""
    if origin_of(case.request.url) != case.origin:
        return
    for index, exchange in enumerate(case.outcome.exchanges):
        answer = exchange.answer
        if not isinstance(answer, WireResponse) or answer.status not in _REFUSALS:
            continue
        if not refusal_in(answer) and _FORGERY.search(answer.body[:_BODY]) is None:
            continue
        yield Finding(
            RULE,
            Party.BACKEND,
            Confidence.HIGH,
            Text.of("the server refuses {origin}, its own origin", origin=case.origin),
            where=Where(index),
            notes=(
                Text.of(
                    "no CORS is involved: the server compares Origin with what it takes itself for"
                ),
            ),
        )
        return
