"""`Content-Type: application/json` needs a preflight, and the server's answer does not allow it.

A form can be posted, JSON can not.

## Why

Three content types are safelisted: `application/x-www-form-urlencoded`, `multipart/form-data` and
`text/plain` (`fetch#cors-safelisted-request-header`). Any other makes `Content-Type` a header that
the preflight's answer has to list (`fetch#cors-preflight-fetch.7.7`).

## Who mends it

The server: `Content-Type` into `Access-Control-Allow-Headers`. Do not call JSON `text/plain` to get
around it: the preflight is what keeps other sites from posting there.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {
  "method": "POST", "headers": {"Content-Type": "application/json"}, "body": "{}"
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: POST
> Access-Control-Request-Headers: content-type
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Authorization
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {
  "method": "POST", "headers": {"Content-Type": "application/json"}, "body": "{}"
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: POST
> Access-Control-Request-Headers: content-type
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Authorization, Content-Type
> POST /items
> Origin: https://app.example
< 201 Created
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_HEADERS
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.header_not_allowed import missing_names
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.lists import requested_headers
from corsac.rules.reading.refusal import Refused, refusal
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

_ALONE = ("content-type",)

RULE = Rule(
    code="CORS043",
    cause="json-triggers-preflight",
    name="json-needs-preflight",
    title="The server does not allow this Content-Type",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {Reason.HEADER_NOT_ALLOWED, Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING}
)


def find(case: Case) -> Iterator[Finding]:
    """Find a preflight whose answer lacks Content-Type and nothing else."""
    preflight = _refusing(case)
    if preflight is not None:
        yield headers_finding(
            RULE,
            case,
            preflight,
            Text.of("the server does not allow the request header Content-Type"),
            header=ALLOW_HEADERS,
            notes=(Text.of("only form data and text/plain need no leave; JSON does"),),
        )


def _refusing(case: Case) -> Answer | None:
    """Give the preflight whose list lacks it, or that is refused for it without a word."""
    for preflight in Scene.of(case).preflights:
        if missing_names(preflight) == _ALONE:
            return preflight
    found = refusal(case)
    if found is None or found.refused is not Refused.HEADERS:
        return None
    return found.preflight if requested_headers(found.preflight) == _ALONE else None
