"""The preflight's answer does not say how long it holds, so it is asked again all the time.

## Why

Without `Access-Control-Max-Age` a preflight is remembered for 5 seconds
(`fetch#cors-preflight-fetch.7`, step "max-age"). Each further request then costs another round
trip, to each URL of its own.

## Who mends it

The server: `Access-Control-Max-Age: 7200`, as long as Chromium keeps it. Firefox keeps it for a day
at most, WebKit for ten minutes.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
> PUT /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
< Access-Control-Max-Age: 7200
> PUT /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import MAX_AGE
from corsac.core.findings import Confidence, Finding, Fix, Rule, Severity, Text, Where
from corsac.rules.reading.blame import blame_for_headers
from corsac.rules.reading.remembered import good_preflight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS103",
    cause="preflight-cost",
    name="max-age-absent",
    title="Access-Control-Max-Age is absent: the preflight is repeated after 5 seconds",
    page=__doc__ or "",
    severity=Severity.INFO,
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight that went well and may hardly be remembered."""
    preflight = good_preflight(case)
    if preflight is None or MAX_AGE in preflight.response.headers:
        return
    yield Finding(
        RULE,
        blame_for_headers(preflight.response).party,
        Confidence.HIGH,
        Text.of("the preflight's answer says not how long it holds: browsers take 5 seconds"),
        where=Where(preflight.index, MAX_AGE),
        notes=tuple(_cost(case, preflight)),
        fixes=(Fix(Text.of("send `Access-Control-Max-Age: 7200` with the preflight's answer")),),
    )


def _cost(case: Case, preflight: Answer) -> Iterator[Text]:
    took = case.outcome.exchanges[preflight.index].timing.total
    if took is not None:
        yield Text.of("this preflight took {time} ms", time=round(took))
