"""How development proxies are told of answers and sockets: Vite's, http-proxy-middleware's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.script import members
from corsac.targets.defects.script.calls import pair_of, resolved, value_of
from corsac.targets.defects.script.dev_proxy import Entry, Tool, method_of
from corsac.targets.defects.source import Kind
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit
    from corsac.targets.defects.syntax import Syntax

#: What http-proxy-middleware calls an event, before version 3.
OLDER: Final = {"proxyRes": "onProxyRes", "proxyReqWs": "onProxyReqWs"}
#: What `configure` is given; the compiler works it out where the whole has a type.
_TYPE: Final = "import('vite').HttpProxy.Server"
_CHAIN: Final = re.compile(r"^[\w$]+\s*(?:\n\s*)?\.on\(")


def of(tree: Syntax, entry: Entry) -> Iterator[Node]:
    """Give the functions that an entry has for what happens, whatever it is."""
    for name in ("configure", "on", "bypass", *OLDER.values()):
        if entry.options is not None:
            found = value_of(tree, entry.options, name) or method_of(tree, entry.options, name)
            if found is not None:
                yield resolved(tree, found)


def listening(
    tree: Syntax, entry: Entry, event: str, function: str
) -> tuple[list[str], list[Edit]]:
    """Make an entry listen: give members that are to be added to it, or edits of those there.

    Both are empty where what is there can't be added to.

    Args:
        tree: The file.
        entry: What is proxied.
        event: Of http-proxy: `proxyRes`, `proxyReqWs`.
        function: What listens, an arrow function.
    """
    if entry.tool is not Tool.VITE:
        name = OLDER[event]
        taken = entry.options is not None and pair_of(tree, entry.options, name, "on") is not None
        return ([] if taken else [f"{name}: {function}"]), []
    own = None
    if entry.options is not None:
        own = value_of(tree, entry.options, "configure") or method_of(
            tree, entry.options, "configure"
        )
    if own is None:
        proxy = "proxy" if _is_typed(tree, entry.value) else f"proxy: {_TYPE}"
        return [f"configure: ({proxy}) => proxy.on('{event}', {function})"], []
    return [], list(_configured(tree, resolved(tree, own), event, function))


def _is_typed(tree: Syntax, node: Node) -> bool:
    """Whether a function in an object needs no type: what is around it has one, or none has."""
    if tree.source.kind is Kind.JAVASCRIPT:
        return True
    for each in ancestors(node):
        if each.type in {"call_expression", "satisfies_expression", "assignment_expression"}:
            return True
        if any(each.child_by_field_name(x) for x in ("type", "return_type")):
            return True
    return False


def _configured(tree: Syntax, own: Node, event: str, function: str) -> Iterator[Edit]:
    """Listen in a `configure` that is there."""
    body = own.child_by_field_name("body")
    given = own.child_by_field_name("parameters")
    first = own.child_by_field_name("parameter")
    if first is None and given is not None and given.named_children:
        first = given.named_children[0]
    if body is None or first is None:
        return
    name = tree.text(first).partition(":")[0].strip()
    if body.type == "statement_block":
        yield members.into(tree, body, f"{name}.on('{event}', {function});")
    elif body.type == "call_expression" and _CHAIN.match(tree.text(body)):
        _, end = tree.range(body)
        indent = tree.source.indent(tree.range(own)[0])
        text = members.written(tree, f".on('{event}', {function})", indent)
        yield tree.source.edit(end, end, text)
