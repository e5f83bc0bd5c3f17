"""A proxy, gateway or CDN answered with an error of its own, without CORS headers.

The request never reached the application, or its answer never came back: too large (413), too many
(429), no answer (502, 504), none to ask (503). What answers then knows nothing of the
application's CORS configuration, and the console speaks of CORS.

## Why

Every answer is checked, whoever made it (`fetch#cors-check.2`).

## Who mends it

Whoever runs the proxy: the limit, the time-out or the upstream first; then let the proxy's own
answers carry the headers. In nginx that takes `always`, since `add_header` is otherwise left out of
errors.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 502 Bad Gateway
< Server: nginx/1.22.1
< Content-Type: text/html
<
< <html><body><hr><center>nginx/1.22.1</center></body></html>
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 502 Bad Gateway
< Server: nginx/1.22.1
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import failing_response
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.gateway import gateway_error
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS005",
    cause="proxy-error-without-cors",
    name="gateway-error-without-headers",
    title="A proxy's own error answer has no CORS headers",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})


def find(case: Case) -> Iterator[Finding]:
    """Find an error without the header that something before the application made."""
    answer = failing_response(Scene.of(case))
    made = None if answer is None else gateway_error(answer.response)
    if answer is None or made is None:
        return
    name, confidence = made
    yield Finding(
        RULE,
        Party.PROXY,
        confidence,
        Text.of(
            "{name} answered {status} itself, without CORS headers",
            name=name,
            status=answer.status,
        ),
        where=Where(answer.index, ALLOW_ORIGIN),
        notes=(
            Text.of("the request may not have reached the application"),
            Text.of(
                "mend why it is {status} first: the CORS line is only its messenger",
                status=answer.status,
            ),
        ),
        remedy=remedy_for(case, RemedyKind.HEADERS_ON_ERRORS),
    )
