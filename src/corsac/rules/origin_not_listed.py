"""The server knows CORS, and has nothing for this origin.

Something there compares the request's `Origin` with a list, and did not find it. It shows: `Vary:
Origin` or another CORS header stands on an answer without `Access-Control-Allow-Origin`, or the
body says that the origin was refused.

## Why

An answer without `Access-Control-Allow-Origin` fails the check (`fetch#cors-check.2`). Leaving the
header out is how a careful server refuses an origin.

## Who mends it

Whoever keeps the server's list, if this page is meant to be on it. Compare byte by byte: scheme,
host and port count, and neither a slash at the end nor upper case belongs into an origin.

## Bad

```http
https://staging.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://staging.example
< 200 OK
< Vary: Origin
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

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Rule, Text
from corsac.rules.reading.absence import (
    first_sober,
    goes_by_origin,
    is_refused,
    refuses_in_words,
    sober,
)
from corsac.rules.reading.difference import LOOPBACKS, SPELLINGS
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.origin_value import listed_variants
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS002",
    cause="origin-typo",
    name="origin-not-listed",
    title="The server's list of allowed origins lacks this one",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})


def find(case: Case) -> Iterator[Finding]:
    """Find a server that knows CORS and refuses the origin, without a nearer explanation."""
    scene = Scene.of(case)
    if not is_refused(scene) or case.origin == "null":
        return
    if listed_variants(case, *SPELLINGS, *LOOPBACKS):
        return
    first = first_sober(scene)
    by_origin = goes_by_origin(scene) or any(
        _varies(a) or refuses_in_words(a) for a in sober(scene)
    )
    yield headers_finding(
        RULE,
        case,
        first,
        Text.of(
            "the server knows CORS, but does not allow the origin {origin}", origin=case.origin
        ),
        at_most=Confidence.HIGH if by_origin else Confidence.MEDIUM,
        notes=_signs(scene),
    )


def _varies(answer: Answer) -> bool:
    return "origin" in (answer.response.headers.get("Vary") or "").lower()


def _signs(scene: Scene) -> Iterator[Text]:
    if goes_by_origin(scene):
        yield Text.of("asked without Origin, it answers: what refuses goes by the origin")
        return
    for answer in sober(scene):
        if refuses_in_words(answer):
            yield Text.of("the body of its answer says so")
            return
    for answer in sober(scene):
        if answer.speaks_of_cors:
            yield Text.of(
                "its answer has {header}, but no Access-Control-Allow-Origin",
                header=_sign(tuple(name for name, _ in answer.response.headers)),
            )
            return


def _sign(names: tuple[str, ...]) -> str:
    return next((n for n in names if n.lower().startswith("access-control-")), "Vary: Origin")
