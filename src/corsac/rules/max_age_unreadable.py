"""`Access-Control-Max-Age` is no number of seconds.

## Why

It holds digits and nothing else (`fetch#http-access-control-max-age`): no unit, no fraction, no
sign, no list. Else Chromium and WebKit remember the preflight for 5 seconds, and Firefox not at
all.

## Who mends it

The server: `Access-Control-Max-Age: 7200`, on one line, from one layer.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
< Access-Control-Max-Age: 2h
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
from corsac.core.fields import delta_seconds
from corsac.core.findings import Confidence, Finding, Rule, Severity, Text, Where
from corsac.rules.reading.blame import blame_for_headers
from corsac.rules.reading.finding import brief
from corsac.rules.reading.remembered import good_preflight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS105",
    cause="preflight-cost",
    name="max-age-unreadable",
    title="Access-Control-Max-Age is no number of seconds",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight's answer whose time can't be read."""
    preflight = good_preflight(case)
    value = None if preflight is None else preflight.response.headers.get(MAX_AGE)
    if preflight is None or value is None or delta_seconds(value) is not None:
        return
    yield Finding(
        RULE,
        blame_for_headers(preflight.response).party,
        Confidence.HIGH,
        Text.of("Access-Control-Max-Age is `{value}`, which is no number", value=brief(value)),
        where=Where(preflight.index, MAX_AGE, value),
        notes=(Text.of("the preflight is as good as not remembered: each request costs another"),),
    )
