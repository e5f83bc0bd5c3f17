"""A page from the Internet asks this machine or the local network, which needs a permission.

CORS would let the request through. Since Chrome 142 the user has to as well.

## Why

A request from a public page to a loopback or local address waits for the user's permission, and
only a page that came over https may ask for it (`local-network-access#permission-prompt`). No
header of the server has a say in it. Firefox asks too.

## Who mends it

The page, if the address is not meant: a production build that still points at `localhost`, a name
that resolves to a VPN's address. Else the user allows it, or an administrator by policy.

## What guides get wrong

"Send `Access-Control-Allow-Private-Network: true`." That belonged to an earlier design, which
browsers have given up.

## Bad

```http
https://app.example runs fetch("https://127.0.0.1:8443/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```

## Good

```http
http://localhost:3000 runs fetch("https://127.0.0.1:8443/items")
> GET /items
> Origin: http://localhost:3000
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.core.address import AddressSpace
from corsac.core.findings import Confidence, Finding, Party, Rule, Severity, Text, Where
from corsac.core.origin import is_trustworthy, parse_origin
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.nearness import looks_public, space_asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS111",
    cause="local-network-access",
    name="local-network-permission",
    title="The server is on the local network: a public page needs the user's permission",
    page=__doc__ or "",
    severity=Severity.INFO,
)
CLAIMS: frozenset[Reason] = frozenset()

_SPACES = {AddressSpace.LOOPBACK: "this machine", AddressSpace.LOCAL: "the local network"}


def find(case: Case) -> Iterator[Finding]:
    """Find a request that passes, from a page that may be public to an address that is not."""
    if case.outcome.verdict is not Verdict.ALLOWED or not looks_public(case.page.origin):
        return
    asked = space_asked(case)
    if asked is None or asked[1] is AddressSpace.PUBLIC:
        return
    index, space = asked
    origin = parse_origin(case.page.origin)
    secure = origin is not None and is_trustworthy(origin)
    yield Finding(
        RULE,
        Party.USER if secure else Party.FRONTEND,
        Confidence.MEDIUM,
        Text.of(
            "the server is on {space}: a page from the Internet needs the user's permission",
            space=_SPACES[space],
        ),
        where=Where(index),
        notes=(
            Text.of("no header of the server changes that: it comes before CORS")
            if secure
            else Text.of("a page over http is refused without a question: serve it over https"),
        ),
        fixes=(page_fix("if a local address is not meant, mend the URL that the build contains"),),
    )
