"""The preflight is answered with a status outside 200 to 299.

Something answers before the CORS layer and takes the preflight for an ordinary request: a rate
limiter (429), a check of its parameters or its body (400, 415, 422), a cache (304).

## Why

`fetch#cors-preflight-fetch.7`: the check of the headers *and* a status of 200 to 299. That the
headers are right does not mend the status.

## Who mends it

The back end: the CORS layer outermost, so that nothing else answers preflights.

## What guides get wrong

"OPTIONS must be answered 200": any of 200 to 299 will do, and 204 is usual.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 422 Unprocessable Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: DELETE
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
from corsac.rules.reading.absence import preflight_failure, refuses_in_words
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.lists import uncovered_headers, uncovered_method
from corsac.rules.reading.refusal import refusal
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS036",
    cause="framework-order",
    name="preflight-not-ok",
    title="The preflight's status is not one of success",
    page=__doc__ or "",
)
#: An empty Location leads nowhere, and yet Chromium calls it a redirect.
CLAIMS = frozenset(
    {Reason.PREFLIGHT_STATUS, Reason.PREFLIGHT_REDIRECT, Reason.ALLOW_ORIGIN_MISSING}
)

_REFUSALS = frozenset({400, 403, 422})
_STATUSES = frozenset(range(100, 200)) | frozenset(range(300, 600)) - {511}


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight with a status that is no success; nearer causes subsume this one."""
    preflight = preflight_failure(Scene.of(case), _STATUSES)
    if preflight is None or preflight.redirect is not None or _refuses_by_lists(preflight):
        return
    if refusal(case) is not None:
        return
    blame = blame_for_answer(preflight.response).at_most(Confidence.MEDIUM)
    yield Finding(
        RULE,
        blame.party,
        blame.confidence,
        Text.of(
            "the preflight was answered {status}; it needs 200 to 299", status=preflight.status
        ),
        where=Where(preflight.index),
        notes=(*_notes(preflight), *blame.notes),
        remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
    )


def _refuses_by_lists(preflight: Answer) -> bool:
    """Tell a CORS layer's own refusal: its lists show what it refuses, so that is the cause.

    Starlette answers 400 so, others 403 or 422.
    """
    if preflight.status not in _REFUSALS:
        return False
    return uncovered_method(preflight) is not None or bool(uncovered_headers(preflight))


def _notes(preflight: Answer) -> Iterator[Text]:
    if refuses_in_words(preflight):
        yield Text.of("its body says that the server's CORS layer refused it")
