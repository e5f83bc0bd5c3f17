"""An option of a development proxy is misspelt, or another tool's: it does nothing.

## Why

Vite and http-proxy-middleware pass over options that they don't know. `pathRewrite` is webpack's
and http-proxy-middleware's, `rewrite` is Vite's.

## Who mends it

Whoever keeps the build's configuration.

## Bad

```js vite.config.js
export default defineConfig({
  server: {
    cors: false,
    proxy: {
      '/api/': { ...common, target: 'http://localhost:8080', changeorigin: true },
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
      '/api/': { ...common, target: 'http://localhost:8080', changeOrigin: true },
    },
  },
});
```
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.script.calls import key_of
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS261",
    "dev-option-misspelt",
    "An option of a development proxy is misspelt",
    __doc__,
    Severity.ERROR,
)
_SHARED: Final = (
    "target forward agent ssl ws xfwd secure toProxy prependPath ignorePath localAddress auth "
    "changeOrigin preserveHeaderKeyCase hostRewrite autoRewrite protocolRewrite timeout buffer "
    "cookieDomainRewrite cookiePathRewrite headers proxyTimeout followRedirects bypass "
    "selfHandleResponse"
).split()
_VITE: Final = frozenset((*_SHARED, "rewrite", "configure", "rewriteWsOrigin"))
_WEBPACK: Final = frozenset(
    (
        *_SHARED,
        *"context pathRewrite pathFilter router logLevel logger logProvider plugins on onError "
        "ejectPlugins onProxyRes onProxyReq onProxyReqWs onOpen onClose path".split(),
    )
)
_REWRITE: Final = re.compile(r"""\{\s*(["'])(\^[^"']*)\1\s*:\s*(["'])([^"']*)\3\s*,?\s*\}""")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find names beside a target that no proxy knows, and near ones that it does."""
    vite = re.search(r"(?:^|/)vite[\w.-]*\.[cm]?[jt]s$", tree.source.name) is not None
    known = _VITE if vite else _WEBPACK
    for node in tree.nodes("object"):
        pairs = [x for x in node.named_children if x.type == "pair"]
        if "target" not in {key_of(tree, x).lower() for x in pairs} or not _is_proxy(tree, node):
            continue
        for pair in pairs:
            name = key_of(tree, pair)
            if name in known:
                continue
            meant = _meant(name, known, vite=vite)
            key = pair.child_by_field_name("key")
            if meant and key is not None:
                yield found(
                    RULE,
                    tree.span(key),
                    Text.of("there is no option {name}: {meant} is meant", name=name, meant=meant),
                    fixes=_fix(tree, pair, name, meant),
                    party=Party.FRONTEND,
                )


def _is_proxy(tree: Syntax, node: Node) -> bool:
    for each in ancestors(node):
        if each.type == "pair" and key_of(tree, each) == "proxy":
            return True
        if each.type == "call_expression" and "roxy" in tree.text(each).partition("(")[0]:
            return True
    return False


def _meant(name: str, known: frozenset[str], *, vite: bool) -> str:
    if vite and name == "pathRewrite":
        return "rewrite"
    if not vite and name == "rewrite":
        return ""
    plain = {each.lower(): each for each in known}
    bare = name.replace("_", "").replace("-", "").lower()
    near = get_close_matches(bare, plain, n=1, cutoff=0.85)
    return plain[near[0]] if near else ""


def _fix(tree: Syntax, pair: Node, name: str, meant: str) -> tuple[Fix, ...]:
    key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
    if key is None or value is None:
        return ()
    title = Text.of("write {meant}", meant=meant)
    if name != "pathRewrite":
        return safe(title, tree.source.edit(*tree.range(key), meant))
    match = _REWRITE.fullmatch(tree.text(value))
    if match is None:
        return ()
    pattern = match[2].replace("/", "\\/")
    text = f"rewrite: (path) => path.replace(/{pattern}/, '{match[4]}')"
    return safe(title, tree.source.edit(*tree.range(pair), text))
