"""A web server adds its CORS headers to successful answers only.

nginx leaves `add_header` out of answers with a status other than 200, 201, 204, 206, 301, 302,
303, 304, 307 or 308, unless the line ends in `always`. Apache's `Header set` does likewise without
`always`. A preflight passes, and every error looks like a CORS fault.

## Why

Every answer is checked, whatever its status (`fetch#cors-check.2`).

## Who mends it

Whoever keeps the web server's configuration: `always` at the end of each `add_header`, or `Header
always set`. In nginx a `location` with an `add_header` of its own inherits none of the outer ones:
repeat them there.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"headers": {"X-Trace": "1"}})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
< 204 No Content
< Server: nginx
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: X-Trace
> GET /items
> Origin: https://app.example
< 404 Not Found
< Server: nginx
< Content-Type: text/html
<
< <html><head><title>404 Not Found</title></head><body><hr><center>nginx</center></body></html>
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"headers": {"X-Trace": "1"}})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
< 204 No Content
< Server: nginx
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: X-Trace
> GET /items
> Origin: https://app.example
< 404 Not Found
< Server: nginx
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import failing_response
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.maker import Made, mark_on
from corsac.rules.reading.scene import Scene, read_probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS006",
    cause="nginx-add-header",
    name="headers-on-success-only",
    title="The web server adds its CORS headers to successful answers only",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})

#: The servers that leave added headers out of errors unless told `always`.
_SERVERS = frozenset({"nginx", "Apache"})


def find(case: Case) -> Iterator[Finding]:
    """Find an error without the header from a server whose other answers have it."""
    scene = Scene.of(case)
    answer = failing_response(scene)
    if answer is None or mark_on(answer.response, Made.BY_APPLICATION) is not None:
        return
    mark = mark_on(answer.response)
    if mark is None or mark.name not in _SERVERS or not _others_pass(scene, mark.name):
        return
    own_page = mark.made is Made.BY_PROXY
    yield Finding(
        RULE,
        Party.PROXY,
        Confidence.HIGH if own_page else Confidence.MEDIUM,
        Text.of(
            "{name} leaves its CORS headers out of its {status} answer",
            name=mark.name,
            status=answer.status,
        ),
        where=Where(answer.index, ALLOW_ORIGIN),
        notes=tuple(_notes(mark.name, answer, own_page=own_page)),
        remedy=remedy_for(case, RemedyKind.HEADERS_ON_ERRORS),
    )


def _others_pass(scene: Scene, name: str) -> bool:
    """Tell whether another answer through the same server let this origin in."""
    probed = (read_probe(scene.case, number) for number in range(len(scene.case.probes)))
    good = [a for a in (*scene.first_hop, *probed) if a is not None and a.origin_passes]
    marks = (mark_on(a.response, Made.BEHIND) for a in good)
    return any(mark is not None and mark.name == name for mark in marks)


def _notes(name: str, answer: Answer, *, own_page: bool) -> Iterator[Text]:
    yield Text.of(
        "mend why it is {status} first: the CORS line is only its messenger", status=answer.status
    )
    if not own_page:
        yield Text.of(
            "if the headers come from an application behind {name}, it is that one whose errors "
            "lack them",
            name=name,
        )
