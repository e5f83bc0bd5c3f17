"""webpack-dev-server 5 refuses `proxy` as an object: it does not start.

## Why

Since version 5 `devServer.proxy` is a list; the object of older guides ends in "options.proxy
should be an array". The list is understood by version 4 as well; where the project's package.json
asks for that one or an older one, the object is right.

## Who mends it

Whoever keeps the build's configuration.

## Bad

```js webpack.config.js
module.exports = {
  devServer: {
    proxy: {
      '/api/': { ...common, target: 'http://localhost:8080' },
    },
  },
};
```

## Good

```js webpack.config.js
module.exports = {
  devServer: {
    proxy: [
      { context: ['/api/'], ...common, target: 'http://localhost:8080' },
    ],
  },
};
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.script.calls import pair_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS260",
    "dev-proxy-object",
    "webpack-dev-server 5 refuses proxy as an object",
    __doc__,
    Severity.ERROR,
)
_FILE: Final = re.compile(r"(?:^|/)webpack[\w.-]*\.[cm]?[jt]s$")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find the object under devServer of webpack's own configuration."""
    if not _FILE.search(tree.source.name) or tree.source.older("webpack-dev-server", 5):
        return
    for node in tree.nodes("object"):
        server = value_of(tree, node, "devServer")
        pair = pair_of(tree, server, "proxy")
        value = pair.child_by_field_name("value") if pair else None
        if pair is None or value is None or value.type != "object":
            continue
        key = pair.child_by_field_name("key")
        yield found(
            RULE,
            tree.span(key or pair),
            Text.of("version 5 wants a list here, and does not start"),
            fixes=as_list(tree, value),
            party=Party.FRONTEND,
        )


def as_list(tree: Syntax, value: Node) -> tuple[Fix, ...]:
    """Write an object of proxies as the list that all versions understand.

    Args:
        tree: The file.
        value: The object.
    """
    edits: list[Edit] = []
    start, end = tree.range(value)
    edits.append(tree.source.edit(start, start + 1, "["))
    edits.append(tree.source.edit(end - 1, end, "]"))
    for each in value.named_children:
        if each.type == "comment":
            continue
        key, given = each.child_by_field_name("key"), each.child_by_field_name("value")
        if key is None or given is None or (literal(tree, key) is None):
            return advice(Text.of("a list of {{ context: ['/api'], target: … }}"))
        context = f"context: [{tree.text(key)}]"
        begin, _ = tree.range(key)
        first, last = tree.range(given)
        if given.type == "object":
            opening = f"{{ {context}," if given.named_children else f"{{ {context}"
            inner, _ = tree.range(given.named_children[0]) if given.named_children else (first, 0)
            if tree.source.place(inner)[0] != tree.source.place(first)[0]:
                opening = f"{{{tree.source.newline}{tree.source.indent(inner)}{context},"
            edits.append(tree.source.edit(begin, first + 1, opening))
        else:
            edits.append(tree.source.edit(begin, first, f"{{ {context}, target: "))
            edits.append(tree.source.edit(last, last, " }"))
    return safe(Text.of("write it as a list"), *edits)
