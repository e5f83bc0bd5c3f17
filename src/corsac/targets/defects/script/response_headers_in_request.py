"""A page sends `Access-Control-Allow-…` itself: these are the server's to send.

## Why

In a request they allow nothing. They are not safelisted (`fetch#cors-safelisted-request-header`):
they make a preflight of a request that needed none, and the server has to allow them.

## Who mends it

Whoever writes the page: take them out. The server sends them, in its answers.

## Bad

```js
axios.get(url, {
  headers: {
    'Access-Control-Allow-Origin': '*',
    Accept: 'application/json',
  },
});
```

## Good

```js
axios.get(url, {
  headers: {
    Accept: 'application/json',
  },
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import CLIENTS, literal
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.script.calls import calls, key_of, value_of, without_pair
from corsac.targets.defects.syntax import function_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS281",
    "response-headers-in-request",
    "A page sends headers that are the server's to send",
    __doc__,
    Severity.ERROR,
)
_NAME: Final = re.compile(r"access-control-(?:allow|expose|max)-\w+(?:-\w+)?", re.IGNORECASE)
_ASSIGNED: Final = re.compile(r"\.defaults\.headers|\.request\.headers|config\.headers")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find them in the options of fetch, axios and their kin, and in setRequestHeader."""
    for call in calls(tree):
        if call.name.endswith(".setRequestHeader") and call.arguments:
            name = literal(tree, call.arguments[0]) or ""
            if _NAME.fullmatch(name):
                start, end = tree.range(statement_of(call.node))
                yield _found(tree, call.arguments[0], tree.source.without(start, end))
        elif CLIENTS.fullmatch(call.name):
            for given in call.arguments:
                yield from _in(tree, value_of(tree, given, "headers"))
                yield from _put_in(tree, value_of(tree, given, "headers"))
        elif call.name == "HttpHeaders" and call.arguments:
            yield from _in(tree, call.arguments[0])
    for node in tree.nodes("assignment_expression"):
        left = node.child_by_field_name("left")
        if left is not None and _ASSIGNED.search(tree.text(left)):
            index = left.child_by_field_name("index")
            if index is not None and _NAME.fullmatch(literal(tree, index) or ""):
                start, end = tree.range(statement_of(node))
                yield _found(tree, index, tree.source.without(start, end))


def _put_in(tree: Syntax, headers: Node | None) -> Iterator[Finding]:
    """Find what is put into `new Headers()` that a request gets, at once or by and by."""
    if headers is None or headers.type != "new_expression":
        return
    given = headers.child_by_field_name("arguments")
    yield from _in(tree, given.named_children[0] if given and given.named_children else None)
    named = headers.parent.child_by_field_name("name") if headers.parent is not None else None
    if named is None or headers.parent is None or headers.parent.type != "variable_declarator":
        return
    owner = re.escape(tree.text(named))
    for call in calls(tree):
        if not re.fullmatch(rf"{owner}\.(?:set|append)", call.name) or not call.arguments:
            continue
        same = function_of(call.node) == function_of(headers)
        if same and _NAME.fullmatch(literal(tree, call.arguments[0]) or ""):
            start, end = tree.range(statement_of(call.node))
            yield _found(tree, call.arguments[0], tree.source.without(start, end))


def _in(tree: Syntax, headers: Node | None) -> Iterator[Finding]:
    for pair in headers.named_children if headers and headers.type == "object" else []:
        key = pair.child_by_field_name("key")
        if key is not None and _NAME.fullmatch(key_of(tree, pair)):
            yield _found(tree, key, without_pair(tree, pair))


def _found(tree: Syntax, node: Node, edit: Edit) -> Finding:
    return found(
        RULE,
        tree.span(node),
        Text.of("in a request this allows nothing, and needs a preflight"),
        fixes=safe(Text.of("take it out; the server sends it"), edit),
        party=Party.FRONTEND,
    )
