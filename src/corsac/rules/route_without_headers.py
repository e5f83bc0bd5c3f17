"""The server allows this origin elsewhere, but this answer lacks the header.

CORS is set up for some routes, statuses or kinds of answers only: middleware that runs too late, a
decorator that one handler lacks, static files served before it.

## Why

Each answer is judged by its own headers (`fetch#cors-check.2`); what the server says at another
URL does not count.

## Who mends it

The back end: put the CORS layer outermost, so that no answer goes past it.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
? error-path
> GET /items/none
> Origin: https://app.example
< 404 Not Found
< Access-Control-Allow-Origin: https://app.example
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
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.absence import lets_in_elsewhere, nothing_lets_in, plain_success
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS008",
    cause="framework-order",
    name="route-without-headers",
    title="The server allows this origin on other routes, but not here",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})


def find(case: Case) -> Iterator[Finding]:
    """Find a probe that was let in at another URL where no answer here was."""
    scene = Scene.of(case)
    elsewhere = lets_in_elsewhere(scene)
    success = plain_success(scene)
    if elsewhere is None or success is None or not nothing_lets_in(scene):
        return
    yield headers_finding(
        RULE,
        case,
        success,
        Text.of("this route's answer has no CORS headers, though another route's has"),
        notes=(
            Text.of(
                "a {status} answer of the same server does allow this origin",
                status=elsewhere.status,
            ),
        ),
    )
