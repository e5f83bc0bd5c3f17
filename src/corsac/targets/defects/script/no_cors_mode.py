"""`mode: 'no-cors'`: the request goes out, and the page can never read the answer.

## Why

The answer is opaque: status 0, no headers, no body (`fetch#concept-filtered-response-opaque`). The
error is gone from the console and so is the answer; the server's CORS headers change nothing.

## Who mends it

Whoever writes the page: take it out, and let the server allow the origin. Fire-and-forget pings may
keep it, with a comment: `// corsac: ignore[CORS280] nobody reads the answer`.

## Bad

```js
const items = await fetch('https://api.example/items', { mode: 'no-cors', cache: 'no-store' });
```

## Good

```js
const items = await fetch('https://api.example/items', { cache: 'no-store' });
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.calls import key_of, without_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS280",
    "no-cors-mode",
    "With mode no-cors the page can't read the answer",
    __doc__,
    Severity.WARNING,
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find members `mode: 'no-cors'`."""
    for pair in tree.nodes("pair"):
        value = pair.child_by_field_name("value")
        if key_of(tree, pair) != "mode" or value is None or literal(tree, value) != "no-cors":
            continue
        yield found(
            RULE,
            tree.span(pair),
            Text.of("the answer will be opaque: no status, no body"),
            fixes=unsafe(Text.of("take it out"), without_pair(tree, pair)),
            party=Party.FRONTEND,
            confidence=Confidence.MEDIUM,
        )
