"""The preflight's answer has the CORS headers, the answer to the request itself does not.

CORS was set up for OPTIONS alone: an `if` block in nginx, a mock method in a gateway, a handler
written by hand. The preflight passes, the request is sent and carried out, and then the page can't
read the answer.

## Why

A passed preflight allows the *request*. Its answer is checked again, on its own, and needs
`Access-Control-Allow-Origin` too (`fetch#cors-check.2`, run by `fetch#http-fetch`); with
credentials also `Access-Control-Allow-Credentials: true`.

## Who mends it

Whoever set the preflight's headers: send `Access-Control-Allow-Origin` on every answer.

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
< 200 OK
< Content-Type: application/json
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
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Rule, Text
from corsac.rules.reading.absence import is_inferred, plain_success
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS003",
    cause="preflight-only-headers",
    name="headers-only-on-preflight",
    title="The CORS headers stand on the preflight but not on the response",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})


def find(case: Case) -> Iterator[Finding]:
    """Find a successful answer without the header behind a preflight that has it."""
    scene = Scene.of(case)
    answer = plain_success(scene)
    speaking = [a for a in scene.preflights if a.request.hop == 0 and not a.lacks_allow_origin]
    if answer is None or not answer.lacks_allow_origin or not speaking:
        return
    inferred = is_inferred(answer) and not answer.faithful
    note = Text.of(
        "seen on a GET in place of the {method}, which was not sent", method=answer.method
    )
    yield headers_finding(
        RULE,
        case,
        answer,
        Text.of("the preflight's answer has Access-Control-Allow-Origin, the response has not"),
        at_most=Confidence.MEDIUM if inferred else Confidence.HIGH,
        notes=(note,) if inferred else (),
    )
