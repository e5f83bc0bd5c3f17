"""nginx answers the preflight in a block of its own, and its headers stand outside.

`if ($request_method = OPTIONS) { return 204; }`, and the `add_header` lines are in the location
around it, or in the server.

## Why

`add_header` lines are inherited from the level above only where the level itself has none
(`ngx_http_headers_module`), and an `if` block is a level. So the block's 204 has no Allow-Origin,
and the check fails (`fetch#cors-check.2`).

## Who mends it

Who configures nginx: the `add_header` lines again inside the block, with `always`; or all of them
in a file that is included in both places.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Server: nginx/1.24.0
? stand-in
> GET /items
> Origin: https://app.example
< 200 OK
< Server: nginx/1.24.0
< Access-Control-Allow-Origin: https://app.example
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
> Origin: https://app.example
< 204 No Content
< Server: nginx/1.24.0
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: PUT
> PUT /items
> Origin: https://app.example
< 200 OK
< Server: nginx/1.24.0
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.maker import Made, mark_on
from corsac.rules.reading.refusal import refusal
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS029",
    cause="nginx-add-header",
    name="preflight-block-without-headers",
    title="nginx answers the preflight in a block that has no CORS headers",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})


def find(case: Case) -> Iterator[Finding]:
    """Find an empty success of nginx's to a preflight, where nginx's response has the header."""
    scene = Scene.of(case)
    preflight = next((a for a in scene.preflights if a.request.hop == 0 and _bare(a)), None)
    speaking = [a for a in scene.responses if not a.lacks_allow_origin and _of_nginx(a)]
    if preflight is None or not speaking or refusal(case) is not None:
        return
    yield Finding(
        RULE,
        Party.PROXY,
        Confidence.MEDIUM,
        Text.of(
            "nginx answers the preflight {status} without CORS headers, the response has them",
            status=preflight.status,
        ),
        where=Where(preflight.index, ALLOW_ORIGIN),
        notes=(
            Text.of("an `if` block inherits no add_header line once it has one of its own"),
            Text.of("an application behind nginx that answers OPTIONS by itself looks the same"),
        ),
        remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
    )


def _bare(answer: Answer) -> bool:
    headers = answer.response.headers
    return answer.ok and answer.lacks_allow_origin and _of_nginx(answer) and "Allow" not in headers


def _of_nginx(answer: Answer) -> bool:
    mark = mark_on(answer.response)
    return mark is not None and mark.made is Made.BEHIND and mark.name == "nginx"
