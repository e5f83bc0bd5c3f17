"""The server opens WebSockets for pages of any origin.

The page's own works, and so does a stranger's: any site that a logged-in user visits can talk to
this server with the user's cookies.

## Why

No CORS check protects a WebSocket (`websockets#feedback-from-the-protocol`): cookies go along, and
script may read what comes. Only the server can tell pages apart, by `Origin`
(`rfc6455#section-10.2`).

## Who mends it

The server: compare `Origin` with a list before the 101, byte for byte.

## Bad

```http
https://app.example runs websocket("wss://api.example/live")
> GET /live
> Origin: https://app.example
< 101 Switching Protocols
? other-origin
> GET /live
> Origin: https://stranger.invalid
< 101 Switching Protocols
```

## Good

```http
https://app.example runs websocket("wss://api.example/live")
> GET /live
> Origin: https://app.example
< 101 Switching Protocols
? other-origin
> GET /live
> Origin: https://stranger.invalid
< 403 Forbidden
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.browser.request import Api
from corsac.core.findings import Confidence, Finding, Party, Rule, Severity, Text, Where
from corsac.rules.reading.handshake import opened_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS114",
    cause="websocket-origin-unchecked",
    name="websocket-origin-unchecked",
    title="The server opens WebSockets for pages of any origin",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find a handshake that a stranger's page was let in with as well."""
    stranger = next(opened_for(case), None)
    passed = case.outcome.verdict is Verdict.ALLOWED
    if case.request.api is not Api.WEBSOCKET or not passed or stranger is None:
        return
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of("the server opens the WebSocket for {origin} too", origin=stranger),
        where=Where(0),
        notes=(
            Text.of("if cookies log users in here, any site can act for them"),
            Text.of("only the server can tell pages apart, by the handshake's Origin"),
        ),
    )
