"""`Access-Control-Allow-Methods` does not list the method.

## Why

The preflight announces the method, and its answer has to list it, letter by letter
(`fetch#cors-preflight-fetch.7.5`). `GET`, `HEAD` and `POST` need not be listed. `*` stands for all
methods where the request has no credentials.

## Who mends it

The server, in the configuration of its CORS layer. `Allow`, which a router may send, is another
header and counts for nothing here.

## What guides get wrong

"`*` covers GET and POST only": it covers every method without credentials, and none with them.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "PUT"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: GET, POST
```

## Good

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "PUT"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: GET, POST, PUT
> PUT /items/1
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_METHODS
from corsac.core.findings import Confidence, Finding, Rule, Text
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.lists import (
    allowed_methods,
    requested_headers,
    requested_method,
    uncovered_method,
)
from corsac.rules.reading.refusal import Refused, refusal
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS040",
    cause="method-not-allowed",
    name="method-not-allowed",
    title="Access-Control-Allow-Methods lacks the method",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {Reason.METHOD_NOT_ALLOWED, Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING}
)


def find(case: Case) -> Iterator[Finding]:
    """Find the first preflight whose answer lacks the method in any case of letters."""
    for preflight in Scene.of(case).preflights:
        method = uncovered_method(preflight)
        listed = allowed_methods(preflight) or ()
        if method is None or "*" in listed or _in_another_case(method, listed):
            continue
        yield headers_finding(
            RULE,
            case,
            preflight,
            Text.of("the server does not allow the method {method}", method=method),
            header=ALLOW_METHODS,
            notes=_notes(preflight, method, listed),
        )
        return
    yield from _refused(case)


def _refused(case: Case) -> Iterator[Finding]:
    """Find a CORS layer that refuses the preflight, for its method or nobody knows."""
    found = refusal(case)
    if found is None or found.refused is Refused.HEADERS:
        return
    method = requested_method(found.preflight)
    sure = found.refused is Refused.METHOD
    yield headers_finding(
        RULE,
        case,
        found.preflight,
        Text.of("the server's CORS layer refuses the method {method}", method=method)
        if sure
        else Text.of(
            "the server's CORS layer refuses the method {method}, or one of the headers {names}",
            method=method,
            names=brief(", ".join(requested_headers(found.preflight))),
        ),
        header=ALLOW_METHODS,
        at_most=Confidence.HIGH if sure else Confidence.LOW,
        notes=(Text.of("the origin is let in: it refuses this preflight without a word"),),
    )


def _in_another_case(method: str, listed: tuple[str, ...]) -> bool:
    return method.upper() in {name.upper() for name in listed}


def _notes(preflight: Answer, method: str, listed: tuple[str, ...]) -> Iterator[Text]:
    if ALLOW_METHODS not in preflight.response.headers:
        yield Text.of("its answer has no Access-Control-Allow-Methods")
    else:
        yield Text.of("it allows {methods}", methods=brief(", ".join(listed)) or "none")
    if method != method.upper():
        yield Text.of(
            "methods are compared letter by letter: did you mean {upper}?", upper=method.upper()
        )
