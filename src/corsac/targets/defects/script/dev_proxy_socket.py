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
      '/socket/': {
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
      '/socket/': {
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

from corsac.core.findings import Confidence, Finding, Fix, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule
from corsac.targets.defects.script import listeners, members
from corsac.targets.defects.script.calls import is_true, pair_of, value_of
from corsac.targets.defects.script.dev_proxy import Entry, Tool, entries
from corsac.targets.defects.source import Kind

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
_LOOKS: Final = re.compile(r"origin\b", re.IGNORECASE)
#: What a proxy does before the handshake goes on.
_GUARD: Final = """\
(_, req, socket) => {
  const { origin, host } = req.headers;
  if (origin && origin.replace(/^https?:\\/\\//, '') !== host) socket.destroy();
}"""
#: http-proxy-middleware is told by one name before version 3, and by another since.
_EITHER: Final = ("onProxyReqWs: guardSocket", "on: { proxyReqWs: guardSocket }")
_DECLARED: Final = """\
// WebSockets know no CORS: only pages of this very server open one.
function guardSocket(_, req, socket) {
  const { origin, host } = req.headers;
  if (origin && origin.replace(/^https?:\\/\\//, '') !== host) socket.destroy();
}"""


def find(tree: Syntax) -> Iterator[Finding]:
    """Find entries that proxy WebSockets, and have nothing to look at the origin."""
    for each in entries(tree):
        if not _opens(tree, each) or any(
            _LOOKS.search(tree.text(x)) for x in listeners.of(tree, each)
        ):
            continue
        if "guardSocket" in tree.text(each.value) or "guardUpgrades(" in tree.source.text:
            continue
        pair = pair_of(tree, each.options, "ws")
        yield found(
            RULE,
            tree.span(pair or each.at),
            Text.of("any site may open this WebSocket"),
            fixes=_fix(tree, each),
            party=Party.FRONTEND,
            confidence=Confidence.MEDIUM,
        )


def _opens(tree: Syntax, entry: Entry) -> bool:
    """Whether it proxies WebSockets: where asked to, and Vue CLI unless it is told not to."""
    if entry.options is None:
        return re.match(r"wss?:", entry.target(tree)) is not None and entry.tool is Tool.VITE
    told = value_of(tree, entry.options, "ws")
    if told is None and entry.tool is Tool.VITE:
        return not entry.answers_http(tree)
    if told is None:
        return entry.tool is Tool.VUE and "vue." in tree.source.name and not entry.says(tree)
    return is_true(tree, told)


def _fix(tree: Syntax, entry: Entry) -> tuple[Fix, ...]:
    title = Text.of("look at the Origin first, as corsac export vite does")
    if entry.options is None:
        return advice(title)
    if entry.tool in {Tool.VITE, Tool.VUE}:
        new, edits = listeners.listening(tree, entry, "proxyReqWs", _GUARD)
        edits += [members.add(tree, entry.options, *new)] if new else []
        return (Fix(title, edits=tuple(edits)),) if edits else advice(title)
    if tree.source.kind is not Kind.JAVASCRIPT or pair_of(tree, entry.options, "onProxyReqWs"):
        return advice(title)
    heard = value_of(tree, entry.options, "on")
    if heard is None:
        edits = [members.add(tree, entry.options, *_of_version(tree))]
    elif heard.type == "object":
        edits = [members.add(tree, heard, "proxyReqWs: guardSocket")]
    else:
        return advice(title)
    if "function guardSocket" not in tree.source.text:
        edits.append(members.at_end(tree, _DECLARED))
    return (Fix(title, edits=tuple(edits)),)


def _of_version(tree: Syntax) -> tuple[str, ...]:
    """Give the names that the project's version knows; both where that is not known."""
    if "http-proxy-middleware" not in tree.source.packages:
        return _EITHER
    return _EITHER[:1] if tree.source.older("http-proxy-middleware", 3) else _EITHER[1:]
