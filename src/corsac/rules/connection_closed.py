"""The server took the request and closed the connection without an answer.

A handler that crashed (a panic in Go closes the connection), a worker that was killed, a proxy or
firewall that drops what it dislikes.

## Why

There is no answer to judge. Chromium prints no CORS line for it at all, Firefox "CORS request did
not succeed".

## Who mends it

The back end: its log has the crash. Where only preflights are dropped, whatever drops OPTIONS.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
! closed
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
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
from corsac.core.messages import FailureKind
from corsac.rules.reading.failure import answers_otherwise, failed_exchange, network_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS088",
    cause="server-unreachable",
    name="connection-closed",
    title="The server closes the connection without an answer",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})
KINDS = frozenset({FailureKind.CLOSED, FailureKind.RESET})


def find(case: Case) -> Iterator[Finding]:
    """Find a connection that ended instead of an answer."""
    exchange = failed_exchange(case, *KINDS)
    if exchange is None:
        return
    others = any(True for _ in answers_otherwise(case, exchange))
    yield network_finding(
        RULE,
        case,
        (Party.BACKEND, Confidence.MEDIUM),
        _message(preflight=exchange.request.preflight),
        notes=(_ALIVE,) if others else (),
    )


_ALIVE = Text.of("the same server does answer other requests")


def _message(*, preflight: bool) -> Text:
    if preflight:
        return Text.of("the server closes the connection instead of answering the preflight")
    return Text.of("the server closes the connection without an answer")
