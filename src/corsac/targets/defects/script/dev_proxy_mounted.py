"""A proxy of http-proxy-middleware is mounted on a path, which version 3 takes off.

## Why

Since version 3 `app.use('/api', createProxyMiddleware(…))` sends `/users` to the back end where
version 2 sent `/api/users`: Express takes the path of a mount off. The back end answers 404, and
where it does so without CORS headers the console speaks of CORS.

## Who mends it

Whoever keeps the development server: `pathFilter`, which version 3 has for this. On version 2 leave
it, with a comment: `// corsac: ignore[CORS264] version 2`.

## Bad

```js src/setupProxy.js
app.use('/api', createProxyMiddleware({ target: 'http://localhost:8080' }));
```

## Good

```js src/setupProxy.js
app.use(createProxyMiddleware({ pathFilter: '/api', target: 'http://localhost:8080' }));
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script.calls import calls, pair_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS264",
    "dev-proxy-mounted",
    "http-proxy-middleware 3 takes the path off that it is mounted on",
    __doc__,
    Severity.WARNING,
)
_MAKERS: Final = frozenset({"createProxyMiddleware", "proxy", "legacyCreateProxyMiddleware"})


def find(tree: Syntax) -> Iterator[Finding]:
    """Find mounts of a proxy whose options say nothing of the path."""
    for call in calls(tree):
        if not re.fullmatch(r"\w+\.use", call.name) or len(call.arguments) != 2:  # noqa: PLR2004 - path and proxy
            continue
        path, made = call.arguments
        callee = made.child_by_field_name("function")
        given = made.child_by_field_name("arguments")
        first = given.named_children[0] if given and given.named_children else None
        if callee is None or tree.text(callee) not in _MAKERS or not literal(tree, path):
            continue
        if first is None or first.type != "object" or pair_of(tree, first, "pathRewrite"):
            continue
        target = pair_of(tree, first, "target")
        text = literal(tree, path) or ""
        if target is not None and tree.text(target).rstrip("'\"`/").endswith(text):
            continue
        yield found(
            RULE,
            tree.span(path),
            Text.of("version 3 sends the back end paths without {path}", path=text),
            fixes=_fix(tree, path, made, first),
            party=Party.FRONTEND,
            confidence=Confidence.MEDIUM,
        )


def _fix(tree: Syntax, path: Node, made: Node, options: Node) -> tuple[Fix, ...]:
    title = Text.of("filter by the path, and leave it on")
    if not options.named_children:
        return advice(title)
    start, _ = tree.range(path)
    begin, _ = tree.range(made)
    first, _ = tree.range(options.named_children[0])
    return unsafe(
        title,
        tree.source.edit(start, begin, ""),
        tree.source.edit(first, first, f"pathFilter: {tree.text(path)}, "),
    )
