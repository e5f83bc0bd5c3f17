"""The page asks a server on this machine by its full address, past the development proxy.

## Why

`http://localhost:5000` is another origin than the development server's: CORS applies, and in
production the address is wrong altogether. A path goes through the proxy, and is the page's own
origin.

## Who mends it

Whoever writes the page: `/api/…`, and a proxy for it (`corsac export vite`).

## Bad

```js
const answer = await fetch('http://localhost:5000/api/items');
```

## Good

```js
const answer = await fetch('/api/items');
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script.calls import calls, resolved, value_of
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS284",
    "dev-proxy-bypassed",
    "A page asks a server on this machine by its full address",
    __doc__,
    Severity.INFO,
)
_ASKS: Final = re.compile(
    r"(?:window\.)?fetch|axios(?:\.(?:get|post|put|patch|delete|request|create))?|"
    r"\$\.(?:get|post|ajax)|EventSource|io(?:\.connect)?"
)
_LOCAL: Final = re.compile(
    r"""(["'`])(https?://(?:localhost|127\.0\.0\.1)(?::\d+)?)(/(?!https?:)[^"'`]*)?\1"""
)
#: What code of a page does not have: Node's own modules, frameworks of servers, tests, scripts.
_SERVER: Final = re.compile(
    r"""(?:require\(|from )['"](?:node:[\w/]+|https?|fs|path|os|child_process|crypto|electron|"""
    r"""express|koa|fastify|mongoose|jsonwebtoken|next-auth(?:/[\w-]+)*|next/server|next/headers|k6(?:/\w+)?|"""
    r"""@nestjs/\w+|vitest|@jest/globals|supertest)['"]"""
    r"""|\A#!|\.listen\(|\bprocess\.(?:argv|exit)\b|\brequire\.main\b|['"]use server['"]"""
    # Bundlers know it, but who writes it for a page writes it to the window, or imports as well.
    r"""|\A(?!(?s:.*(?:\bimport\b|\bwindow\b)))(?s:.*)\brequire\(['"]axios['"]\)"""
)
_TESTS: Final = re.compile(
    r"[._-](?:test|spec)\.|/tests?/|config\.|(?:^|/)test[_-][^/]*$|(?:^|/)pages/api/|"
    r"(?:^|/)app/(?:.*/)?route\.[jt]s$"
)
#: Functions of Next.js that run in its server, where a path alone is no address.
_IN_SERVER: Final = frozenset({"getServerSideProps", "getStaticProps", "getStaticPaths"})
#: Pages of Next.js that are rendered in its server unless they say otherwise.
_RENDERED: Final = re.compile(r"(?:^|/)app/(?:.*/)?(?:page|layout)\.[jt]sx?$")
_CLIENT: Final = re.compile(r"""['"]use client['"]""")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find addresses of this machine in what a page fetches; servers and tests are left out."""
    if _SERVER.search(tree.source.text) or _TESTS.search(tree.source.name):
        return
    if _RENDERED.search(tree.source.name) and not _CLIENT.search(tree.source.text):
        return
    seen: set[int] = set()
    for given in _asked(tree):
        first = _beginning(tree, given)
        match = _LOCAL.fullmatch(tree.text(first))
        if match and first.id not in seen:
            seen.add(first.id)
            yield found(
                RULE,
                tree.span(first),
                Text.of("this is another origin than the page's"),
                fixes=_fix(tree, first, len(match[2])),
                party=Party.FRONTEND,
                confidence=Confidence.LOW,
            )


def _asked(tree: Syntax) -> Iterator[Node]:
    """Give what a page asks for: the addresses of its requests, and what all of them begin with."""
    for call in calls(tree):
        if _ASKS.fullmatch(call.name) and call.arguments and not _in_server(tree, call.node):
            first = resolved(tree, call.arguments[0])
            yield value_of(tree, first, "url", "baseURL") or call.arguments[0]
    for node in tree.nodes("assignment_expression"):
        left, right = (node.child_by_field_name(x) for x in ("left", "right"))
        if left is not None and right is not None and tree.head(left) == "axios.defaults.baseURL":
            yield right


def _in_server(tree: Syntax, node: Node) -> bool:
    for each in ancestors(node):
        owner = each.parent if each.type == "arrow_function" else each
        name = owner.child_by_field_name("name") if owner is not None else None
        if name is not None and tree.head(name) in _IN_SERVER:
            return True
    return False


def _fix(tree: Syntax, node: Node, length: int) -> tuple[Fix, ...]:
    title = Text.of("ask by the path, through the proxy")
    around = node.parent
    named = around.child_by_field_name("name") if around is not None else None
    if named is not None and re.search(
        rf"\b(?:URL|WebSocket|io|connect)\([^)]*\b{re.escape(tree.text(named))}\b",
        tree.source.text,
    ):
        return advice(title)  # a path alone is no address for these
    call = around.parent if around is not None and around.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    socket = callee is not None and tree.text(callee) in {"io", "io.connect"}
    start, end = tree.range(node)
    # Socket.IO is asked by a namespace: `/`, where no other is named.
    whole = "/" if socket and start + 1 + length == end - 1 else ""
    return unsafe(title, tree.source.edit(start + 1, start + 1 + length, whole))


def _beginning(tree: Syntax, node: Node) -> Node:
    """Give what an address begins with: behind a name, of a sum, of a template."""
    if node.type == "binary_expression":
        return _beginning(tree, node.child_by_field_name("left") or node)
    if node.type == "template_string" and tree.text(node).startswith("`${"):
        first = node.named_children[0] if node.named_children else node
        return resolved(tree, first.named_children[0] if first.named_children else first)
    return resolved(tree, node)
