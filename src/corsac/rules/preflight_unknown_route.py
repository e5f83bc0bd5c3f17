"""The preflight is answered 404, 405 or 501: no route takes OPTIONS.

The path is known for GET or POST, but nothing there handles OPTIONS, and the CORS layer that would
have is attached to single routes or methods, or sits behind the router.

## Why

A preflight needs an answer from 200 to 299 with the CORS headers
(`fetch#cors-preflight-fetch.7`). Chromium's console names the missing header and hides the status.

## Who mends it

The back end: put CORS around the whole router (in Go `cors(mux)`, not one handler), or register
OPTIONS for the path.

## What guides get wrong

"Answer every OPTIONS with 204." An OPTIONS without `Origin` and `Access-Control-Request-Method` is
no preflight, and belongs to the application.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 405 Method Not Allowed
< Allow: GET, DELETE
? stand-in
> GET /items/1
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
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
from corsac.core.findings import Confidence, Finding, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import preflight_failure
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.finding import brief
from corsac.rules.reading.gateway import takes_no_options
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS032",
    cause="preflight-route-404-405",
    name="preflight-unknown-route",
    title="No route of the server answers the preflight",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING})

_STATUSES = frozenset({404, 405, 410, 501})


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight that no route took."""
    scene = Scene.of(case)
    preflight = preflight_failure(scene, _STATUSES) or _refused_by_cdn(scene)
    if preflight is None:
        return
    blame = blame_for_answer(preflight.response)
    if not any(a.origin_passes for a in scene.responses):
        blame = blame.at_most(Confidence.MEDIUM)
    yield Finding(
        RULE,
        blame.party,
        blame.confidence,
        Text.of(
            "the preflight was answered {status}: no route takes OPTIONS here",
            status=preflight.status,
        ),
        where=Where(preflight.index),
        notes=(*_notes(scene, preflight), *blame.notes),
        remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
    )


def _refused_by_cdn(scene: Scene) -> Answer | None:
    return next((a for a in scene.preflights if takes_no_options(a.response)), None)


def _notes(scene: Scene, preflight: Answer) -> Iterator[Text]:
    allow = preflight.response.headers.get("Allow")
    if allow is not None:
        yield Text.of("its Allow header lists `{methods}`", methods=brief(allow))
    if any(a.status == preflight.status for a in scene.responses):
        yield Text.of(
            "the request itself is answered {status} too: is the URL right?",
            status=preflight.status,
        )
