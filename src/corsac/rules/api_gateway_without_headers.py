"""Amazon's API Gateway answers without CORS headers.

Either the gateway made the answer itself (a wrong path, a missing key, an authorizer's refusal, a
time-out: `Missing Authentication Token`, `Forbidden`, `Internal server error`), or a Lambda
function's answer came through as it was, without them.

## Why

With proxy integration the function makes the whole response, and `Enable CORS` in the console only
makes an OPTIONS method. What the gateway makes itself has no CORS header unless its gateway
responses are given some. Without Allow-Origin the check fails (`fetch#cors-check.2`).

## Who mends it

Who runs the gateway. Let the function return the headers; give the gateway responses `DEFAULT_4XX`
and `DEFAULT_5XX` the header, and have OPTIONS without an authorizer; then deploy the stage anew. An
HTTP API (not REST) takes a CORS configuration that does all of it.

## Bad

```http
https://app.example runs fetch("https://api.example/prod/items")
> GET /prod/items
> Origin: https://app.example
< 403 Forbidden
< x-amzn-RequestId: 1
< x-amzn-ErrorType: MissingAuthenticationTokenException
< Content-Type: application/json
<
< {"message":"Missing Authentication Token"}
```

## Good

```http
https://app.example runs fetch("https://api.example/prod/items")
> GET /prod/items
> Origin: https://app.example
< 200 OK
< x-amzn-RequestId: 1
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import plain_success
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.amazon import came_through_gateway, gateway_made
from corsac.rules.reading.scene import Part, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS024",
    cause="api-gateway-lambda",
    name="api-gateway-without-headers",
    title="Amazon's API Gateway, or the function behind it, answers without CORS headers",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})


def find(case: Case) -> Iterator[Finding]:
    """Find the gateway's own answer without the header, or a function's."""
    scene = Scene.of(case)
    bare = [a for a in scene.first_hop if a.lacks_allow_origin]
    made = next((a for a in bare if gateway_made(a.response)), None)
    if made is not None:
        yield _finding(
            case,
            made,
            Text.of(
                "the gateway answered {status} itself, without CORS headers", status=made.status
            ),
            Text.of(
                "mend why it is {status} first; the function was not reached", status=made.status
            ),
        )
        return
    answer = _of_function(scene, bare)
    if answer is not None:
        yield _finding(
            case,
            answer,
            Text.of("the function behind API Gateway answers without CORS headers"),
            Text.of("with proxy integration the function itself has to return them"),
        )


def _of_function(scene: Scene, bare: list[Answer]) -> Answer | None:
    """Find a function's answer without the header, where the preflight went well."""
    if not scene.preflight_lets_in or plain_success(scene) not in bare:
        return None
    found = (a for a in bare if a.part is not Part.PREFLIGHT)
    return next((a for a in found if came_through_gateway(a.response)), None)


def _finding(case: Case, answer: Answer, message: Text, note: Text) -> Finding:
    return Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        message,
        where=Where(answer.index, ALLOW_ORIGIN),
        notes=(note,),
        remedy=remedy_for(case, RemedyKind.HEADERS_ON_ERRORS),
    )
