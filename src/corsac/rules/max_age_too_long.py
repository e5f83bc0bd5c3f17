"""The preflight's answer is to be kept for longer than browsers keep it.

## Why

Each engine has a cap for `Access-Control-Max-Age`: Chromium 7200 seconds, Firefox 86400, WebKit 600
(`fetch#cors-preflight-fetch.7`, step "max-age"). What is above counts for nothing. Up to the cap
it counts against you: what you take out of the lists stays allowed in browsers that asked before.

## Who mends it

The server, if anyone: 7200 is as good as more. To see a change at once, open a private window, or
disable the cache in DevTools.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
< Access-Control-Max-Age: 31536000
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

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import MAX_AGE
from corsac.core.fields import delta_seconds
from corsac.core.findings import Confidence, Finding, Rule, Severity, Text, Where
from corsac.rules.reading.blame import blame_for_headers
from corsac.rules.reading.remembered import good_preflight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS104",
    cause="stale-preflight-cache",
    name="max-age-too-long",
    title="Access-Control-Max-Age is longer than browsers keep a preflight",
    page=__doc__ or "",
    severity=Severity.INFO,
)
CLAIMS: frozenset[Reason] = frozenset()

#: Seconds: a day, the longest that any engine keeps.
_LONGEST: Final = 86_400


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight's answer with a time beyond every cap."""
    preflight = good_preflight(case)
    value = None if preflight is None else preflight.response.headers.get(MAX_AGE)
    seconds = None if value is None else delta_seconds(value)
    if preflight is None or seconds is None or seconds <= _LONGEST:
        return
    yield Finding(
        RULE,
        blame_for_headers(preflight.response).party,
        Confidence.HIGH,
        Text.of("no browser keeps a preflight for {seconds} seconds", seconds=seconds),
        where=Where(preflight.index, MAX_AGE, value),
        notes=(
            Text.of("Chromium keeps it for 7200, Firefox for 86400, WebKit for 600"),
            Text.of(
                "what you take back stays allowed that long in browsers that asked before: to see "
                "a change, use a private window"
            ),
        ),
    )
