"""The development server takes any host or any origin: strangers' pages read it.

`cors: true`, `allowedHosts: true` or `'all'`, `disableHostCheck`, `Access-Control-Allow-Origin: *`
among its `headers`.

## Why

While it runs, any site that the developer visits may ask it. With `cors: true` the page reads the
sources and, through the proxy, the back end; without the check of the Host header it does so by a
name that it points at 127.0.0.1 (DNS rebinding).

## Who mends it

Whoever keeps the build's configuration: take it out, or name the hosts and origins that are needed.

## Bad

```js vite.config.js
export default defineConfig({
  server: {
    cors: true,
    port: 3000,
  },
});
```

## Good

```js vite.config.js
export default defineConfig({
  server: {
    port: 3000,
  },
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.calls import key_of, resolved, value_of, without_pair
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS262",
    "dev-server-open",
    "The development server takes any host or any origin",
    __doc__,
    Severity.WARNING,
)
_FILE: Final = re.compile(r"(?:^|/)(?:vite|vue|webpack|craco|rsbuild|nuxt)[\w.-]*\.[cm]?[jt]s$")
_SERVERS: Final = frozenset({"server", "preview", "devServer"})
#: What an ejected Create React App has: the function in it gives the server's options alone.
_EJECTED: Final = re.compile(r"(?:^|/)webpackDevServer\.config\.js$")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find the members of a development server that open it."""
    if not _FILE.search(tree.source.name):
        return
    for pair in tree.nodes("pair"):
        owner = next((x for x in ancestors(pair) if x.type == "pair"), None)
        ejected = owner is None and _EJECTED.search(tree.source.name)
        if not ejected and (owner is None or key_of(tree, owner) not in _SERVERS):
            continue
        value = pair.child_by_field_name("value")
        if value is not None and key_of(tree, pair) == "headers":
            yield from _starred(tree, pair, resolved(tree, value))
        if value is None or not _opens(tree, key_of(tree, pair), value):
            continue
        yield found(
            RULE,
            tree.span(pair),
            Text.of("any page that the developer visits may read this server"),
            fixes=unsafe(Text.of("take it out"), without_pair(tree, pair)),
            party=Party.FRONTEND,
        )


def _starred(tree: Syntax, pair: Node, headers: Node) -> Iterator[Finding]:
    """Find a star among the headers that go with everything; what is about CORS goes with it."""
    origin = value_of(tree, headers, "Access-Control-Allow-Origin", "access-control-allow-origin")
    if origin is None or literal(tree, origin) != "*":
        return
    told = [each for each in headers.named_children if each.type != "comment"]
    about = [each for each in told if key_of(tree, each).lower().startswith("access-control-")]
    whole = len(about) == len(told) and headers == pair.child_by_field_name("value")
    edits = [without_pair(tree, each) for each in ([pair] if whole else about)]
    yield found(
        RULE,
        tree.span(origin),
        Text.of("any page that the developer visits may read this server"),
        fixes=unsafe(Text.of("take it out"), *edits),
        party=Party.FRONTEND,
    )


def _opens(tree: Syntax, name: str, value: Node) -> bool:
    text = literal(tree, value)
    told = text if text is not None else tree.text(value)
    if name == "cors":
        origin = value_of(tree, value, "origin")
        inner = tree.text(origin).strip("'\"") if origin else ""
        return told == "true" or inner in {"true", "*"}
    if name == "allowedHosts":
        return told in {"true", "all"} or told in {"['all']", '["all"]'}
    return name == "disableHostCheck" and told == "true"
