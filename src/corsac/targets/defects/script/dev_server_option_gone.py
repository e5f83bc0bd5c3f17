"""webpack-dev-server 4 and 5 refuse an option of version 3: they do not start.

`contentBase`, `before`, `sockHost` and others of older guides.

## Why

The options are held to a schema: an unknown one ends in "options has an unknown property", and no
proxy runs at all.

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
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.script.calls import key_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
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
    "inline": "nothing: it is always so",
    "quiet": "infrastructureLogging, beside devServer",
    "noInfo": "infrastructureLogging, beside devServer",
    "stats": "stats, beside devServer",
}


def find(tree: Syntax) -> Iterator[Finding]:
    """Find them under devServer of webpack's own configuration."""
    if not _FILE.search(tree.source.name):
        return
    for node in tree.nodes("object"):
        server = value_of(tree, node, "devServer")
        for pair in server.named_children if server and server.type == "object" else []:
            name = key_of(tree, pair)
            key = pair.child_by_field_name("key")
            if key is not None and (name in _RENAMED or name in _INSTEAD):
                said = Text.of("there is no option {name}, and it does not start", name=name)
                fixes = _fix(tree, key, name)
                yield found(RULE, tree.span(key), said, fixes=fixes, party=Party.FRONTEND)


def _fix(tree: Syntax, key: Node, name: str) -> tuple[Fix, ...]:
    if name in _RENAMED:
        title = Text.of("write {meant}", meant=_RENAMED[name])
        return safe(title, tree.source.edit(*tree.range(key), _RENAMED[name]))
    return advice(Text.of("in its place: {what}", what=_INSTEAD[name]))
