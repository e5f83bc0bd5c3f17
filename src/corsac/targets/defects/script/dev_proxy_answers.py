"""A development proxy passes the back end's answers on as they are.

Its CORS headers, the redirects to its own address, the cookies of its own domain.

## Why

The page and the API have one origin here, so no CORS header is needed, and a `*` of the back end
lets every site that the developer visits read it through this server. A redirect to
`http://localhost:8080` leads past the proxy, to another origin (`fetch#concept-http-redirect-fetch`
taints it); a cookie with `Domain=api.example` is dropped by the browser.

## Who mends it

Whoever keeps the build's configuration; `corsac export vite`, `webpack`, `cra` write a whole one.

## Bad

```js vite.config.js
export default defineConfig({
  server: {
    cors: false,
    proxy: {
      '/api/': {
        target: 'http://localhost:8080',
        changeOrigin: true,
      },
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
      '/api/': {
        target: 'http://localhost:8080',
        changeOrigin: true,
        autoRewrite: true,
        cookieDomainRewrite: '',
        configure: (proxy) => proxy.on('proxyRes', (res) => {
          for (const name in res.headers) {
            if (name.startsWith('access-control-')) delete res.headers[name];
          }
        }),
      },
    },
  },
});
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Fix, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule
from corsac.targets.defects.script import listeners, members
from corsac.targets.defects.script.calls import resolved, value_of
from corsac.targets.defects.script.dev_proxy import Entry, Tool, entries, method_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS290",
    "dev-proxy-answers",
    "A development proxy passes the back end's answers on as they are",
    __doc__,
    Severity.INFO,
)
_SEEN_TO: Final = re.compile(
    r"access-control|removeHeader|hideCors|takeAnswer|selfHandleResponse", re.IGNORECASE
)
_NEW: Final = ("autoRewrite: true", "cookieDomainRewrite: ''")
_HIDE: Final = """\
(res) => {
  for (const name in res.headers) {
    if (name.startsWith('access-control-')) delete res.headers[name];
  }
}"""
#: What webpack's server does before all else.
_KEPT: Final = """\
(req, res, next) => {
  const { writeHead } = res;
  res.writeHead = function (...given) {
    for (const name of this.getHeaderNames()) {
      if (name.startsWith('access-control-')) this.removeHeader(name);
    }
    return writeHead.apply(this, given);
  };
  next();
}"""
_SAID: Final = "// What the back end says about CORS stays here: a star would let any site read it."


@dataclass(frozen=True, slots=True)
class _Way:
    """How webpack's server is given a middleware: the member, what it is, what goes into a body."""

    member: str
    whole: str
    inner: str


_NOW: Final = _Way(
    "setupMiddlewares", "(middlewares) => [\n  {said}\n  {kept},\n  ...middlewares,\n]",
    "{name}.unshift({kept});",
)  # fmt: skip
#: Of versions before 4, and of those before 2.9.
_BEFORE: Final = _Way(
    "before", "(app) => {{\n  {said}\n  app.use({kept});\n}}", "{name}.use({kept});"
)
_SETUP: Final = replace(_BEFORE, member="setup")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find entries that leave headers, redirects or cookies as they are."""
    for each in entries(tree):
        if not each.answers_http(tree):
            continue
        lacks = [
            (Text.of("its CORS headers: any site may read it through this server"), _headers),
            (Text.of("its redirects: they lead past this server"), _redirects),
            (Text.of("its cookies: they keep its own domain"), _cookies),
        ]
        notes = tuple(said for said, is_kept in lacks if is_kept(tree, each))
        if notes:
            yield found(
                RULE,
                tree.span(each.at),
                Text.of("what the back end answers is passed on as it is"),
                notes=notes,
                fixes=_fix(tree, each),
                party=Party.FRONTEND,
            )


def _headers(tree: Syntax, entry: Entry) -> bool:
    """Whether CORS headers come through: what is told of answers by name is looked up."""
    if entry.tool is Tool.CRA or _SEEN_TO.search(tree.text(entry.value)):
        return False  # the file sees to it for all that it serves
    if entry.says(tree):
        return False
    if entry.tool is Tool.WEBPACK and entry.server is not None:
        own = _own(tree, entry.server, _way(tree))
        return own is None or not _SEEN_TO.search(tree.text(own))
    return not any(_SEEN_TO.search(tree.text(x)) for x in listeners.of(tree, entry))


def _redirects(tree: Syntax, entry: Entry) -> bool:
    """Whether redirects stay as they are: what rewrites them may stand apart."""
    if "headers.location" in tree.source.text:
        return False
    return not entry.says(tree, "autoRewrite", "hostRewrite", "followRedirects")


def _cookies(tree: Syntax, entry: Entry) -> bool:
    return not entry.says(tree, "cookieDomainRewrite")


def _fix(tree: Syntax, entry: Entry) -> tuple[Fix, ...]:
    title = Text.of("keep its CORS headers here; make redirects and cookies the page's own")
    new = [text for text, lacks in zip(_NEW, (_redirects, _cookies), strict=True)
           if lacks(tree, entry)]  # fmt: skip
    edits: list[Edit] = []
    if _headers(tree, entry):
        if entry.tool is Tool.WEBPACK:
            edits += _served(tree, entry.server or entry.value)
        else:
            member, more = listeners.listening(tree, entry, "proxyRes", _HIDE)
            new += member
            edits += more
            if not member and not more:
                return advice(title)
        if entry.tool is Tool.WEBPACK and not edits:
            return advice(title)
    if entry.options is not None and new:
        edits.append(members.add(tree, entry.options, *new))
    elif entry.options is None:
        edits.append(_as_object(tree, entry, new))
    return (Fix(title, edits=tuple(edits)),)


def _way(tree: Syntax) -> _Way:
    if tree.source.older("webpack-dev-server", 2):
        return _SETUP
    return _BEFORE if tree.source.older("webpack-dev-server", 4) else _NOW


def _own(tree: Syntax, server: Node, way: _Way) -> Node | None:
    return value_of(tree, server, way.member) or method_of(tree, server, way.member)


def _served(tree: Syntax, server: Node) -> Iterator[Edit]:
    """Look after headers in webpack's own server, whichever version its proxy has."""
    way = _way(tree)
    own = _own(tree, server, way)
    if own is None:
        text = way.whole.format(said=_SAID, kept=_KEPT.replace("\n", "\n  "))
        yield members.add(tree, server, f"{way.member}: {text}")
        return
    body = resolved(tree, own).child_by_field_name("body")
    given = resolved(tree, own).child_by_field_name("parameters")
    first = resolved(tree, own).child_by_field_name("parameter")
    if first is None and given is not None and given.named_children:
        first = given.named_children[0]
    if body is not None and body.type == "statement_block" and first is not None:
        name = tree.text(first).partition(":")[0].strip()
        yield members.into(tree, body, way.inner.format(name=name, kept=_KEPT))


def _as_object(tree: Syntax, entry: Entry, new: list[str]) -> Edit:
    """Write a target that stands alone as options, as Vite and Vue CLI mean it."""
    start, end = tree.range(entry.value)
    lines = [f"target: {tree.text(entry.value)}", "changeOrigin: true", *new]
    if entry.key is not None:
        return tree.source.edit(start, end, _object(tree, tree.source.indent(start), lines))
    # Vue CLI's one target for all that accepts no HTML: which paths it is for has to be said.
    indent, line = tree.source.indent(start), tree.source.newline
    within = indent + members.step_of(tree)
    quote = members.quote_of(tree)
    inner = _object(tree, within, [*lines, "ws: false"])
    text = f"{{{line}{within}{quote}^/api(?:/|$){quote}: {inner},{line}{indent}}}"
    return tree.source.edit(start, end, text)


def _object(tree: Syntax, indent: str, lines: list[str]) -> str:
    line, within = tree.source.newline, indent + members.step_of(tree)
    told = (members.written(tree, each, within) for each in lines)
    return f"{{{''.join(f'{line}{within}{each},' for each in told)}{line}{indent}}}"
