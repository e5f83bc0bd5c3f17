"""Vite answers every OPTIONS itself, and lets other pages of this machine read what it proxies.

## Why

Unless `server.cors` is false, Vite answers OPTIONS for paths that it proxies as well: the back end
never sees them. And it allows any page of localhost, whichever the port, to read what comes
through. The page and its API have one origin here: nobody needs that.

## Who mends it

Whoever keeps the build's configuration. Where a page of another port loads this server's modules,
leave it, with a comment: `// corsac: ignore[CORS292] Django serves the page`.

## Bad

```js vite.config.js
export default defineConfig({
  server: {
    proxy: {
      '/api/': { ...common, target: 'http://localhost:8080' },
    },
  },
});
```

## Good

```js vite.config.js
export default defineConfig({
  server: {
    cors: false,
    proxy: {
      '/api/': { ...common, target: 'http://localhost:8080' },
    },
  },
});
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.calls import pair_of
from corsac.targets.defects.script.dev_proxy import Tool, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS292",
    "dev-answers-options",
    "Vite answers every OPTIONS itself",
    __doc__,
    Severity.INFO,
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find servers of Vite that proxy HTTP, and say nothing of CORS."""
    seen: set[int] = set()
    for each in entries(tree):
        server = each.server
        if each.tool is not Tool.VITE or server is None or server.id in seen:
            continue
        proxy = pair_of(tree, server, "proxy")
        if not each.answers_http(tree) or proxy is None:
            continue
        seen.add(server.id)
        if any(x.type == "spread_element" for x in server.named_children) or pair_of(
            tree, server, "cors"
        ):
            continue
        yield found(
            RULE,
            tree.span(proxy.child_by_field_name("key") or proxy),
            Text.of("an OPTIONS for these paths never reaches the back end"),
            fixes=unsafe(
                Text.of("write cors: false: the page has the proxy's own origin"),
                members.before(tree, proxy, "cors: false"),
            ),
            party=Party.FRONTEND,
        )
