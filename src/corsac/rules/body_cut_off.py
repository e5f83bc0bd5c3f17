"""The answer's head came, and its body broke off.

The status and the CORS headers are fine, and the page still sees an error: the connection was
closed before the length that the head promised, or the data can't be unpacked.

## Why

A body that ends early is a network error (`fetch#concept-http-network-fetch`), no matter what CORS
said before.

## Who mends it

The server, or a proxy on the way: a handler that crashes while it writes, a wrong
`Content-Length`, a buffer or time limit of the proxy's, a `Content-Encoding` that the body is not
in.

## Bad

```http
https://app.example runs xhr("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Content-Length: 100
<
< [{"id": 1},
! cut closed
```

## Good

```http
https://app.example runs xhr("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Content-Length: 11
<
< [{"id": 1}]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.core.messages import WireResponse
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.block import blocked_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS079",
    cause="server-unreachable",
    name="body-cut-off",
    title="The answer's body breaks off",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.NETWORK})


def find(case: Case) -> Iterator[Finding]:
    """Find a whole head whose body broke: what blocked, or what `fetch()` stumbles over later."""
    broken = _broken(case)
    if broken is None:
        return
    index, answer = broken
    party = blame_for_answer(answer).party
    detail = answer.fault.detail if answer.fault else ""
    said = (Text.of("the system says: {detail}", detail=detail),) if detail else ()
    yield Finding(
        RULE,
        party if party is Party.PROXY else Party.BACKEND,
        Confidence.MEDIUM,
        Text.of(
            "the answer breaks off: {status} and its headers came, its body did not end",
            status=answer.status,
        ),
        where=Where(index),
        notes=(
            Text.of("this is not CORS: the headers let the page in"),
            *_later(case),
            *said,
        ),
    )


def _broken(case: Case) -> tuple[int, WireResponse] | None:
    """Give the last answer and its place, where its body broke and nothing else stopped it."""
    if case.outcome.block is not None and blocked_for(case, *CLAIMS) is None:
        return None
    index = len(case.outcome.exchanges) - 1
    answer = case.outcome.exchanges[index].answer if index >= 0 else None
    if not isinstance(answer, WireResponse) or answer.fault is None:
        return None
    return index, answer


def _later(case: Case) -> Iterator[Text]:
    if case.outcome.block is None:
        yield Text.of("fetch() itself succeeds; reading the body fails, `response.json()` for one")
