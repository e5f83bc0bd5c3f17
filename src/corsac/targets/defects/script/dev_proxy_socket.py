"""The development proxy passes WebSockets on for any site.

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
      '/socket': { target: 'ws://localhost:8080', ws: true },
    },
  },
});
```

## Good

```js vite.config.js
export default defineConfig({
  server: {
    proxy: {
      '/socket': { target: 'ws://localhost:8080', ws: true, configure: refuseStrangers },
    },
  },
});
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule
from corsac.targets.defects.script.calls import is_true, key_of, pair_of
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS263",
    "dev-proxy-socket",
    "The development proxy passes WebSockets on for any site",
    __doc__,
    Severity.WARNING,
)
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
            fixes=advice(Text.of("look at the Origin first: corsac export vite writes it")),
            party=Party.FRONTEND,
            confidence=Confidence.MEDIUM,
        )
