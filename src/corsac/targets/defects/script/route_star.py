"""`app.options('*')` does not start on Express 5.

## Why

Express 5 reads paths with path-to-regexp 8: a bare `*` throws when the application starts
("Missing parameter name"). A regular expression means the same on Express 4 and 5.

## Who mends it

Whoever writes the back end.

## Bad

```js
app.options('*', cors());
```

## Good

```js
app.options(/.*/, cors());
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.script.calls import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS254",
    "route-star",
    "A route of * does not start on Express 5",
    __doc__,
    Severity.ERROR,
)
_ROUTE: Final = re.compile(r"(?:app|router|api|server)\.options")
_OTHERS: Final = re.compile(r"""["'](?:hono|fastify|koa-router|@koa/router|restify|polka)["'/]""")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find OPTIONS routes for every path, in the way of Express 4."""
    if _OTHERS.search(tree.source.text):
        return
    for call in calls(tree):
        path = call.arguments[0] if call.arguments else None
        if path is None or not _ROUTE.fullmatch(call.name):
            continue
        if literal(tree, path) in {"*", "/*", "(.*)"}:
            yield found(
                RULE,
                tree.span(path),
                Text.of("Express 5 throws at this when it starts"),
                fixes=safe(
                    Text.of("every path, on Express 4 and 5"),
                    tree.source.edit(*tree.range(path), "/.*/"),
                ),
            )
