"""The server refuses the WebSocket because of its Origin.

From its own site the same handshake is let in: the path is right and a WebSocket is served there,
but not for this page.

## Why

CORS does not cover WebSockets: no header lets a page in. The browser sends `Origin`
(`websockets#concept-websocket-establish`), and the server compares it with a list of its own
(`rfc6455#section-10.2`). It is right to do so, since cookies go along.

## Who mends it

The server: the page's origin on that list. Socket.IO: `cors.origin`; Rails:
`allowed_request_origins`; Django Channels: `AllowedHostsOriginValidator` and `ALLOWED_HOSTS`;
gorilla: `CheckOrigin`; Spring: `setAllowedOrigins`; Phoenix: `check_origin`.

## Bad

```http
https://app.example runs websocket("wss://api.example/live")
> GET /live
> Origin: https://app.example
< 403 Forbidden
? near-origin
> GET /live
> Origin: https://api.example
< 101 Switching Protocols
```

## Good

```http
https://app.example runs websocket("wss://api.example/live")
> GET /live
> Origin: https://app.example
< 101 Switching Protocols
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.block import blocked_for, place_of
from corsac.rules.reading.handshake import opened_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS097",
    cause="websocket-refused",
    name="websocket-origin-refused",
    title="The server refuses the WebSocket because of the page's origin",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.WEBSOCKET_REFUSED})


def find(case: Case) -> Iterator[Finding]:
    """Find a refused handshake that another origin was let in with."""
    block = blocked_for(case, *CLAIMS)
    let_in = None if block is None else next(opened_for(case), None)
    if block is None or let_in is None:
        return
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of("the server refuses WebSockets from {origin}", origin=case.origin),
        where=place_of(block),
        notes=(
            Text.of("from {origin} the same handshake is let in", origin=let_in),
            Text.of("no CORS header helps: the server has a list of its own for handshakes"),
        ),
    )
