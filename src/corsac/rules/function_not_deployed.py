"""No function answers at this URL: it is not deployed there, or not open to the public.

The platform answers in the function's place, with a page of its own and without CORS headers: a
wrong name or region, a deployment that failed, a function that only logged-in callers may invoke.

## Why

The function's own CORS code never runs. The platform's 404 or 403 has no Allow-Origin, and a
preflight needs a success (`fetch#cors-preflight-fetch.7`).

## Who mends it

Who deploys: name, region and deployment first; for Google Cloud, the right to invoke for
`allUsers`, since a preflight never carries a token.

## Bad

```http
https://app.example runs fetch("https://api.example/save", {"method": "PUT"})
> OPTIONS /save
> Origin: https://app.example
< 403 Forbidden
< Server: Google Frontend
< Content-Type: text/html; charset=UTF-8
<
< <html><head><title>403 Forbidden</title></head><body><h1>Error: Forbidden</h1></body></html>
```

## Good

```http
https://app.example runs fetch("https://api.example/save", {"method": "PUT"})
> OPTIONS /save
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: PUT
> PUT /save
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import WireResponse
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS027",
    cause="function-not-deployed",
    name="function-not-deployed",
    title="The platform answers, since no function is deployed or open there",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})

_STATUSES = frozenset({401, 403, 404})
_BODY = 4096
#: A platform, what its answers carry, and what its own page says.
_PLATFORMS: tuple[tuple[str, tuple[str, re.Pattern[str]], re.Pattern[bytes]], ...] = (
    (
        "Google Cloud",
        ("Server", re.compile("google frontend", re.IGNORECASE)),
        re.compile(
            rb"<h1>error: |does not have permission|<title>404 page not found|!!1</title>",
            re.IGNORECASE,
        ),
    ),
    ("Vercel", ("x-vercel-error", re.compile(".")), re.compile(b"")),
    (
        "Netlify",
        ("Server", re.compile("netlify", re.IGNORECASE)),
        re.compile(rb"page not found|^not found", re.IGNORECASE),
    ),
    (
        "Heroku",
        ("Server", re.compile("heroku|cowboy", re.IGNORECASE)),
        re.compile(rb"no such app|error-pages/no-such-app", re.IGNORECASE),
    ),
)


def find(case: Case) -> Iterator[Finding]:
    """Find a platform's own page without the header; nothing of the URL's may let in."""
    scene = Scene.of(case)
    if any(a.origin_passes for a in scene.first_hop):
        return
    for answer in scene.first_hop:
        name = _platform(answer)
        if name is None:
            continue
        yield Finding(
            RULE,
            Party.BACKEND,
            Confidence.MEDIUM,
            Text.of(
                "no function answers here, or it is not public: {name} answered {status} itself",
                name=name,
                status=answer.status,
            ),
            where=Where(answer.index),
            notes=(Text.of("the function's own CORS code is not reached"),),
        )
        return


def _platform(answer: Answer) -> str | None:
    if answer.status not in _STATUSES or not answer.lacks_allow_origin:
        return None
    return next(
        (name for name, head, words in _PLATFORMS if _fits(answer.response, head, words)), None
    )


def _fits(
    response: WireResponse, header: tuple[str, re.Pattern[str]], words: re.Pattern[bytes]
) -> bool:
    name, pattern = header
    value = response.headers.get(name)
    if value is None or pattern.search(value) is None:
        return False
    return words.search(response.body[:_BODY]) is not None
