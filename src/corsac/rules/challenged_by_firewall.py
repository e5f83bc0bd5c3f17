"""A bot check, firewall or zero-trust gateway stands before the API.

It answers with a page for people: a challenge, a block, a login. Preflights carry no cookies, so to
such a gateway each looks like a stranger, whoever is signed in.

## Why

Its page has no CORS headers and fails the check (`fetch#cors-check.2`); on a preflight its status
or redirect fails too (`fetch#cors-preflight-fetch.7`).

## Who mends it

Whoever runs the gateway: let OPTIONS requests to the API through, or let the gateway answer
preflights itself (Cloudflare Access has settings for both), and skip challenges on API paths.

## Bad

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 403 Forbidden
< Server: cloudflare
< CF-Mitigated: challenge
< Content-Type: text/html
```

## Good

```http
https://app.example runs fetch("https://api.example/items/1", {"method": "DELETE"})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: DELETE
< 204 No Content
< Server: cloudflare
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: DELETE
> DELETE /items/1
> Origin: https://app.example
< 204 No Content
< Server: cloudflare
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
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS037",
    cause="cloudflare-access-waf",
    name="challenged-by-firewall",
    title="A bot check or zero-trust gateway answers in the API's place",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {Reason.PREFLIGHT_STATUS, Reason.PREFLIGHT_REDIRECT, Reason.ALLOW_ORIGIN_MISSING}
)


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer without the header that bears a challenge's marks."""
    for answer in Scene.of(case).answers:
        mark = mark_on(answer.response, Made.BY_CHALLENGE)
        if mark is None or answer.origin_passes:
            continue
        yield Finding(
            RULE,
            Party.PROXY,
            Confidence.HIGH,
            Text.of(
                "{name} answered {status} in the API's place", name=mark.name, status=answer.status
            ),
            where=Where(answer.index, ALLOW_ORIGIN),
            notes=(Text.of("a preflight never carries cookies, so it can't pass a challenge"),),
            remedy=remedy_for(case, RemedyKind.ANSWER_PREFLIGHT),
        )
        return
