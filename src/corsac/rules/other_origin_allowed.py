"""The server allows another origin, whoever asks.

## Why

`Access-Control-Allow-Origin` must equal the origin that asks (`fetch#cors-check.4`). A fixed value
lets in one origin and no other; so does an answer that a cache keeps for somebody else.

## Who mends it

The server, if this page is meant to be let in: look the request's `Origin` up in a list, answer
with that one, and say `Vary: Origin`.

## What guides get wrong

"A concrete origin needs `Vary: Origin`." One that never changes does not; one that depends on the
request does, on *every* answer, those without `Origin` included.

## Bad

```http
https://staging.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://staging.example
< 200 OK
< Access-Control-Allow-Origin: https://www.example
```

## Good

```http
https://staging.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://staging.example
< 200 OK
< Access-Control-Allow-Origin: https://staging.example
< Vary: Origin
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding, Rule, Text
from corsac.rules.reading.difference import Difference
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.origin_value import VALUE_REASONS, mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import WireResponse
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS016",
    cause="origin-typo",
    name="other-origin-allowed",
    title="The server allows another origin than this one",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer that names an origin with another host."""
    if case.origin == "null":
        return
    for found in mismatches(case, Difference.OTHER)[:1]:
        cached = _from_a_cache(found.answer.response)
        yield headers_finding(
            RULE,
            case,
            found.answer,
            Text.of(
                "the server allows `{value}`, not this page's origin `{origin}`",
                value=brief(found.value),
                origin=case.origin,
            ),
            at_most=Confidence.MEDIUM if cached else Confidence.HIGH,
            notes=(_CACHED,) if cached else (),
        )


_CACHED = Text.of("this answer is from a cache: it may have been made for another page")


def _from_a_cache(response: WireResponse) -> bool:
    """Tell whether a cache says that it had this answer."""
    state = response.headers.get("X-Cache") or response.headers.get("CF-Cache-Status") or ""
    return "hit" in state.lower() or (response.headers.get("Age") or "0") != "0"
