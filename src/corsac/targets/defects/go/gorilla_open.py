"""gorilla/handlers is told to allow every origin, with credentials.

`AllowedOrigins([]string{"*"})`, or a validator that says yes to all, beside `AllowCredentials()`.

## Why

With `*` no browser takes the answer to a request with cookies; given back unseen, every origin
reads what the logged-in user may read, which the standard forbids for `*` (`fetch#cors-check.4`).

## Who mends it

Whoever writes the back end: list the origins. With `--origin https://app.example` the fix is
written for them.

## Bad

```go
package main

// corsac: --origin https://app.example
var cors = handlers.CORS(
    handlers.AllowedOrigins([]string{"*"}),
    handlers.AllowCredentials(),
)
```

## Good

```go
package main

// corsac: --origin https://app.example
var cors = handlers.CORS(
    handlers.AllowedOrigins([]string{"https://app.example"}),
    handlers.AllowCredentials(),
)
```
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, safe, unsafe
from corsac.targets.defects.script.calls import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS277",
    "gorilla-open",
    "gorilla/handlers is told to allow every origin, with credentials",
    __doc__,
    Severity.ERROR,
)
_EVERY: Final = re.compile(
    r'handlers\.(?:AllowedOrigins\(\s*\[\]string\s*\{\s*"\*"\s*,?\s*\}\s*,?\s*\)|'
    r"AllowedOriginValidator\(\s*func\s*\([^)]*\)\s*bool\s*\{\s*return\s+true\s*;?\s*\}\s*,?\s*\))"
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find it, where the file allows credentials."""
    held = [x for x in calls(tree) if x.name == "handlers.AllowCredentials"]
    for call in calls(tree) if held else ():
        if call.name.startswith("handlers.Allowed") and _EVERY.fullmatch(tree.text(call.node)):
            yield found(
                RULE,
                tree.span(call.node),
                Text.of("this is every origin, with the user's cookies"),
                fixes=_fix(tree, call, held),
            )


def _fix(tree: Syntax, call: Call, held: list[Call]) -> tuple[Fix, ...]:
    if tree.source.exact_origins:
        inside = ", ".join(json.dumps(each) for each in tree.source.exact_origins)
        text = f"handlers.AllowedOrigins([]string{{{inside}}})"
        title = Text.of("allow the origins that you named")
        return safe(title, tree.source.edit(*tree.range(call.node), text))
    title = Text.of(
        "take Allow-Credentials away, or list the origins that are meant: "
        "--origin https://app.example"
    )
    return unsafe(title, *(_without(tree, x) for x in held))


def _without(tree: Syntax, call: Call) -> Edit:
    """Take an argument out, with the comma behind or before it."""
    start, end = tree.range(call.node)
    rest = tree.source.text[end:]
    if rest.startswith(","):
        return tree.source.without(start, end + 1)
    before = tree.source.text[:start].rstrip()
    if before.endswith(","):
        return tree.source.edit(len(before) - 1, end, "")
    return tree.source.without(start, end)
