"""`*` in the preflight's lists, and a request with credentials.

Without cookies it works; with them, `*` is a method or a header called `*`.

## Why

With the credentials mode `include`, `*` is no wildcard in `Access-Control-Allow-Methods` and
`Access-Control-Allow-Headers` (`fetch#cors-preflight-fetch.7.5`, `.7.7`), as it is none in
`Access-Control-Allow-Origin`.

## Who mends it

The server: write methods and headers out, or repeat what the preflight asks for, to origins on its
list only. Or the page, if it needs no cookies.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {
  "method": "PUT", "credentials": "include"
})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
< Access-Control-Allow-Methods: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items/1", {
  "method": "PUT", "credentials": "include"
})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
< Access-Control-Allow-Methods: PUT
> PUT /items/1
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_HEADERS, ALLOW_METHODS
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.advice import without_credentials
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.lists import (
    allowed_headers,
    allowed_methods,
    uncovered_headers,
    uncovered_method,
)
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS045",
    cause="star-literal-with-credentials",
    name="star-with-credentials",
    title="With credentials, `*` in the preflight's lists is no wildcard",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.METHOD_NOT_ALLOWED, Reason.HEADER_NOT_ALLOWED, Reason.PREFLIGHT_STATUS})


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight whose answer counts on `*` for what credentials take it away from."""
    for preflight in Scene.of(case).preflights:
        header, names = _literal(preflight)
        if not names:
            continue
        yield headers_finding(
            RULE,
            case,
            preflight,
            Text.of(
                "with credentials, `*` in {header} does not cover {names}",
                header=header,
                names=", ".join(names),
            ),
            header=header,
            fixes=(without_credentials(),),
        )
        return


def _literal(preflight: Answer) -> tuple[str, tuple[str, ...]]:
    """Give the header whose `*` fails, and what it fails to cover, the method first."""
    method = uncovered_method(preflight)
    if method is not None and "*" in (allowed_methods(preflight) or ()):
        return ALLOW_METHODS, (method,)
    if "*" in (allowed_headers(preflight) or ()):
        return ALLOW_HEADERS, uncovered_headers(preflight)
    return ALLOW_HEADERS, ()
