"""`Authorization` is covered by `*` only as long as browsers are lenient.

## Why

By the letter `*` in `Access-Control-Allow-Headers` covers every header but `Authorization`
(`fetch#cors-preflight-fetch.7.6`). Chromium, Firefox and WebKit let it pass today; Chromium and
Firefox print a warning that this will end.

## Who mends it

The server: `Authorization` written out, beside the `*` if need be.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {
  "headers": {"Authorization": "Bearer t"}
})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Headers: *
< Access-Control-Max-Age: 600
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {
  "headers": {"Authorization": "Bearer t"}
})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Headers: *, Authorization
< Access-Control-Max-Age: 600
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_HEADERS
from corsac.core.findings import Rule, Severity, Text
from corsac.core.request_headers import NON_WILDCARD
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.lists import allowed_headers, requested_headers
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS112",
    cause="authorization-not-covered-by-star",
    name="authorization-under-star",
    title="`*` in Access-Control-Allow-Headers is not meant to cover Authorization",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS = frozenset({Reason.HEADER_NOT_ALLOWED})


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight that counts on `*` for Authorization, without credentials."""
    for preflight in Scene.of(case).preflights:
        if not _counts_on_star(preflight):
            continue
        yield headers_finding(
            RULE,
            case,
            preflight,
            Text.of("`*` in Access-Control-Allow-Headers does not cover Authorization"),
            header=ALLOW_HEADERS,
            notes=(Text.of("so the standard says; browsers still let it pass, and warn"),),
        )
        return


def _counts_on_star(preflight: Answer) -> bool:
    allowed = allowed_headers(preflight) or ()
    asked = NON_WILDCARD.intersection(requested_headers(preflight))
    return bool(asked.difference(allowed)) and "*" in allowed and not preflight.include
