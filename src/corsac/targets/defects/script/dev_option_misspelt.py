"""An option of a development proxy is misspelt, or another tool's: it does nothing.

## Why

Vite and http-proxy-middleware pass over options that they don't know. `pathRewrite` is webpack's
and http-proxy-middleware's, `rewrite` is Vite's. Angular's `proxy.conf.json` and `proxy.conf.js`
take the names of http-proxy-middleware; nothing else is looked for in them.

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
from corsac.targets.defects.defect import advice, found, rule, safe, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.calls import key_of, pair_of
from corsac.targets.defects.script.calls import members as names_in
from corsac.targets.defects.script.dev_proxy import Tool, servers, tool_of
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.source import Source
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
_LONG: Final = frozenset(each for each in _WEBPACK if re.search(r"[a-z][A-Z]", each))
#: What Angular's server is told of proxies in, and a key there.
_ANGULAR: Final = re.compile(r"(?:^|[/\\])proxy[.-]conf(?:ig)?\.(?:json|[cm]?js)$")
_KEY: Final = re.compile(r'"([A-Za-z_-]+)"[ \t]*:')
#: What the server is called that proxies, in a configuration.
_SERVER_OF: Final = {Tool.VITE: "server", Tool.WEBPACK: "devServer", Tool.VUE: "devServer"}
_NEARLY: Final = frozenset({"proxies", "proxys", "Proxy", "proxyTable", "prox"})
#: What may stand between an export and its object.
_TRANSPARENT: Final = frozenset(
    "call_expression arguments parenthesized_expression arrow_function as_expression "
    "satisfies_expression".split()
)
_REWRITE: Final = re.compile(r"""\{\s*(["'])(\^[^"']*)\1\s*:\s*(["'])([^"']*)\3\s*,?\s*\}""")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find names beside a target that no proxy knows, and near ones that it does."""
    vite = re.search(r"(?:^|/)vite[\w.-]*\.[cm]?[jt]s$", tree.source.name) is not None
    known = _VITE if vite else _WEBPACK
    yield from _around(tree)
    for node in tree.nodes("object"):
        pairs = [x for x in node.named_children if x.type == "pair"]
        if "target" not in map(str.lower, names_in(tree, node)) or not _is_proxy(tree, node):
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


def _around(tree: Syntax) -> Iterator[Finding]:
    """Find `proxy` where nothing reads it: misspelt, or beside the server that it is for."""
    tool = tool_of(tree)
    name = _SERVER_OF.get(tool) if tool is not None else None
    if tool is None or name is None:
        return
    for server in servers(tree, tool):
        for pair in server.named_children:
            key = pair.child_by_field_name("key") if pair.type == "pair" else None
            if (
                key is not None
                and key_of(tree, pair) in _NEARLY
                and not pair_of(tree, server, "proxy")
            ):
                yield found(
                    RULE,
                    tree.span(key),
                    Text.of(
                        "there is no option {name}: {meant} is meant",
                        name=key_of(tree, pair),
                        meant="proxy",
                    ),
                    fixes=safe(
                        Text.of("write {meant}", meant="proxy"),
                        tree.source.edit(*tree.range(key), "proxy"),
                    ),
                    party=Party.FRONTEND,
                )
    for config in _configs(tree):
        outside = pair_of(tree, config, "proxy")
        named = outside.child_by_field_name("key") if outside is not None else None
        if outside is not None and named is not None:
            yield found(
                RULE,
                tree.span(named),
                Text.of("nobody reads proxy here: it belongs into {server}", server=name),
                fixes=_moved(tree, config, outside, name),
                party=Party.FRONTEND,
            )


def _configs(tree: Syntax) -> Iterator[Node]:
    """Give the objects that a configuration's file exports, at their top."""
    for node in tree.nodes("object"):
        around = node.parent
        while around is not None and around.type in _TRANSPARENT:
            around = around.parent
        if around is None or around.type == "export_statement":
            yield node
        elif around.type == "assignment_expression":
            left = around.child_by_field_name("left")
            if left is not None and tree.text(left) == "module.exports":
                yield node


def _moved(tree: Syntax, config: Node, pair: Node, server: str) -> tuple[Fix, ...]:
    title = Text.of("put it into {server}", server=server)
    if pair_of(tree, config, server) is not None:
        return advice(title)
    start, end = tree.range(pair)
    step, line = members.step_of(tree), tree.source.newline
    indent = tree.source.indent(start)
    text = tree.text(pair).replace(line, f"{line}{step}")
    moved = f"{server}: {{{line}{indent}{step}{text},{line}{indent}}}"
    return unsafe(title, tree.source.edit(start, end, moved))


def in_text(source: Source) -> Iterator[Finding]:
    """Find near names in Angular's proxy.conf.json, which has no tree.

    Only those of more than one word: `headers` there may hold any name of one.
    """
    if not _ANGULAR.search(source.name):
        return
    for match in _KEY.finditer(source.text):
        meant = _meant(match[1], _LONG, vite=False) if match[1] not in _WEBPACK else ""
        if meant:
            start, end = match.span(1)
            yield found(
                RULE,
                source.span(start, end),
                Text.of("there is no option {name}: {meant} is meant", name=match[1], meant=meant),
                fixes=safe(Text.of("write {meant}", meant=meant), source.edit(start, end, meant)),
                party=Party.FRONTEND,
            )


def _is_proxy(tree: Syntax, node: Node) -> bool:
    if _ANGULAR.search(tree.source.name):
        return True
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
    title = Text.of("write {meant}", meant=meant)
    if name != "pathRewrite" and key is not None:
        return safe(title, tree.source.edit(*tree.range(key), meant))
    match = _REWRITE.fullmatch(tree.text(value)) if value is not None else None
    if match is None:
        return ()
    pattern = match[2].replace("/", "\\/")
    text = f"rewrite: (path) => path.replace(/{pattern}/, '{match[4]}')"
    return safe(title, tree.source.edit(*tree.range(pair), text))
