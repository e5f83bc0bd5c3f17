"""`Access-Control-Allow-Origin: *` in answer to a request with credentials.

## Why

With the credentials mode `include`, `*` is no wildcard: the header must equal the origin
(`fetch#cors-check.3`, `.4`). Otherwise any site could read what only the signed-in user may see.

## Who mends it

Either side, and one suffices. If cookies are needed, the server compares the origin with a list,
answers with that one origin, `Access-Control-Allow-Credentials: true` and `Vary: Origin`. If they
are not, the page leaves `credentials: "include"` (or `withCredentials`) away.

Do not answer with whatever `Origin` says: that hands every site your users' data.

## What guides get wrong

"Sending an `Authorization` header makes `*` impossible." Credentials means the *mode* `include`:
cookies, stored HTTP authentication, client certificates. An `Authorization` header set by script is
an ordinary header, which needs a preflight and goes well with `*`. The other way round, `include`
with `*` fails even where no cookie exists.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
< Vary: Origin
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.advice import without_credentials
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS010",
    cause="wildcard-credentials",
    name="wildcard-with-credentials",
    title="`*` does not cover requests with credentials",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_WILDCARD})


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer with `*` where the credentials mode is `include`."""
    for answer in Scene.of(case).answers:
        if answer.include and answer.allow_origin == "*":
            yield headers_finding(
                RULE,
                case,
                answer,
                Text.of("`*` does not let in a request with credentials"),
                notes=(
                    Text.of(
                        "the answer must name {origin} and say "
                        "Access-Control-Allow-Credentials: true",
                        origin=answer.origin,
                    ),
                ),
                fixes=(without_credentials(),),
            )
            return
