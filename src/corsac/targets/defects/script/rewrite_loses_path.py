"""A Next.js rewrite takes the path and does not pass it on.

`source: '/api/:path*'` with a destination that has no `:path*`.

## Why

Next.js puts what the destination does not use into the query: `/api/items` becomes
`/?path=items`, and what answers is another page, or a 404 without CORS headers.

## Who mends it

Whoever keeps `next.config.js`.

## Bad

```js next.config.js
module.exports = {
  async rewrites() {
    return [{ source: '/api/:path*', destination: 'https://api.example' }];
  },
};
```

## Good

```js next.config.js
module.exports = {
  async rewrites() {
    return [{ source: '/api/:path*', destination: 'https://api.example/:path*' }];
  },
};
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script.calls import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS288",
    "rewrite-loses-path",
    "A Next.js rewrite does not pass the path on",
    __doc__,
    Severity.ERROR,
)
_NAMED: Final = re.compile(r"(?<![:/])/?:(\w+)([*+]?)")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find rewrites whose destination lacks what the source took with a star, or has more."""
    if not re.search(r"\brewrites\b", tree.source.text):
        return
    for node in tree.nodes("object"):
        source, destination = (value_of(tree, node, x) for x in ("source", "destination"))
        texts = [literal(tree, x) if x is not None else None for x in (source, destination)]
        if destination is None or texts[0] is None or texts[1] is None:
            continue
        taken = dict(_NAMED.findall(texts[0]))
        given = dict(_NAMED.findall(re.sub(r"^https?://[^/]*", "", texts[1])))
        rest = [name for name, sign in taken.items() if sign and name not in given]
        unknown = [name for name in given if name not in taken]
        if rest and not given:
            said = Text.of(":{name} is not passed on: it goes into the query", name=rest[0])
            fixes = _fix(tree, tree.range(destination)[1], texts[1], f":{rest[0]}{taken[rest[0]]}")
        elif unknown:
            said = Text.of("the source has no :{name}: Next.js does not start", name=unknown[0])
            fixes = advice(Text.of("take the same names in both"))
        else:
            continue
        yield found(RULE, tree.span(destination), said, fixes=fixes, party=Party.FRONTEND)


def _fix(tree: Syntax, end: int, text: str, name: str) -> tuple[Fix, ...]:
    slash = "" if text.endswith("/") else "/"
    edit = tree.source.edit(end - 1, end - 1, f"{slash}{name}")
    return unsafe(Text.of("pass it on"), edit)
