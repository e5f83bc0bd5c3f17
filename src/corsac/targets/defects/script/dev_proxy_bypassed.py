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
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.calls import calls, resolved, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS284",
    "dev-proxy-bypassed",
    "A page asks a server on this machine by its full address",
    __doc__,
    Severity.INFO,
)
_ASKS: Final = re.compile(
    r"(?:window\.)?fetch|axios(?:\.(?:get|post|put|patch|delete|request|create))?|\$\.(?:get|post|ajax)"
)
_LOCAL: Final = re.compile(
    r"""(["'`])(https?://(?:localhost|127\.0\.0\.1)(?::\d+)?)(/(?!https?:)[^"'`]*)?\1"""
)
_SERVER: Final = re.compile(
    r"""(?:require\(|from )['"](?:express|http|node:http|koa|fastify|"""
    r"""vitest|@jest/globals|supertest)['"]"""
    r"""|\.listen\("""
)
_TESTS: Final = re.compile(r"[._-](?:test|spec)\.|/tests?/|config\.")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find addresses of this machine in what a page fetches; servers and tests are left out."""
    if _SERVER.search(tree.source.text) or _TESTS.search(tree.source.name):
        return
    seen: set[int] = set()
    for call in calls(tree):
        if not _ASKS.fullmatch(call.name) or not call.arguments:
            continue
        given = value_of(tree, call.arguments[0], "url", "baseURL") or call.arguments[0]
        first = _beginning(tree, given)
        match = _LOCAL.fullmatch(tree.text(first))
        if match and first.id not in seen:
            seen.add(first.id)
            start, _ = tree.range(first)
            edit = tree.source.edit(start + 1, start + 1 + len(match[2]), "")
            yield found(
                RULE,
                tree.span(first),
                Text.of("this is another origin than the page's"),
                fixes=unsafe(Text.of("ask by the path, through the proxy"), edit),
                party=Party.FRONTEND,
                confidence=Confidence.LOW,
            )


def _beginning(tree: Syntax, node: Node) -> Node:
    """Give what an address begins with: behind a name, of a sum, of a template."""
    if node.type == "binary_expression":
        return _beginning(tree, node.child_by_field_name("left") or node)
    if node.type == "template_string" and tree.text(node).startswith("`${"):
        first = node.named_children[0] if node.named_children else node
        return resolved(tree, first.named_children[0] if first.named_children else first)
    return resolved(tree, node)
