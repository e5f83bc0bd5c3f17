"""http-proxy-middleware is told of the path in a way that its versions take differently.

`app.use('/api', createProxyMiddleware(…))`, or the path as the first of two arguments.

## Why

Since version 3 a mount sends `/users` to the back end where version 2 sent `/api/users`: Express
takes the path of a mount off. The back end answers 404, and where it does so without CORS headers
the console speaks of CORS. And version 3 takes options alone: with a path before them it does not
start.

## Who mends it

Whoever keeps the development server. Mounted, and with the path as the page wrote it, all versions
do the same.

## Bad

```js src/setupProxy.js
app.use('/api', createProxyMiddleware({
  ...common,
  target: 'http://localhost:8080',
}));
```

## Good

```js src/setupProxy.js
app.use('/api', createProxyMiddleware({
  ...common,
  target: 'http://localhost:8080',
  pathRewrite: (path, req) => req.originalUrl || path,
}));
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.calls import calls, pair_of, resolved
from corsac.targets.defects.script.dev_proxy import MAKERS, makers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS264",
    "dev-proxy-mounted",
    "http-proxy-middleware's versions take this path differently",
    __doc__,
    Severity.WARNING,
)
_KEEPS: Final = "pathRewrite: (path, req) => req.originalUrl || path"
_OFF: Final = re.compile(r":\s*\{\s*(['\"])\^[^'\"]*\1\s*:\s*(['\"])/?\2\s*,?\s*\}$")
_USE: Final = re.compile(r"\w+\.use")
_TWO: Final = 2


def find(tree: Syntax) -> Iterator[Finding]:
    """Find mounts of a proxy whose options say nothing of the path, and paths before options."""
    for call in calls(tree):
        if _USE.fullmatch(call.name) and len(call.arguments) == _TWO:
            yield from _mounted(tree, call)
    for call in makers(tree):
        if len(call.arguments) == _TWO and call.name != "legacyCreateProxyMiddleware":
            yield found(
                RULE,
                tree.span(call.arguments[0]),
                Text.of("version 3 takes options alone, and does not start"),
                fixes=_mount(tree, call),
                party=Party.FRONTEND,
                confidence=Confidence.MEDIUM,
            )


def _mounted(tree: Syntax, call: Call) -> Iterator[Finding]:
    path, made = call.arguments
    callee = made.child_by_field_name("function")
    given = made.child_by_field_name("arguments")
    first = given.named_children[0] if given and given.named_children else None
    if callee is None or tree.text(callee) not in MAKERS or not literal(tree, path):
        return
    options = resolved(tree, first) if first is not None else None
    if options is None or options.type != "object":
        return
    target = pair_of(tree, options, "target")
    text = literal(tree, path) or ""
    if pair_of(tree, options, "pathRewrite", "pathFilter") or (
        target is not None and tree.text(target).rstrip("'\"`/").endswith(text)
    ):
        return
    title = Text.of("give the back end the path as the page wrote it")
    yield found(
        RULE,
        tree.span(path),
        Text.of("version 3 sends the back end paths without {path}", path=text),
        fixes=unsafe(title, members.add(tree, options, _KEEPS)),
        party=Party.FRONTEND,
        confidence=Confidence.MEDIUM,
    )


def _mount(tree: Syntax, call: Call) -> tuple[Fix, ...]:
    """Put the path into the `use` around the proxy, which all versions understand."""
    path, given = call.arguments
    title = Text.of("mount it on the path")
    around = call.node.parent.parent if call.node.parent is not None else None
    plain = (literal(tree, path) or "").replace("/**", "")
    options = resolved(tree, given)
    callee = around.child_by_field_name("function") if around is not None else None
    alone = callee is not None and _USE.fullmatch(tree.text(callee)) is not None
    arguments = call.node.parent.named_children if call.node.parent is not None else []
    rewrite = pair_of(tree, options, "pathRewrite")
    if rewrite is not None and not _OFF.search(tree.text(rewrite)):
        # Version 3 rewrites what is left of the path: only what takes it off stays right.
        return advice(Text.of("write the path as pathFilter, among the options"))
    if not alone or len(arguments) != 1 or options.type != "object" or "*" in plain or not plain:
        return advice(Text.of("write the path as pathFilter, among the options"))
    start, _ = tree.range(call.node)
    first, _ = tree.range(path)
    begin, _ = tree.range(given)
    quote = tree.text(path)[0]
    edits: list[Edit] = [
        tree.source.edit(start, start, f"{quote}{plain}{quote}, "),
        tree.source.edit(first, begin, ""),
    ]
    if rewrite is None:
        edits.append(members.add(tree, options, _KEEPS))
    return unsafe(title, *edits)


def mounts(tree: Syntax) -> Iterator[Node]:
    """Give the functions that a proxy's file exports: what takes the application."""
    for node in tree.nodes("assignment_expression"):
        left, right = (node.child_by_field_name(x) for x in ("left", "right"))
        if left is not None and right is not None and tree.text(left) == "module.exports":
            made = resolved(tree, right)
            if made.child_by_field_name("body") is not None:
                yield made
