"""The page sends the server's headers: `Access-Control-Allow-Origin` in a *request*.

The server's fix was pasted into the page. It helps nothing and costs a preflight, which then fails.

## Why

Any header that is not safelisted has to be allowed by the preflight's answer
(`fetch#cors-preflight-fetch.7.7`), these too. Only a response can grant anything.

## Who mends it

The page: delete these request headers.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {
  "headers": {"Access-Control-Allow-Origin": "*"}
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: access-control-allow-origin
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Content-Type
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_HEADERS
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.lists import requested_headers, uncovered_headers
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS044",
    cause="client-sends-response-headers",
    name="page-sends-response-headers",
    title="The page sends CORS response headers in its request",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.HEADER_NOT_ALLOWED, Reason.PREFLIGHT_STATUS})


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight that announces `access-control-*` headers and is not allowed them."""
    for preflight in Scene.of(case).preflights:
        names = _response_headers(uncovered_headers(preflight))
        if not names:
            continue
        yield Finding(
            RULE,
            Party.FRONTEND,
            Confidence.HIGH,
            Text.of(
                "the page sends {names} in its request; only a server's answer can",
                names=", ".join(names),
            ),
            where=_where(preflight),
            notes=tuple(_notes(preflight, names)),
            fixes=(page_fix("delete these headers from the request", safe=True),),
        )
        return


def _response_headers(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name.startswith("access-control-"))


def _where(preflight: Answer) -> Where:
    return Where(preflight.index, ALLOW_HEADERS, preflight.response.headers.get(ALLOW_HEADERS))


def _notes(preflight: Answer, names: tuple[str, ...]) -> Iterator[Text]:
    if set(requested_headers(preflight)) == set(names):
        yield Text.of("no other header of the request needs to be allowed")
