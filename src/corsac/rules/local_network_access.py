"""A public page asks this machine or the local network, and the user has not allowed it.

## Why

Since Chrome 142 a page from the public network needs the user's permission, and has to have come
over https, to reach loopback or the local network (`local-network-access#permission-prompt`). It
is checked after connecting and before any CORS header is read; the console calls it CORS all the
same. Firefox asks too.

## Who mends it

The page, if the address is not meant: a production build that still points at `localhost` is the
usual case. Otherwise the user, by allowing it, or an administrator by policy. No header of the
server helps.

## What guides get wrong

"Send `Access-Control-Allow-Private-Network: true`." That belonged to an earlier design, which
browsers have given up.

## Bad

```http
https://app.example runs fetch("https://localhost:8443/items")
@ app.example:443 public
@ localhost:8443 loopback
```

## Good

```http
http://localhost:3000 runs fetch("http://localhost:8080/items")
> GET /items
> Origin: http://localhost:3000
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS067",
    cause="local-network-access",
    name="local-network-access",
    title="A public page needs the user's permission to reach the local network",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.LOCAL_NETWORK})


def find(case: Case) -> Iterator[Finding]:
    """Find a request that Local Network Access blocked."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.USER,
        Confidence.MEDIUM,
        Text.of("a public page needs permission to reach this machine or the local network"),
        where=place_of(block),
        notes=(
            Text.of("no header of the server helps: this comes before CORS"),
            Text.of("the page has to come over https for the browser to ask at all"),
        ),
        fixes=(page_fix("if a local address is not meant, mend the URL that the build contains"),),
    )
