"""http-proxy-middleware is told of the path in a way that its versions take differently.

`app.use('/api', createProxyMiddleware(…))`, or the path as the first of two arguments.

## Why

Since version 3 a mount sends `/users` to the back end where version 2 sent `/api/users`: Express
takes the path of a mount off. The back end answers 404, and where it does so without CORS headers
the console speaks of CORS. And version 3 takes options alone: with a path before them it does not
start. Where the project's package.json asks for an older version, nothing is found.

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
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.calls import calls, pair_of, resolved
from corsac.targets.defects.script.dev_proxy import makers, paths_of

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
_PACKAGE: Final = "http-proxy-middleware"
_KEEPS: Final = "pathRewrite: (path, req) => req.originalUrl || path"
_OFF: Final = re.compile(r":\s*\{\s*(['\"])\^[^'\"]*\1\s*:\s*(['\"])/?\2\s*,?\s*\}$")
_USE: Final = re.compile(r"\w+\.use")
_TWO: Final = 2
#: What all versions but the third take for any path behind, and a mount needs not.
_GLOB: Final = re.compile(r"(?<=\w)/\*\*?(?=['\"`])")
_STRING: Final = re.compile(r"['\"`]([^'\"`]*)['\"`]")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find mounts of a proxy whose options say nothing of the path, and paths before options."""
    if tree.source.older(_PACKAGE, 3):
        return
    made = tuple(makers(tree))
    for call in calls(tree):
        if _USE.fullmatch(call.name) and len(call.arguments) == _TWO:
            yield from _mounted(tree, call, made)
    for call in made:
        if len(call.arguments) == _TWO and not call.name.endswith("legacyCreateProxyMiddleware"):
            yield found(
                RULE,
                tree.span(call.arguments[0]),
                Text.of("version 3 takes options alone, and does not start"),
                fixes=_mount(tree, call),
                party=Party.FRONTEND,
                confidence=Confidence.MEDIUM,
            )


def _mounted(tree: Syntax, call: Call, made: tuple[Call, ...]) -> Iterator[Finding]:
    path, mounted = call.arguments
    proxy = next((each for each in made if each.node == mounted), None)
    paths = paths_of(tree, path)
    if proxy is None or not all(paths) or not paths:
        return
    options = resolved(tree, proxy.arguments[0])
    if options.type != "object":
        return
    target = pair_of(tree, options, "target")
    if pair_of(tree, options, "pathRewrite", "pathFilter") or (
        target is not None and tree.text(target).rstrip("'\"`/").endswith(paths[0])
    ):
        return
    title = Text.of("give the back end the path as the page wrote it")
    yield found(
        RULE,
        tree.span(path),
        Text.of("version 3 sends the back end paths without {path}", path=paths[0]),
        fixes=unsafe(title, members.add(tree, options, _KEEPS)),
        party=Party.FRONTEND,
        confidence=Confidence.MEDIUM,
    )


def _mount(tree: Syntax, call: Call) -> tuple[Fix, ...]:
    """Put the path into the `use` around the proxy, which all versions understand."""
    path, given = call.arguments
    if not tree.source.older(_PACKAGE, 3) and _PACKAGE in tree.source.packages:
        return _filter(tree, path, given)
    title = Text.of("mount it on the path")
    around = call.node.parent.parent if call.node.parent is not None else None
    told = resolved(tree, path)
    plain = _GLOB.sub("", tree.text(told))
    options = resolved(tree, given)
    callee = around.child_by_field_name("function") if around is not None else None
    alone = callee is not None and _USE.fullmatch(tree.text(callee)) is not None
    arguments = call.node.parent.named_children if call.node.parent is not None else []
    rewrite = pair_of(tree, options, "pathRewrite")
    if rewrite is not None and not _OFF.search(tree.text(rewrite)):
        # Version 3 rewrites what is left of the path: only what takes it off stays right.
        return advice(Text.of("write the path as pathFilter, among the options"))
    paths = paths_of(tree, told)
    simple = paths and not any(re.search(r"[*!{(]", each) for each in _quoted(plain))
    if not alone or len(arguments) != 1 or options.type != "object" or not simple:
        return advice(Text.of("write the path as pathFilter, among the options"))
    start, _ = tree.range(call.node)
    first, _ = tree.range(path)
    begin, _ = tree.range(given)
    whole = plain if plain != tree.text(told) or told == path else tree.text(path)
    edits: list[Edit] = [
        tree.source.edit(start, start, f"{whole}, "),
        tree.source.edit(first, begin, ""),
    ]
    if rewrite is None:
        edits.append(members.add(tree, options, _KEEPS))
    return unsafe(title, *edits)


def _filter(tree: Syntax, path: Node, given: Node) -> tuple[Fix, ...]:
    """Put the path among the options, as the version that the project has takes it."""
    title = Text.of("write the path as pathFilter, among the options")
    options = resolved(tree, given)
    if options.type != "object" or pair_of(tree, options, "pathFilter"):
        return advice(title)
    first, _ = tree.range(path)
    begin, _ = tree.range(given)
    return unsafe(
        title,
        tree.source.edit(first, begin, ""),
        members.add(tree, options, f"pathFilter: {tree.text(path)}"),
    )


def _quoted(text: str) -> list[str]:
    return [match[1] for match in _STRING.finditer(text)] or ["*"]


def mounts(tree: Syntax) -> Iterator[Node]:
    """Give the functions that a proxy's file exports: what takes the application."""
    for node in tree.nodes("assignment_expression"):
        left, right = (node.child_by_field_name(x) for x in ("left", "right"))
        if left is not None and right is not None and tree.text(left) == "module.exports":
            made = resolved(tree, right)
            if made.child_by_field_name("body") is not None:
                yield made
