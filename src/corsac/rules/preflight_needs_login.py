"""The preflight is answered 401 or 403: something asks it to log in.

An authentication layer stands before the CORS layer and turns the preflight away. With curl and a
token everything works, since curl sends no preflight.

## Why

A preflight carries no cookies, no `Authorization` and no client certificate, whatever the page's
request will carry (`fetch#cors-preflight-fetch.6`), and it needs an answer from 200 to 299
(`fetch#cors-preflight-fetch.7`).

## Who mends it

The server: let the CORS layer run before authentication. Starlette and FastAPI: add
`CORSMiddleware` last; Django: `CorsMiddleware` as high as possible; Express: `cors()` before the
authentication. A gateway: let OPTIONS with `Access-Control-Request-Method` through.

## What guides get wrong

"Send the token with the preflight too." No page can.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {
  "headers": {"Authorization": "Bearer t"}
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: authorization
< 401 Unauthorized
< WWW-Authenticate: Bearer
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {
  "headers": {"Authorization": "Bearer t"}
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: authorization
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Authorization
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import preflight_failure, refuses_in_words
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.gateway import takes_no_options
from corsac.rules.reading.refusal import is_of_cors_layer
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS031",
    cause="preflight-auth-401",
    name="preflight-needs-login",
    title="The preflight is asked to log in",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING})

_UNAUTHORIZED = 401


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight answered 401, or 403 by something else than a CORS layer."""
    scene = Scene.of(case)
    preflight = preflight_failure(scene, frozenset({401, 403, 407, 511}))
    if preflight is None:
        return
    asks = "WWW-Authenticate" in preflight.response.headers
    sure = asks or preflight.status == _UNAUTHORIZED
    if not sure and (preflight.origin_passes or _of_others(preflight)):
        return
    blame = blame_for_answer(preflight.response)
    if not sure:
        blame = blame.at_most(Confidence.MEDIUM)
    yield Finding(
        RULE,
        blame.party,
        blame.confidence,
        Text.of(
            "the preflight was answered {status}: it is refused before CORS is looked at",
            status=preflight.status,
        ),
        where=Where(preflight.index, "WWW-Authenticate" if asks else ""),
        notes=(
            Text.of("a preflight never carries cookies or Authorization"),
            *_notes(scene),
            *blame.notes,
        ),
        remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
    )


def _of_others(preflight: Answer) -> bool:
    """Tell whether the refusal shows that a CORS layer made it, or a CDN that takes no OPTIONS."""
    return (
        refuses_in_words(preflight)
        or is_of_cors_layer(preflight)
        or takes_no_options(preflight.response)
    )


def _notes(scene: Scene) -> Iterator[Text]:
    passing = next((a for a in scene.responses if _passes(a)), None)
    if passing is not None:
        yield Text.of(
            "the {status} answer to {method} does carry the CORS headers",
            status=passing.status,
            method=passing.request.method,
        )


def _passes(answer: Answer) -> bool:
    return answer.origin_passes
