"""A rewrite of Next.js passes a back end of this machine on to anybody.

## Why

Rewrites are a proxy without a setting: the back end's `Access-Control-Allow-Origin: *`, its
redirects and cookie domains come through as they are, any Host is answered, and WebSockets open for
every site. So whatever page the developer visits reads the back end.

## Who mends it

Whoever keeps the front end: a route handler forwards the same paths, without these. The fix writes
one below `app/`, and `proxy.js` of Next.js 16, which checks the Host (`corsac export next`).
WebSockets need a server of their own: `corsac export next-rewrites`.

## Bad

```js next.config.js
module.exports = {
  async rewrites() {
    return [
      { source: '/help', destination: '/pages/help' },
      { source: '/api/:path*', destination: 'http://localhost:8080/api/:path*' },
    ];
  },
};
```

## Good

```js next.config.js
module.exports = {
  skipProxyUrlNormalize: true,
  async rewrites() {
    return [
      { source: '/help', destination: '/pages/help' },
    ];
  },
};
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.policy.policy import Policy
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.calls import alternatives, key_of, value_of
from corsac.targets.defects.syntax import ancestors
from corsac.targets.export import Options, Upstream
from corsac.targets.next.export import handler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.source import Source
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS295",
    "rewrite-passes-answers",
    "A rewrite of Next.js passes a back end of this machine on to anybody",
    __doc__,
    Severity.WARNING,
)
_FILE: Final = re.compile(r"(?:^|[/\\])next\.config\.[cm]?[jt]s$")
_SOURCE: Final = re.compile(r"((?:/[\w.~-]+)+)/:(\w+)\*")
_LOCAL: Final = re.compile(
    r"(https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?::\d+)?)(/.*)?"
)
_ADVICE: Final = advice(Text.of("forward these paths by a route handler: corsac export next"))
_SETTING: Final = "skipProxyUrlNormalize"


def find(tree: Syntax) -> Iterator[Finding]:
    """Find rewrites to servers of this machine."""
    if not _FILE.search(tree.source.name):
        return
    for node in tree.nodes("object"):
        source, destination = (value_of(tree, node, x) for x in ("source", "destination"))
        if source is None or destination is None or value_of(tree, node, "permanent") is not None:
            continue
        text, is_set = _told(tree, destination)
        match = _LOCAL.fullmatch(text)
        if match:
            to = (match[1], match[2] or "")
            yield found(
                RULE,
                tree.span(destination),
                Text.of("any site reads what comes from {host}", host=match[1]),
                fixes=_ADVICE if is_set else _fix(tree, node, literal(tree, source) or "", to),
                party=Party.FRONTEND,
            )


def _told(tree: Syntax, destination: Node) -> tuple[str, bool]:
    """Give where a rewrite leads, as far as it is written out, and whether a setting may say else.

    `${process.env.API || 'http://localhost:8000'}/:path*` leads to this machine in development. In
    production it does not: a handler that serves this machine's pages alone would stop it there.
    """
    parts = [each for each in destination.named_children if each.type == "template_substitution"]
    if destination.type != "template_string" or len(parts) != 1:
        return literal(tree, destination) or "", False
    start, end = tree.range(destination)
    first, last = tree.range(parts[0])
    given = list(alternatives(tree, parts[0].named_children[0]))
    text = literal(tree, given[-1]) if first == start + 1 and given else None
    if text is None:
        return "", False
    return text.rstrip("/") + tree.source.text[last : end - 1], len(given) > 1


def _fix(tree: Syntax, node: Node, source: str, to: tuple[str, str]) -> tuple[Fix, ...]:
    title = Text.of("forward these paths by a route handler, app/…/route.js, and proxy.js")
    match = _SOURCE.fullmatch(source)
    rewrites = _rewrites(tree, node)
    taken = [x for x in tree.source.beside if re.search(r"(?:middleware|proxy)\.\w+$", x)]
    if match is None or rewrites is None or taken or not to[1].endswith(f"/:{match[2]}*"):
        return _ADVICE
    path = to[1].removesuffix(f"/:{match[2]}*")
    if path == match[1]:
        options = Options(upstream=Upstream.of(to[0]), prefix=match[1])
    else:
        options = Options(upstream=Upstream.of(to[0] + path), prefix=match[1], strip=True)
    edits = [_without(tree, node), *_new_files(tree.source, options)]
    if value_of(tree, rewrites.parent, _SETTING) is None:
        edits.append(members.before(tree, rewrites, f"{_SETTING}: true"))
    return unsafe(title, *edits)


def _rewrites(tree: Syntax, node: Node) -> Node | None:
    """Give the member of the configuration that an entry is in."""
    for each in ancestors(node):
        name = each.child_by_field_name("name") if each.type == "method_definition" else None
        named = tree.text(name) if name is not None else key_of(tree, each)
        if named == "rewrites":
            return each
    return None


def _new_files(source: Source, options: Options) -> Iterator[Edit]:
    """Write the handler and proxy.js where the project has its pages."""
    within = "src/" if source.beside & {"src/app", "src/pages"} - {"app", "pages"} else ""
    for file in handler(Policy(), options).files:
        if not file.name.startswith("next.config"):
            text = file.text.replace("Written by corsac export.", "Written by corsac lint.")
            if file.name == "proxy.js":  # one for all paths
                text = text.replace(f" to {options.upstream}", "", 1)
            yield source.new_file(within + file.name, text)


def _without(tree: Syntax, node: Node) -> Edit:
    start, end = tree.range(node)
    rest = tree.source.text[end:]
    comma = rest.index(",") + 1 if rest.lstrip().startswith(",") else 0
    return tree.source.without(start, end + comma)
