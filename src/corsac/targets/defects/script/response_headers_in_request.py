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
from corsac.targets.defects.script.calls import (
    calls,
    key_of,
    resolved,
    value_of,
    without_pair,
)
from corsac.targets.defects.source import Kind
from corsac.targets.defects.syntax import ancestors, function_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit
    from corsac.targets.defects.script.calls import Call
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
    of_requests = _of_requests(tree)
    for call in calls(tree):
        yield from _called(tree, call, of_requests)
    if tree.source.kind is Kind.MARKUP:
        yield from _of_pages(tree)
    for node in tree.nodes("assignment_expression"):
        left = node.child_by_field_name("left")
        if left is not None and _ASSIGNED.search(tree.text(left)):
            index = left.child_by_field_name("index")
            if index is not None and _NAME.fullmatch(literal(tree, index) or ""):
                start, end = tree.range(statement_of(node))
                yield _found(tree, index, tree.source.without(start, end))


def _called(tree: Syntax, call: Call, of_requests: frozenset[str]) -> Iterator[Finding]:
    if call.name.endswith(".setRequestHeader") and call.arguments:
        if _NAME.fullmatch(literal(tree, call.arguments[0]) or ""):
            start, end = tree.range(statement_of(call.node))
            yield _found(tree, call.arguments[0], tree.source.without(start, end))
    elif CLIENTS.fullmatch(call.name):
        for given in call.arguments:
            headers = value_of(tree, resolved(tree, given), "headers")
            if headers is not None:
                yield from _in(tree, headers)
                yield from _put_in(tree, headers)
    elif call.name in of_requests:
        yield from _put_in(tree, call.node)
        yield from _chained(tree, call.node)


def _of_requests(tree: Syntax) -> frozenset[str]:
    """Name the classes whose headers are a request's: Angular's, and all of its applications."""
    angular = re.search(r"['\"]@angular/(?:common/)?(?:http|core)['\"]", tree.source.text)
    return frozenset({"HttpHeaders", "Headers"} if angular else {"HttpHeaders"})


def _of_pages(tree: Syntax) -> Iterator[Finding]:
    """Find them among the headers that a page keeps for its requests: it answers nothing."""
    for pair in tree.nodes("pair"):
        headers = pair.child_by_field_name("value")
        if key_of(tree, pair) == "headers" and headers is not None and not _answers(tree, pair):
            yield from _in(tree, headers)


def _answers(tree: Syntax, pair: Node) -> bool:
    """Whether what headers are given to is an answer, or has been looked at."""
    function = function_of(pair)
    for each in ancestors(pair):
        if each == function:
            break
        if each.type in {"call_expression", "new_expression"}:
            callee = each.child_by_field_name("function") or each.child_by_field_name("constructor")
            return callee is None or tree.text(callee) != "Object.freeze"
    return False


def _put_in(tree: Syntax, headers: Node) -> Iterator[Finding]:
    """Find what is put into `new Headers()` that a request gets, at once or by and by."""
    if headers.type != "new_expression":
        return
    given = headers.child_by_field_name("arguments")
    if given and given.named_children:
        yield from _in(tree, given.named_children[0])
    named = headers.parent.child_by_field_name("name") if headers.parent is not None else None
    if named is None or headers.parent is None or headers.parent.type != "variable_declarator":
        return
    owner = re.escape(tree.text(named))
    for call in calls(tree):
        if not re.fullmatch(rf"{owner}\.(?:set|append)", call.name) or not call.arguments:
            continue
        same = function_of(call.node) == function_of(headers)
        alone = call.node.parent is not None and call.node.parent.type == "expression_statement"
        if same and alone and _NAME.fullmatch(literal(tree, call.arguments[0]) or ""):
            start, end = tree.range(statement_of(call.node))
            yield _found(tree, call.arguments[0], tree.source.without(start, end))


def _chained(tree: Syntax, headers: Node) -> Iterator[Finding]:
    """Find what is put in behind: `new HttpHeaders().set(name, value).set(…)`."""
    node = headers
    while node.parent is not None and node.parent.type == "member_expression":
        call = node.parent.parent
        given = call.child_by_field_name("arguments") if call is not None else None
        if call is None or given is None:
            return
        named = node.parent.child_by_field_name("property")
        first = given.named_children[0] if given.named_children else None
        put = named is not None and tree.text(named) in {"set", "append"}
        if put and first is not None and _NAME.fullmatch(literal(tree, first) or ""):
            edit = tree.source.edit(tree.range(node)[1], tree.range(call)[1], "")
            yield _found(tree, first, edit)
        node = call


def _in(tree: Syntax, headers: Node) -> Iterator[Finding]:
    for pair in headers.named_children if headers.type == "object" else []:
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
