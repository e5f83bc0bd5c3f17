"""CORS comes after routes: these answer without it.

## Why

Express runs middleware and routes in the order in which they are written. A route that answers
ends the chain, so what comes behind it never sees the request: no headers, and the page is blocked
(`fetch#cors-check.2`).

## Who mends it

Whoever writes the back end: CORS before the first route.

## Bad

```js
const app = express();
app.get('/items', list);
app.use(cors({ origin: 'https://app.example' }));
```

## Good

```js
const app = express();
app.use(cors({ origin: 'https://app.example' }));
app.get('/items', list);
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.calls import calls
from corsac.targets.defects.syntax import function_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS255",
    "cors-after-routes",
    "CORS comes after routes, which answer without it",
    __doc__,
    Severity.ERROR,
)
_ROUTE: Final = re.compile(r"(\w+)\.(?:get|post|put|patch|delete|all)")
#: Longer than the name of middleware.
_LONG: Final = 300
_USE: Final = re.compile(r"(\w+)\.use")
#: What answers by itself: whoever is not logged in, or asks too often.
_ANSWERS: Final = re.compile(
    r"(?:\w+\.)*(?:passport\.authenticate|\w*(?:auth|jwt|verify_?token|protect|guard|rate_?limit|"
    r"limiter|require_?login|is_?logged_?in)\w*)(?:\(.*\))?",
    re.IGNORECASE | re.DOTALL,
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find a cors() for everything behind a route of the same application."""
    if "express" not in tree.source.text:
        return
    routes: dict[str, Call] = {}
    for call in calls(tree):
        owner = _answering(tree, call)
        if owner:
            routes.setdefault(owner, call)
        use = _USE.fullmatch(call.name)
        first = routes.get(use[1]) if use else None
        if first is None or not call.arguments or use is None:
            continue
        if not re.fullmatch(r"cors\(.*\)", tree.text(call.arguments[0]), re.DOTALL):
            continue
        if function_of(first.node) != function_of(call.node):
            continue
        start, end = tree.range(statement_of(call.node))
        before, _ = tree.range(statement_of(first.node))
        text = tree.source.text[start:end]
        yield found(
            RULE,
            tree.span(call.node),
            Text.of("line {line} answers before this", line=tree.span(first.node).line),
            fixes=unsafe(
                Text.of("put it before the first route"),
                tree.source.before(before, text),
                tree.source.without(start, end),
            ),
        )


def _answering(tree: Syntax, call: Call) -> str:
    """Give the application whose requests a call may answer; empty for none."""
    route, use = _ROUTE.fullmatch(call.name), _USE.fullmatch(call.name)
    if route is not None and len(call.arguments) > 1:
        return route[1]
    if use is None or not call.arguments:
        return ""
    first, *others = call.arguments
    if literal(tree, first) is not None:
        # A router on a path; what is made on the spot is rather middleware.
        return use[1] if others and others[-1].type in {"identifier", "member_expression"} else ""
    return use[1] if _ANSWERS.fullmatch(tree.head(first, _LONG)) else ""
