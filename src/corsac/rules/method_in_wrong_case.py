"""The method and the server's list differ in upper and lower case.

Mostly it is `patch`: `fetch()` upper-cases `get`, `head`, `post`, `put`, `delete` and `options`,
and no other method.

## Why

Methods are compared letter by letter (`fetch#cors-preflight-fetch.7.5`), and only six are
normalised (`fetch#concept-method-normalize`). `patch` never passes under `PATCH`, in any engine.

## Who mends it

The page, if its method is in lower case: write `PATCH`. The server, if its list is: methods are
written in upper case.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "patch"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: patch
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: GET, POST, PATCH
```

## Good

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "PATCH"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PATCH
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: GET, POST, PATCH
> PATCH /items/1
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_METHODS
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.lists import allowed_methods, uncovered_method
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS041",
    cause="method-not-allowed",
    name="method-in-wrong-case",
    title="The method and the server's list differ in upper and lower case",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.METHOD_NOT_ALLOWED, Reason.PREFLIGHT_STATUS})


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight whose answer has the method in other letters."""
    for preflight in Scene.of(case).preflights:
        method = uncovered_method(preflight)
        listed = allowed_methods(preflight) or ()
        twin = next((name for name in listed if _twins(name, method)), None)
        if method is None or twin is None or "*" in listed:
            continue
        yield _finding(case, preflight, method, twin)
        return


def _twins(one: str, other: str | None) -> bool:
    return other is not None and one != other and one.upper() == other.upper()


def _finding(case: Case, preflight: Answer, method: str, listed: str) -> Finding:
    message = Text.of(
        "the page asks for {method}, the server allows {listed}: case counts",
        method=method,
        listed=listed,
    )
    if method == method.upper():
        return headers_finding(RULE, case, preflight, message, header=ALLOW_METHODS)
    return Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH,
        message,
        where=Where(preflight.index, ALLOW_METHODS, preflight.response.headers.get(ALLOW_METHODS)),
        notes=(Text.of("only get, head, post, put, delete and options are upper-cased for you"),),
        fixes=(
            page_fix(
                "write the method in upper case",
                f'fetch(url, {{ method: "{method.upper()}" }})',
                safe=True,
            ),
        ),
    )
