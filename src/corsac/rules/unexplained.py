"""The browser blocks the request, and none of the other rules knows why.

## Why

The trace has the step of the standard that failed. That nothing explains it is a gap in corsac:
please report it, with the output of `--format json`.

## Who mends it

Unknown.

## Bad

```http
https://app.example runs fetch("https://app.example/items", {
  "mode": "same-origin", "cache": "only-if-cached"
})
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Phase
from corsac.core.findings import Confidence, Finding, Party, Rule, Text
from corsac.rules.reading.block import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Block, Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS099",
    cause="unexplained",
    name="unexplained",
    title="The browser blocks the request, and no rule knows why",
    page=__doc__ or "",
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find any block; every other finding subsumes this one."""
    block = case.outcome.block
    if block is None or _rests_on_a_stand_in(case, block):
        return
    yield Finding(
        RULE,
        Party.UNKNOWN,
        Confidence.LOW,
        Text.of("blocked for `{reason}`, and no rule knows more", reason=block.reason),
        where=place_of(block),
    )


def _rests_on_a_stand_in(case: Case, block: Block) -> bool:
    """Tell whether what blocked is the answer to a GET that nobody asked for."""
    return not case.sent and block.phase in {Phase.ACTUAL, Phase.REDIRECT}
