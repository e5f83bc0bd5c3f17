"""A proxy, gateway or CDN answered the preflight with an error of its own.

## Why

A preflight needs an answer from 200 to 299 (`fetch#cors-preflight-fetch.7`). A proxy that can't
reach the application (502, 503, 504) or that limits its clients (429) answers for it, and knows
nothing of CORS.

## Who mends it

Whoever runs the proxy: the upstream or the limit. Preflights should not count against a rate limit.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 502 Bad Gateway
< Server: nginx
```

## Good

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 204 No Content
< Server: nginx
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: DELETE
> DELETE /items/1
> Origin: https://app.example
< 204 No Content
< Server: nginx
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.gateway import gateway_error
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS034",
    cause="proxy-error-without-cors",
    name="preflight-gateway-error",
    title="A proxy answers the preflight with an error of its own",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING})


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight answered with an error that something before the application made."""
    for preflight in Scene.of(case).preflights:
        made = gateway_error(preflight.response)
        if made is None:
            continue
        name, confidence = made
        yield Finding(
            RULE,
            Party.PROXY,
            confidence,
            Text.of(
                "{name} answered the preflight itself, with {status}",
                name=name,
                status=preflight.status,
            ),
            where=Where(preflight.index),
            notes=(
                Text.of("the preflight may not have reached the application"),
                Text.of(
                    "mend why it is {status} first: the CORS line is only its messenger",
                    status=preflight.status,
                ),
            ),
            remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
        )
        return
