"""The server sets a cookie, and the request was made without credentials: it is thrown away.

## Why

`fetch()` includes credentials for the page's own origin only, unless it is told otherwise. In a
cross-origin request without them the browser sends no cookies and ignores `Set-Cookie`
(`fetch#http-network-fetch`, step "includeCredentials"). The login itself needs them, not only the
requests after it.

## Who mends it

The page: `credentials: "include"`, `withCredentials` for XMLHttpRequest and axios, on the login
too. The server then needs the exact origin and `Access-Control-Allow-Credentials: true`.

## Bad

```http
https://app.example runs fetch("https://api.example/login")
> GET /login
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Set-Cookie: sid=1; Secure; SameSite=None
```

## Good

```http
https://app.example runs fetch("https://api.example/login", {"credentials": "include"})
> GET /login
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
< Set-Cookie: sid=1; Secure; SameSite=None
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_CREDENTIALS
from corsac.core.findings import Confidence, Finding, Party, Rule, Severity, Text, Where
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.readable import read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS109",
    cause="cookie-not-sent",
    name="cookie-without-credentials",
    title="The server sets a cookie in a request without credentials",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find a readable response whose Set-Cookie is ignored."""
    answer = read_answer(case)
    if answer is None or answer.include or "Set-Cookie" not in answer.response.headers:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        _confidence(answer),
        Text.of("the server sets a cookie, and a request without credentials throws it away"),
        where=Where(answer.index, "Set-Cookie"),
        notes=(Text.of("by default fetch() sends and takes cookies for its own origin only"),),
        fixes=(
            page_fix(
                "if the cookie matters, ask with credentials",
                'fetch(url, { credentials: "include" })',
            ),
        ),
    )


def _confidence(answer: Answer) -> Confidence:
    """Be surer where the server expects credentials; many set cookies that nobody needs."""
    meant = answer.response.headers.get(ALLOW_CREDENTIALS) == "true"
    return Confidence.MEDIUM if meant else Confidence.LOW
