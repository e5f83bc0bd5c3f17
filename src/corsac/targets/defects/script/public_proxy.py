"""Requests go through a public CORS proxy: whoever runs it reads them all.

## Why

The proxy sees every URL, token and body, and can change every answer. Most are limited, gone, or
ask for a click first, and then the page sees a CORS error again.

## Who mends it

Whoever writes the page: the API's own CORS headers, a route of one's own back end, or the
development server's proxy (`corsac export vite`).

## Bad

```js
const answer = await fetch('https://cors-anywhere.herokuapp.com/https://api.example/items');
```

## Good

```js
const answer = await fetch('https://api.example/items');
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS282",
    "public-proxy",
    "Requests go through a public CORS proxy",
    __doc__,
    Severity.WARNING,
)
#: A proxy's address up to the one that it is to ask, which stands behind it.
_BEFORE: Final = re.compile(r"[^'\"`\s]*?(?:[?&]\w*=|[?/])(?=https?://|\$\{|$)")
#: Proxies that put the answer into one of their own.
_WRAPPED: Final = re.compile(r"allorigins\.win/get\b|whateverorigin\.org")
_PROXIES: Final = re.compile(
    r"(?:https?:)?//(?:[\w.-]*\.)?(?:cors-anywhere\.herokuapp\.com|cors-anywhere\.com|corsproxy\.io|"
    r"allorigins\.win|thingproxy\.freeboard\.io|crossorigin\.me|cors\.bridged\.cc|proxy\.cors\.sh|"
    r"cors\.sh|cors\.eu\.org|yacdn\.org|cors\.lol|corsfix\.com|cors\.workers\.dev|"
    r"api\.codetabs\.com/v1/proxy|jsonp\.afeld\.me|cors\.io|whateverorigin\.org|htmldriven\.com)\b"
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find the proxies' names in strings."""
    for node in tree.nodes("string", "template_string"):
        match = _PROXIES.search(tree.text(node))
        if match:
            yield found(
                RULE,
                tree.span(node),
                Text.of(
                    "whoever runs {host} reads what goes through it",
                    host=match[0].partition("//")[2],
                ),
                fixes=_fix(tree, node),
                party=Party.FRONTEND,
            )


def _fix(tree: Syntax, node: Node) -> tuple[Fix, ...]:
    """Ask without it: where it stands in front of an address, as it is or encoded."""
    title = Text.of("ask the API itself, or through a server of your own")
    start, end = tree.range(node)
    inside = tree.source.text[start + 1 : end - 1]
    match = _BEFORE.match(inside)
    # One of several is a way around another that failed; a wrapped answer is read unwrapped.
    listed = any(each.type == "array" for each in _within(node))
    if match is None or listed or _WRAPPED.search(inside):
        return advice(title)
    whole, target = _encoded(tree, node, inside[match.end() :])
    if target is not None:
        return unsafe(title, tree.source.edit(*tree.range(whole), tree.text(target)))
    if "encodeURIComponent" in tree.source.text:
        return advice(title)
    return unsafe(title, tree.source.edit(start + 1, start + 1 + match.end(), ""))


def _within(node: Node) -> Iterator[Node]:
    """Give what is around a value, up to its statement."""
    for each in ancestors(node):
        if each.type.endswith(("statement", "declaration")):
            return
        yield each


def _encoded(tree: Syntax, node: Node, rest: str) -> tuple[Node, Node | None]:
    """Give the whole address and what it asks for, where that is encoded; or else no such thing.

    Of `'https://proxy/?' + encodeURIComponent(url)` it is `url`, and of a template likewise.
    """
    parts = [each for each in node.named_children if each.type == "template_substitution"]
    if len(parts) == 1 and tree.text(parts[0]) == rest:
        return node, _argument(tree, parts[0].named_children[0])
    around = node.parent
    if around is not None and around.type == "binary_expression" and not rest:
        left, right = (around.child_by_field_name(x) for x in ("left", "right"))
        beyond = around.parent is not None and around.parent.type == "binary_expression"
        if left == node and right is not None and not beyond:
            return around, _argument(tree, right)
    return node, None


def _argument(tree: Syntax, node: Node) -> Node | None:
    """Give what is encoded by a call."""
    callee, given = (node.child_by_field_name(x) for x in ("function", "arguments"))
    if (
        callee is None
        or given is None
        or tree.text(callee) not in {"encodeURIComponent", "encodeURI"}
    ):
        return None
    return given.named_children[0] if len(given.named_children) == 1 else None
