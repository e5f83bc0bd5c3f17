r"""The development proxy passes WebSockets on for any site.

## Why

CORS guards no WebSocket: any page that the developer visits opens one to the proxy, with the
cookies of localhost, unless somebody looks at the Origin. The back end sees the proxy.

## Who mends it

Whoever keeps the build's configuration: refuse foreign origins before the handshake, as
`corsac export vite` writes it, or in the back end.

## Bad

```js vite.config.js
export default defineConfig({
  server: {
    proxy: {
      '/socket': {
        target: 'ws://localhost:8080',
        ws: true,
      },
    },
  },
});
```

## Good

```js vite.config.js
export default defineConfig({
  server: {
    proxy: {
      '/socket': {
        target: 'ws://localhost:8080',
        ws: true,
        configure: (proxy) => proxy.on('proxyReqWs', (_, req, socket) => {
          const { origin, host } = req.headers;
          if (origin && origin.replace(/^https?:\/\//, '') !== host) socket.destroy();
        }),
      },
    },
  },
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script.calls import is_true, key_of, pair_of
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS263",
    "dev-proxy-socket",
    "The development proxy passes WebSockets on for any site",
    __doc__,
    Severity.WARNING,
)
#: What Vite's proxy does before the handshake goes on.
_GUARD: Final = (
    "configure: (proxy) => proxy.on('proxyReqWs', (_, req, socket) => {",
    "  const { origin, host } = req.headers;",
    "  if (origin && origin.replace(/^https?:\\/\\//, '') !== host) socket.destroy();",
    "})",
)
_VITE: Final = re.compile(r"(?:^|/)vite[\w.-]*\.[cm]?[jt]s$")
_GUARDS = ("configure", "bypass", "on", "onProxyReqWs")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find `ws: true` in a proxy's entry that has nothing to look at the origin."""
    for node in tree.nodes("object"):
        pair = pair_of(tree, node, "ws")
        if pair is None or not is_true(tree, pair.child_by_field_name("value")):
            continue
        around = {key_of(tree, x) for x in ancestors(node) if x.type == "pair"}
        if "proxy" not in around or pair_of(tree, node, *_GUARDS) is not None:
            continue
        yield found(
            RULE,
            tree.span(pair),
            Text.of("any site may open this WebSocket"),
            fixes=_fix(tree, pair),
            party=Party.FRONTEND,
            confidence=Confidence.MEDIUM,
        )


def _fix(tree: Syntax, pair: Node) -> tuple[Fix, ...]:
    title = Text.of("look at the Origin first, as corsac export vite does")
    if not _VITE.search(tree.source.name):
        return advice(title)
    start, end = tree.range(pair)
    lines = f"{tree.source.newline}{tree.source.indent(start)}".join(_GUARD)
    line, column = tree.source.place(start)
    alone = not tree.source.line(line)[: column - 1].strip()
    between = f",{tree.source.newline}{tree.source.indent(start)}" if alone else ", "
    return unsafe(title, tree.source.edit(end, end, f"{between}{lines}"))
