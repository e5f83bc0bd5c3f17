"""http-proxy-middleware is required as version 0 was: later ones give no function.

`const proxy = require('http-proxy-middleware')`.

## Why

Since version 1 the package exports `createProxyMiddleware`; calling the module itself ends in
"proxy is not a function", and the development server does not start. Where the project's
package.json asks for version 0, it is right.

## Who mends it

Whoever keeps the development server.

## Bad

```js server.js
const proxy = require('http-proxy-middleware');

app.use('/api', proxy({ target: 'http://localhost:8080/api' }));
```

## Good

```js server.js
const { createProxyMiddleware: proxy } = require('http-proxy-middleware');

app.use('/api', proxy({ target: 'http://localhost:8080/api' }));
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.calls import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS296",
    "dev-proxy-import",
    "http-proxy-middleware is taken as version 0 gave it",
    __doc__,
    Severity.ERROR,
)
_PACKAGE = "http-proxy-middleware"
_MAKER = "createProxyMiddleware"


def find(tree: Syntax) -> Iterator[Finding]:
    """Find names for the whole module that are called."""
    if _PACKAGE not in tree.source.text or tree.source.older(_PACKAGE, 1):
        return
    called = {call.name for call in calls(tree)}
    for name in _whole(tree):
        text = tree.text(name)
        if text in called:
            written = f"{{ {_MAKER}: {text} }}"
            if name.parent is not None and name.parent.type == "import_clause":
                written = f"{{ {_MAKER} as {text} }}"
            if text == _MAKER:
                written = f"{{ {_MAKER} }}"
            yield found(
                RULE,
                tree.span(name),
                Text.of("since version 1 this is no function, and it does not start"),
                fixes=unsafe(
                    Text.of("take createProxyMiddleware"),
                    tree.source.edit(*tree.range(name), written),
                ),
                party=Party.FRONTEND,
            )


def _whole(tree: Syntax) -> Iterator[Node]:
    """Give the names that the module itself has."""
    for call in calls(tree):
        if (
            call.name == "require"
            and call.arguments
            and literal(tree, call.arguments[0]) == _PACKAGE
        ):
            made = call.node.parent
            name = made.child_by_field_name("name") if made is not None else None
            if name is not None and name.type == "identifier":
                yield name
    for node in tree.nodes("import_statement"):
        source = node.child_by_field_name("source")
        clause = next((x for x in node.named_children if x.type == "import_clause"), None)
        if source is not None and clause is not None and literal(tree, source) == _PACKAGE:
            yield from (x for x in clause.named_children if x.type == "identifier")
