"""`Access-Control-Allow-Credentials` is missing or is not exactly `true`.

## Why

For a request with the credentials mode `include` the value must be the four bytes `true`
(`fetch#cors-check.7`). `True` (which Python's `str(True)` gives), `TRUE`, `1` and `true, true`
(two layers that both add it) all fail.

## Who mends it

The server: `true`, once, on the preflight's answer *and* on the response. If the page needs no
cookies, it can leave the credentials away instead.

## What guides get wrong

"The header decides whether cookies are sent." The page's credentials mode and the cookies' own
rules decide that; the header lets the answer be read. Cookies of a simple request go out, and
`Set-Cookie` is stored, even where this check fails.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: True
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_CREDENTIALS
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.advice import without_credentials
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS011",
    cause="acac-missing",
    name="allow-credentials-not-true",
    title="Access-Control-Allow-Credentials is not exactly `true`",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_CREDENTIALS})


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer that names an origin, but does not allow credentials."""
    answer = next((a for a in Scene.of(case).answers if _withholds(a)), None)
    if answer is None:
        return
    yield headers_finding(
        RULE,
        case,
        answer,
        _message(answer.response.headers.get(ALLOW_CREDENTIALS)),
        header=ALLOW_CREDENTIALS,
        notes=_notes(answer),
        fixes=(without_credentials(),),
    )


def _withholds(answer: Answer) -> bool:
    """Tell whether credentials are not allowed, where that is a fault of its own.

    Without Allow-Origin, or with `*`, another one is the cause.
    """
    if not answer.include or answer.allow_origin in {None, "*"}:
        return False
    return answer.response.headers.get(ALLOW_CREDENTIALS) != "true"


def _message(value: str | None) -> Text:
    if value is None:
        return Text.of("a request with credentials needs Access-Control-Allow-Credentials: true")
    return Text.of("Access-Control-Allow-Credentials is `{value}`, not `true`", value=brief(value))


def _notes(answer: Answer) -> Iterator[Text]:
    if len(answer.response.headers.all(ALLOW_CREDENTIALS)) > 1:
        yield Text.of("it stands there twice: two layers add it")
