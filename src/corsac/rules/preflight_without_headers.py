"""The preflight is answered, but by something that knows no CORS.

The response to a plain request has the headers; the preflight's answer has not. Routers and
frameworks answer OPTIONS by themselves, with an `Allow` header, before a CORS layer that is
attached to single routes or methods gets to see it.

## Why

A preflight's answer has to pass the same check as any other, `Access-Control-Allow-Origin`
included, and to have a status of 200 to 299 (`fetch#cors-preflight-fetch.7`). A 2xx alone does not
do.

## Who mends it

The back end: put CORS around the whole router, not into routes, so that it sees OPTIONS first.

## What guides get wrong

"The preflight must be answered 200." Any status from 200 to 299 does; 204 is usual. And `Allow` is
not `Access-Control-Allow-Methods`.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"headers": {"X-Trace": "1"}})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
< 200 OK
< Allow: GET, HEAD
? stand-in
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"headers": {"X-Trace": "1"}})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: X-Trace
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Finding, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.finding import brief
from corsac.rules.reading.refusal import refusal
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS030",
    cause="preflight-route-404-405",
    name="preflight-without-headers",
    title="The preflight is answered by something that knows no CORS",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})


def find(case: Case) -> Iterator[Finding]:
    """Find a successful answer to a preflight without the header, where a response has it."""
    scene = Scene.of(case)
    bare = (a for a in scene.preflights if a.request.hop == 0 and a.ok and a.lacks_allow_origin)
    preflight = next(bare, None)
    having = [a for a in scene.responses if a.request.hop == 0 and not a.lacks_allow_origin]
    if preflight is None or not having or refusal(case) is not None:
        return
    blame = blame_for_answer(preflight.response)
    yield Finding(
        RULE,
        blame.party,
        blame.confidence,
        Text.of("the preflight's answer carries no CORS headers, though the response does"),
        where=Where(preflight.index, ALLOW_ORIGIN),
        notes=(*_notes(preflight), *blame.notes),
        remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
    )


def _notes(preflight: Answer) -> Iterator[Text]:
    allow = preflight.response.headers.get("Allow")
    if allow is not None:
        yield Text.of(
            "it has `Allow: {methods}`, which is not Access-Control-Allow-Methods",
            methods=brief(allow),
        )
