"""A development proxy takes paths that only begin alike.

## Why

`/api` is compared with the beginning of the path: `/apiary` and `/api.html` go to the back end
too, and the page gets its 404 instead of its own file.

## Who mends it

Whoever keeps the build's configuration: an expression that ends where the name does.

## Bad

```js vue.config.js
module.exports = {
  devServer: {
    proxy: {
      '/api': { ...common, target: 'http://localhost:8080' },
    },
  },
};
```

## Good

```js vue.config.js
module.exports = {
  devServer: {
    proxy: {
      '^/api(?:/|$)': { ...common, target: 'http://localhost:8080' },
    },
  },
};
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.dev_proxy import Entry, Tool, entries, paths_of
from corsac.targets.defects.script.dev_proxy_object import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS291",
    "dev-proxy-prefix",
    "A development proxy takes paths that only begin alike",
    __doc__,
    Severity.INFO,
)
#: A path and nothing else; Vue CLI reads each as an expression, so `^` may stand before it.
_PLAIN: Final = re.compile(r"/[\w.~/-]*[\w~-]")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find keys that are paths without an end."""
    for each in entries(tree):
        paths = [_plain(each, path) for path in paths_of(tree, each.key)]
        if each.key is None or not paths or not all(map(_PLAIN.fullmatch, paths)):
            continue
        yield found(
            RULE,
            tree.span(each.key),
            Text.of("{path} takes {other} too", path=paths[0], other=f"{paths[0]}ary"),
            fixes=_fix(tree, each, each.key, paths),
            party=Party.FRONTEND,
        )


def _fix(tree: Syntax, entry: Entry, key: Node, paths: list[str]) -> tuple[Fix, ...]:
    title = Text.of("end it where the name ends")
    around = key.parent.parent if key.parent is not None else None
    if entry.tool is Tool.WEBPACK and around is not None and around != entry.value:
        # A key is no expression there; in a list, it is one when it is looked at again.
        return unsafe(title, *(edit for fix in as_list(tree, around) for edit in fix.edits))
    text = _written(tree, entry.tool, paths)
    return unsafe(title, tree.source.edit(*tree.range(key), text))


def _plain(entry: Entry, path: str) -> str:
    return path.removeprefix("^") if entry.tool is Tool.VUE else path


def _written(tree: Syntax, tool: Tool, paths: list[str]) -> str:
    quote = members.quote_of(tree)
    escaped = [path.replace(".", "\\.") for path in paths]
    if tool in {Tool.VITE, Tool.VUE}:
        end = "(?:[/?]|$)" if tool is Tool.VITE else "(?:/|$)"
        text = escaped[0].replace("\\", "\\\\")
        return f"{quote}^{text}{end}{quote}"
    several = "|".join(each.replace("/", "\\/") for each in escaped)
    several = several if len(escaped) == 1 else f"(?:{several})"
    return f"(path) => /^{several}(?:[/?]|$)/.test(path)"
