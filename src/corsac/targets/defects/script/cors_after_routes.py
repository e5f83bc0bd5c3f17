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
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script.calls import calls
from corsac.targets.defects.syntax import function_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
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
#: Paths that no page asks for: other servers do.
_OF_SERVERS: Final = re.compile(
    r"\b(?:web_?hooks?|health\w*|livez?|readyz?|metrics)\b", re.IGNORECASE
)
#: What answers by itself: whoever is not logged in, or asks too often.
_ANSWERS: Final = re.compile(
    r"(?!\w*(?:xss|csrf|headers|sanitiz))"
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
        before, _ = tree.range(statement_of(first.node))
        yield found(
            RULE,
            tree.span(call.node),
            Text.of("line {line} answers before this", line=tree.span(first.node).line),
            fixes=_fix(tree, call, before),
        )


def _fix(tree: Syntax, call: Call, before: int) -> tuple[Fix, ...]:
    """Put it before the first route, and what it needs that is declared between."""
    title = Text.of("put it before the first route")
    declared: dict[str, Node] = {}
    for node in tree.nodes("variable_declarator"):
        name = node.child_by_field_name("name")
        if name is not None and tree.range(node)[0] > before:
            declared.setdefault(tree.text(name), statement_of(node))
    statement = statement_of(call.node)
    needed, asked = [statement], [statement]
    while asked:
        found_ = {tree.text(x) for x in tree.nodes("identifier", inside=asked.pop())}
        for whole in [declared[x] for x in found_ & {*declared}]:
            if len([x for x in whole.named_children if x.type == "variable_declarator"]) > 1:
                return advice(title)
            if whole.end_byte <= call.node.start_byte and whole not in needed:
                needed.append(whole)
                asked.append(whole)
    needed.sort(key=lambda each: each.start_byte)
    places = [tree.range(each) for each in needed]
    source = tree.source
    lines = [source.text[start:end] for start, end in places]
    return unsafe(title, source.before(before, *lines), *(source.without(*x) for x in places))


def _answering(tree: Syntax, call: Call) -> str:
    """Give the application whose requests a call may answer; empty for none."""
    route, use = _ROUTE.fullmatch(call.name), _USE.fullmatch(call.name)
    if route is not None and len(call.arguments) > 1:
        path = literal(tree, call.arguments[0])
        return "" if path is not None and _OF_SERVERS.search(path) else route[1]
    if use is None or not call.arguments:
        return ""
    first, *others = call.arguments
    path = literal(tree, first)
    if path is not None and _OF_SERVERS.search(path):
        return ""
    if path is not None:
        # A router on a path; what is made on the spot is rather middleware.
        return use[1] if others and others[-1].type in {"identifier", "member_expression"} else ""
    return use[1] if _ANSWERS.fullmatch(tree.head(first, _LONG)) else ""
