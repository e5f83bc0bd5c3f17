"""The server failed while it answered the preflight.

## Why

A preflight needs an answer from 200 to 299 (`fetch#cors-preflight-fetch.7`). The error is the
news; that its page carries no CORS headers comes on top.

## Who mends it

The back end: its log has the error. Handlers that expect a body or a session often fail on OPTIONS,
which has neither; the CORS layer should answer before they run.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 500 Internal Server Error
< Content-Type: text/html
```

## Good

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: DELETE
> DELETE /items/1
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Finding, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import preflight_failure
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.gateway import gateway_error
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS033",
    cause="error-hides-behind-cors",
    name="preflight-server-error",
    title="The server fails on the preflight",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING})

_STATUSES = frozenset(range(500, 600)) - {501, 511}


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight answered with a server's error that no gateway made."""
    preflight = preflight_failure(Scene.of(case), _STATUSES)
    if preflight is None or gateway_error(preflight.response) is not None:
        return
    blame = blame_for_answer(preflight.response)
    yield Finding(
        RULE,
        blame.party,
        blame.confidence,
        Text.of("the server failed with {status} on the preflight", status=preflight.status),
        where=Where(preflight.index),
        notes=(
            Text.of("mend the error first: the CORS line is only its messenger"),
            *blame.notes,
        ),
        remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
    )
