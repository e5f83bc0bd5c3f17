"""The server did not accept the WebSocket.

## Why

A WebSocket starts with a GET that needs the answer 101 (`websockets#concept-websocket-establish`).
CORS headers count for nothing there, and redirects are not followed; but the browser sends
`Origin`, and servers are right to check it. A 403 mostly means that they did.

## Who mends it

The server: the page's origin on the list that its handshake checks; in a proxy, `Upgrade` and
`Connection` passed on.

## Bad

```http
https://app.example runs websocket("wss://api.example/live")
> GET /live
> Origin: https://app.example
< 403 Forbidden
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
from corsac.core.messages import WireResponse
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.block import blocked_for, exchange_at, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS095",
    cause="websocket-refused",
    name="websocket-refused",
    title="The server refuses the WebSocket handshake",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.WEBSOCKET_REFUSED})


def find(case: Case) -> Iterator[Finding]:
    """Find a handshake that did not end in 101."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    exchange = exchange_at(case, block)
    answer = None if exchange is None else exchange.answer
    proxy = isinstance(answer, WireResponse) and blame_for_answer(answer).party is Party.PROXY
    yield Finding(
        RULE,
        Party.PROXY if proxy else Party.BACKEND,
        Confidence.MEDIUM,
        Text.of("the server refuses the WebSocket handshake"),
        where=place_of(block),
        notes=(
            *(
                (Text.of("the browser says: {detail}", detail=block.detail),)
                if block.detail
                else ()
            ),
            Text.of("no CORS header helps: a handshake needs the status 101"),
            Text.of("servers check the handshake's Origin against a list of their own"),
        ),
    )
