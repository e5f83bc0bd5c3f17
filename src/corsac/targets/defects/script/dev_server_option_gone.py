"""webpack-dev-server 4 and 5 refuse an option of version 3: they do not start.

`contentBase`, `before`, `sockHost` and others of older guides.

## Why

The options are held to a schema: an unknown one ends in "options has an unknown property", and no
proxy runs at all. Where the project's package.json asks for version 3 or older, they are right.

## Who mends it

Whoever keeps the build's configuration.

## Bad

```js webpack.config.js
module.exports = {
  devServer: {
    contentBase: './dist',
    port: 3000,
  },
};
```

## Good

```js webpack.config.js
module.exports = {
  devServer: {
    static: './dist',
    port: 3000,
  },
};
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.calls import key_of, value_of, without_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS289",
    "dev-server-option-gone",
    "webpack-dev-server refuses an option of version 3",
    __doc__,
    Severity.ERROR,
)
_FILE: Final = re.compile(r"(?:^|/)webpack[\w.-]*\.[cm]?[jt]s$")
_RENAMED: Final = {"contentBase": "static"}
#: What takes the value of one that is gone.
_WITHIN: Final = {
    "overlay": "client: {{ overlay: {value} }}",
    "clientLogLevel": "client: {{ logging: {value} }}",
    "publicPath": "devMiddleware: {{ publicPath: {value} }}",
    "public": "allowedHosts: [{value}]",
}
#: What nothing has to be written for.
_DROPPED: Final = frozenset({"inline", "quiet", "noInfo", "watchContentBase", "stats"})
_INSTEAD: Final = {
    "before": "setupMiddlewares",
    "after": "setupMiddlewares",
    "setup": "setupMiddlewares",
    "public": "client: { webSocketURL }",
    "sockHost": "client: { webSocketURL }",
    "sockPort": "client: { webSocketURL }",
    "sockPath": "client: { webSocketURL }",
    "publicPath": "devMiddleware: { publicPath }",
    "contentBasePublicPath": "static: { publicPath }",
    "watchContentBase": "static: { watch }",
    "overlay": "client: { overlay }",
    "clientLogLevel": "client: { logging }",
    "inline": "nothing: it is always so",
    "quiet": "infrastructureLogging, beside devServer",
    "noInfo": "infrastructureLogging, beside devServer",
    "stats": "stats, beside devServer",
}


def find(tree: Syntax) -> Iterator[Finding]:
    """Find them under devServer of webpack's own configuration."""
    if not _FILE.search(tree.source.name) or tree.source.older("webpack-dev-server", 4):
        return
    for node in tree.nodes("object"):
        server = value_of(tree, node, "devServer")
        for each in server.named_children if server and server.type == "object" else []:
            key = each.child_by_field_name("key") or each.child_by_field_name("name")
            name = key_of(tree, each) or (tree.text(key) if key is not None else "")
            if key is not None and (name in _RENAMED or name in _INSTEAD):
                said = Text.of("there is no option {name}, and it does not start", name=name)
                fixes = _fix(tree, each, key, name)
                yield found(RULE, tree.span(key), said, fixes=fixes, party=Party.FRONTEND)


def _fix(tree: Syntax, member: Node, key: Node, name: str) -> tuple[Fix, ...]:
    if name in _RENAMED:
        title = Text.of("write {meant}", meant=_RENAMED[name])
        return safe(title, tree.source.edit(*tree.range(key), _RENAMED[name]))
    edits: list[Edit] = []
    value = member.child_by_field_name("value")
    if name in _DROPPED:
        edits = [without_pair(tree, member)]
    elif name in _WITHIN and value is not None:
        edits = _within(tree, member, _WITHIN[name].format(value=tree.text(value)))
    elif name == "before":
        edits = _before(tree, member, key)
    if not edits:
        return advice(Text.of("in its place: {what}", what=_INSTEAD[name]))
    return unsafe(Text.of("in its place: {what}", what=_INSTEAD[name]), *edits)


def _within(tree: Syntax, member: Node, written: str) -> list[Edit]:
    """Write a member in another's place; what is there already takes it in."""
    name = written.partition(":")[0]
    there = value_of(tree, member.parent, name)
    if there is None:
        siblings = member.parent.named_children if member.parent is not None else []
        same = [x for x in siblings if _WITHIN.get(key_of(tree, x), "").startswith(f"{name}:")]
        # The others follow when the first is there.
        return [tree.source.edit(*tree.range(member), written)] if same[:1] == [member] else []
    inner = written.partition("{")[2].rpartition("}")[0].strip()
    if there.type != "object" or not inner:
        return []
    return [members.add(tree, there, inner), without_pair(tree, member)]


def _before(tree: Syntax, member: Node, key: Node) -> list[Edit]:
    """Write `before: (app) => { … }` as setupMiddlewares, which goes on with what it was given."""
    made = member.child_by_field_name("value") or member
    body, given = (made.child_by_field_name(x) for x in ("body", "parameters"))
    first = made.child_by_field_name("parameter")
    if first is None and given is not None and given.named_children:
        first = given.named_children[0]
    taken = value_of(tree, member.parent, "setupMiddlewares")
    if first is None or body is None or body.type != "statement_block" or taken is not None:
        return []
    name = tree.text(first)
    app = "{ app }" if name == "app" else f"{{ app: {name} }}"
    start, _ = tree.range(key)
    begin, end = tree.range(body)
    arrow = " =>" if made != member else ""
    head = "setupMiddlewares: " if made != member else "setupMiddlewares"
    edits = [tree.source.edit(start, begin, f"{head}(middlewares, {app}){arrow} ")]
    inside = [each for each in body.named_children if each.type != "comment"]
    if inside and tree.source.place(begin)[0] != tree.source.place(end)[0]:
        edits.append(tree.source.after(*tree.range(inside[-1]), "return middlewares;"))
    else:
        edits.append(tree.source.edit(end - 1, end - 1, "return middlewares; "))
    return edits
