"""A redirect leads to a URL with a user name or a password in it.

## Why

`https://user:secret@host/` is not followed for requests that cross origins
(`fetch#http-redirect-fetch.8`, `.9`): the page's origin must not be able to use another server's
password.

## Who mends it

The server that redirects: leave the credentials out of `Location`.

## Bad

```http
https://app.example runs fetch("https://api.example/file")
> GET /file
> Origin: https://app.example
< 302 Found
< Location: https://reader:secret@files.example/file
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/file")
> GET /file
> Origin: https://app.example
< 302 Found
< Location: https://files.example/file
< Access-Control-Allow-Origin: *
> GET https://files.example/file
> Origin: null
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
    code="CORS057",
    cause="redirect-credentials",
    name="redirect-with-password",
    title="A redirect's Location has a user name or password in it",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.REDIRECT_CREDENTIALS})


def find(case: Case) -> Iterator[Finding]:
    """Find a redirect to a URL with credentials; they are not repeated."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of(
            "the server redirects to {target} with a user name or password in the URL",
            target=without_secrets(block.detail),
        ),
        where=place_of(block, "Location"),
        remedy=remedy_for(case, RemedyKind.NO_REDIRECT),
    )
