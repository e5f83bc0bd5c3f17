"""An origin is checked with a piece of it: `includes`, `endsWith` without the dot, `startsWith`.

## Why

`origin.includes('example.com')` is true for `https://example.com.evil.example`,
`endsWith('example.com')` for `https://evilexample.com`, `startsWith('https://example')` for both.

## Who mends it

Whoever writes the back end: compare with whole origins, from a list.

## Bad

```js
function isAllowed(origin) {
  return origin.endsWith('example.com');
}
```

## Good

```js
function isAllowed(origin) {
  return origin.endsWith('.example.com');
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule
from corsac.targets.defects.script.calls import calls
from corsac.targets.defects.script.cors_options_not_an_origin import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS253",
    "origin-checked-loosely",
    "An origin is checked with a piece of it",
    __doc__,
    Severity.ERROR,
)
_METHOD: Final = re.compile(
    r"(?P<on>[\w.]*origin)\??\.(?P<how>includes|endsWith|startsWith|indexOf)", re.IGNORECASE
)
_HOST: Final = re.compile(
    r"(?:https?://)?[A-Za-z0-9.-]*[A-Za-z0-9-]\.[A-Za-z]{2,}[^/]*|https?://.*"
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find pieces of origins in calls on a name that ends with origin, and loose expressions."""
    for call in calls(tree):
        match = _METHOD.fullmatch(call.name)
        text = literal(tree, call.arguments[0]) if call.arguments else None
        if match and text is not None and _HOST.fullmatch(text):
            if match["how"] == "endsWith" and text.startswith((".", "//", "http")):
                continue
            yield found(
                RULE,
                tree.span(call.node),
                Text.of("{how} lets in who has this as a piece of theirs", how=match["how"]),
                fixes=advice(Text.of("compare whole origins: allowedOrigins.includes(origin)")),
            )
        tested = call.node.child_by_field_name("function")
        regex = tested.child_by_field_name("object") if tested else None
        given = tree.text(call.arguments[0]) if call.arguments else ""
        if regex is not None and regex.type == "regex" and given.lower().endswith("origin"):
            yield from expression(tree, regex, secure=False)
