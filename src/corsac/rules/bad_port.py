"""The URL's port is one that browsers never connect to.

## Why

Some ports belong to other protocols, such as 22 (SSH), 25 (mail), 6000 (X11) or 6667 (IRC).
Browsers refuse them before anything is sent (`fetch#block-bad-port`).

## Who mends it

Whoever chose the port: let the server listen elsewhere.

## Bad

```http
https://app.example runs fetch("https://api.example:6000/items")
```

## Good

```http
https://app.example runs fetch("https://api.example:8443/items")
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
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS066",
    cause="bad-port",
    name="bad-port",
    title="Browsers never connect to this port",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.BAD_PORT})


def find(case: Case) -> Iterator[Finding]:
    """Find a request to a blocked port."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.MEDIUM,
        Text.of("browsers never connect to port {port}", port=block.detail),
        where=place_of(block),
        notes=(
            Text.of(
                "nothing was sent: the server has to listen on another port, and the page to "
                "use that"
            ),
        ),
    )
