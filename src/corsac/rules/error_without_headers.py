"""The request failed at the server, and the error page has no CORS headers.

The real news is the status. The framework's error handler runs outside its CORS layer, so that an
error's answer lacks `Access-Control-Allow-Origin`; the browser then withholds it, and the console
speaks of CORS. Starlette's `ServerErrorMiddleware`, Django's `handler500`, Express' error path and
most gateways do so.

## Why

The check is run on every answer, whatever its status (`fetch#http-fetch`), and an answer without
the header fails it (`fetch#cors-check.2`). Chromium does not print the status beside it; Firefox
and WebKit do.

## Who mends it

The back end, twice: mend what failed, and let errors carry the headers too, or the page will never
see a status that it could act on.

## Bad

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
< 500 Internal Server Error
< Content-Type: text/plain
<
< Internal Server Error
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
< 500 Internal Server Error
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import failing_response, lets_in_elsewhere
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.blame import blame_for_answer
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS004",
    cause="error-hides-behind-cors",
    name="error-without-headers",
    title="An error answer has no CORS headers, so the page sees CORS instead of the error",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})

_SERVER_ERRORS = range(500, 600)


def find(case: Case) -> Iterator[Finding]:
    """Find an error without the header, where nothing before it was refused."""
    scene = Scene.of(case)
    answer = failing_response(scene)
    if answer is None:
        return
    blame = blame_for_answer(answer.response)
    if answer.status not in _SERVER_ERRORS:
        blame = blame.at_most(Confidence.MEDIUM)
    yield Finding(
        RULE,
        blame.party,
        blame.confidence,
        Text.of(
            "the server answered {status}, and its error answers carry no CORS headers",
            status=answer.status,
        ),
        where=Where(answer.index, ALLOW_ORIGIN),
        notes=(*_notes(scene, answer), *blame.notes),
        remedy=remedy_for(case, RemedyKind.HEADERS_ON_ERRORS),
    )


def _notes(scene: Scene, answer: Answer) -> Iterator[Text]:
    if answer.status in _SERVER_ERRORS:
        yield Text.of("mend the error first: the CORS line is only its messenger")
    else:
        yield Text.of(
            "mend why it is {status} first: the CORS line is only its messenger",
            status=answer.status,
        )
    passing = any(a.origin_passes for a in scene.answers) or lets_in_elsewhere(scene)
    if not passing:
        yield Text.of("no answer of this server was seen that does carry CORS headers")
