"""The content is not the one whose hash the page has.

## Why

With `integrity` the body has to have one of the hashes given
(`sri#does-response-match-metadatalist`), and the response has to come with CORS, or it can't be
compared at all.

## Who mends it

The page, by the new hash, once it is clear why the content changed; a file that changes under its
URL can't be pinned.

## Bad

```http
https://app.example runs fetch("https://cdn.example/lib.js", {"integrity": "sha256-AAAA"})
> GET /lib.js
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
<
< new();
```

## Good

```http
https://app.example runs fetch("https://cdn.example/lib.js")
> GET /lib.js
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.block import blocked_for, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS092",
    cause="integrity-mismatch",
    name="integrity-mismatch",
    title="The content does not have the hash that the page expects",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.INTEGRITY})


def find(case: Case) -> Iterator[Finding]:
    """Find a response whose hash is not the expected one."""
    block = blocked_for(case, *CLAIMS)
    if block is None:
        return
    yield Finding(
        RULE,
        Party.UNKNOWN,
        Confidence.MEDIUM,
        Text.of("the content does not have the hash that `integrity` expects"),
        where=place_of(block),
        notes=(Text.of("the file or the hash has changed; find out which before you renew it"),),
    )
