"""express's `cors` says `Vary: Origin` to allowed origins alone where a function chooses them.

## Why

When the function refuses, the package passes the request on and sends nothing. A cache keeps that
answer, without Allow-Origin and without Vary, and gives it to an allowed page, which is blocked
(RFC 9110 §12.5.5, `fetch#cors-protocol-and-http-caches`). With a list in the place of the function
it always says Vary.

## Who mends it

Whoever writes the back end: say it on every answer, before the package.

## Bad

```js
app.use(cors({ origin: (origin, callback) => callback(null, allowed.has(origin)) }));
```

## Good

```js
app.use((req, res, next) => {
  res.vary('Origin');
  next();
});
app.use(cors({ origin: (origin, callback) => callback(null, allowed.has(origin)) }));
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.choosing import step
from corsac.targets.defects.defect import advice, found, rule, safe, unsafe
from corsac.targets.defects.script.calls import value_of
from corsac.targets.defects.script.options import Package, cors_options
from corsac.targets.defects.script.verdicts import FUNCTIONS, says_yes
from corsac.targets.defects.source import Kind
from corsac.targets.defects.syntax import ancestors, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.script.options import CorsOptions
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS258",
    "cors-vary-forgotten",
    "Refused origins get no Vary where a function chooses",
    __doc__,
    Severity.WARNING,
)
_SAYS: Final = re.compile(r"(?<![a-z])vary(?![a-z])", re.IGNORECASE)
_FASTIFY: Final = re.compile(r"""["'](?:fastify|@nestjs/platform-fastify)["']""")
_USES: Final = re.compile(r"(?P<on>\w+)\.(?:use|enableCors)")
_LISTED: Final = re.compile(
    r"(?<![\w.])(?P<list>[\w.]+)\.(?:includes|indexOf)\(\s*(?P<asked>\w+)\b"
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find functions for origins, where the file says nothing of Vary."""
    text = tree.source.text
    if _SAYS.search(text) or _FASTIFY.search(text):
        return
    for options in cors_options(tree):
        asked = options.asked
        origin = asked if asked is not None else value_of(tree, options.node, "origin")
        if options.package is not Package.EXPRESS or origin is None:
            continue
        # Where everybody is let in, that is the defect.
        if origin.type in FUNCTIONS and (options.asked is not None or not says_yes(tree, origin)):
            yield found(
                RULE,
                tree.span(origin),
                Text.of("refused origins get an answer without Vary: Origin"),
                fixes=_fix(tree, options, origin),
            )


def _fix(tree: Syntax, options: CorsOptions, origin: Node) -> tuple[Fix, ...]:
    for use in (options.call, *ancestors(options.call)):
        callee = use.child_by_field_name("function") if use.type == "call_expression" else None
        match = _USES.fullmatch(tree.text(callee)) if callee is not None else None
        if match is not None:
            start, _ = tree.range(statement_of(use))
            lines = _says(tree, match["on"], nest=match[0].endswith("enableCors"))
            return safe(Text.of("say it on every answer"), tree.source.before(start, *lines))
    match = _LISTED.search(tree.text(origin))
    inside = match is not None and re.search(
        rf"\b(?:const|let|var)\s+{re.escape(match['list'].partition('.')[0])}\b", tree.text(origin)
    )
    if match is None or inside or "RegExp" in tree.text(origin):
        return advice(Text.of("give the package a list, or call res.vary('Origin') before it"))
    value = match["list"]
    text = f"origin: {value}" if origin.type == "method_definition" else value
    title = Text.of("give the package the list itself: it says Vary to everybody")
    return unsafe(title, tree.source.edit(*tree.range(origin), text))


def _says(tree: Syntax, on: str, *, nest: bool) -> list[str]:
    types = ("req", "res", "next")
    if nest and tree.source.kind is not Kind.JAVASCRIPT:
        types = ("_req: unknown", "res: { vary(name: string): void }", "next: () => void")
    indent = step(tree.source.text)
    return [
        f"{on}.use(({', '.join(types)}) => {{",
        f"{indent}res.vary('Origin');",
        f"{indent}next();",
        "});",
    ]
