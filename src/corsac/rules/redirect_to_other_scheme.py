"""A redirect leads to a URL that is not http or https.

## Why

Only http and https are followed (`fetch#http-redirect-fetch.5`); `data:`, `file:`, `ftp:` or an
app's own scheme end the request.

## Who mends it

The server that redirects. Links into apps are for navigations, not for `fetch()`.

## Bad

```http
https://app.example runs fetch("https://api.example/open")
> GET /open
> Origin: https://app.example
< 302 Found
< Location: myapp://open
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/open")
> GET /open
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.block import blocked_for, place_of
from corsac.rules.reading.request import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS056",
    cause="redirect-scheme",
    name="redirect-to-other-scheme",
    title="A redirect leads to a URL that is not http or https",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.REDIRECT_SCHEME})


def find(case: Case) -> Iterator[Finding]:
    """Find a redirect out of http and https."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of(
            "the server redirects to `{location}`, which browsers don't fetch",
            location=without_secrets(block.detail),
        ),
        where=place_of(block, "Location"),
        remedy=remedy_for(case, RemedyKind.NO_REDIRECT),
    )
