"""A list of header entries, as Next.js and Vercel take it, has values that no browser takes.

`{ key: 'Access-Control-Allow-Origin', value: … }` with several origins, a slash at the end, or `*`
beside Allow-Credentials.

## Why

A browser compares the whole value, byte by byte, with the one origin that asked
(`fetch#cors-check.4`), and takes no `*` with credentials. These lists are sent as they stand to
whoever asks: they can name one origin.

## Who mends it

Whoever keeps the configuration; where several origins are allowed, a middleware or a route handler
has to look which one asks.

## Bad

```js next.config.js
module.exports = {
  async headers() {
    return [
      {
        source: '/api/:path*',
        headers: [
          { key: 'Access-Control-Allow-Credentials', value: 'true' },
          { key: 'Access-Control-Allow-Origin', value: '*' },
        ],
      },
    ];
  },
};
```

## Good

```js next.config.js
module.exports = {
  async headers() {
    return [
      {
        source: '/api/:path*',
        headers: [
          { key: 'Access-Control-Allow-Origin', value: '*' },
        ],
      },
    ];
  },
};
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.script.calls import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS256",
    "header-entries",
    "A list of header entries has values that no browser takes",
    __doc__,
    Severity.ERROR,
)
_ORIGIN: Final = re.compile(r"\*|null|[a-z][a-z0-9+.-]*://[a-z0-9.\[\]:_-]+")
_SLASH: Final = re.compile(r"(https?://[a-z0-9.\[\]:_-]+)/+")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find such entries in lists of objects with a key and a value."""
    for several in tree.nodes("array"):
        entries = dict(_entries(tree, several))
        origin = entries.get("access-control-allow-origin")
        held = entries.get("access-control-allow-credentials")
        value = value_of(tree, origin, "value")
        text = literal(tree, value) if value else None
        if value is None or text is None:
            continue
        if text == "*" and held is not None and _is_true(tree, held):
            title = Text.of("take Allow-Credentials away, or name the one origin that is meant")
            said = Text.of("with credentials, * allows nobody")
            yield found(RULE, tree.span(value), said, fixes=safe(title, _without(tree, held)))
        elif not _ORIGIN.fullmatch(text):
            said = Text.of("{value} equals no origin", value=text)
            yield found(RULE, tree.span(value), said, fixes=_fix(tree, value, text))


def _entries(tree: Syntax, several: Node) -> Iterator[tuple[str, Node]]:
    for each in several.named_children:
        key = value_of(tree, each, "key")
        name = literal(tree, key) if key else None
        if name is not None:
            yield name.lower(), each


def _is_true(tree: Syntax, entry: Node) -> bool:
    value = value_of(tree, entry, "value")
    return value is not None and literal(tree, value) == "true"


def _without(tree: Syntax, entry: Node) -> Edit:
    start, end = tree.range(entry)
    rest = tree.source.text[end:]
    comma = len(rest) - len(rest.lstrip()) + 1 if rest.lstrip().startswith(",") else 0
    return tree.source.without(start, end + comma)


def _fix(tree: Syntax, value: Node, text: str) -> tuple[Fix, ...]:
    if match := _SLASH.fullmatch(text):
        start, end = tree.range(value)
        title = Text.of("write it as a browser does")
        return safe(title, tree.source.edit(start + 1, end - 1, match[1]))
    return advice(Text.of("one origin, or code that looks which one asks: corsac export next"))
