r"""Create React App's server with a setupProxy.js takes any Host, and puts `*` on what it serves.

## Why

Without the `proxy` field react-scripts checks no Host header, so a site that points its own name at
127.0.0.1 (DNS rebinding) reads the page and, through the proxy, the back end. And it sends
`Access-Control-Allow-Origin: *` with everything, beside what the back end says: any site reads
both.

## Who mends it

Whoever keeps `src/setupProxy.js`: it is the place where that server can be told.

## Bad

```js src/setupProxy.js
const { createProxyMiddleware } = require('http-proxy-middleware');

module.exports = function (app) {
  app.use('/api', createProxyMiddleware(options));
};
```

## Good

```js src/setupProxy.js
const { createProxyMiddleware } = require('http-proxy-middleware');

module.exports = function (app) {
  app.use(serveOurs);
  app.use('/api', createProxyMiddleware(options));
};

// For pages of this server alone: no name that somebody else points here (DNS rebinding), and no
// CORS headers, neither those of react-scripts nor those of the back end.
function serveOurs(req, res, next) {
  const name = (req.headers.host || '').replace(/:[0-9]+$/, '');
  if (!/^(?:localhost|[0-9.]+|\[[0-9a-f:.]+\])$/.test(name) && name !== process.env.HOST) {
    return res.status(403).end();
  }
  const { writeHead } = res;
  res.writeHead = function (...given) {
    for (const header of this.getHeaderNames()) {
      if (header.startsWith('access-control-')) this.removeHeader(header);
    }
    return writeHead.apply(this, given);
  };
  return next();
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script import members
from corsac.targets.defects.script.dev_proxy import Tool, tool_of
from corsac.targets.defects.script.dev_proxy_mounted import mounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS293",
    "dev-host-unchecked",
    "Create React App's server takes any Host, and is open to any origin",
    __doc__,
    Severity.WARNING,
)
_LOOKS: Final = re.compile(r"headers\.host\b|headers\[['\"]host|hostname|serveOurs")
#: For the head of what setupProxy.js exports.
SERVES_OURS: Final = r"""
// For pages of this server alone: no name that somebody else points here (DNS rebinding), and no
// CORS headers, neither those of react-scripts nor those of the back end.
function serveOurs(req, res, next) {
  const name = (req.headers.host || '').replace(/:[0-9]+$/, '');
  if (!/^(?:localhost|[0-9.]+|\[[0-9a-f:.]+\])$/.test(name) && name !== process.env.HOST) {
    return res.status(403).end();
  }
  const { writeHead } = res;
  res.writeHead = function (...given) {
    for (const header of this.getHeaderNames()) {
      if (header.startsWith('access-control-')) this.removeHeader(header);
    }
    return writeHead.apply(this, given);
  };
  return next();
}""".strip()


def find(tree: Syntax) -> Iterator[Finding]:
    """Find files of proxies that look at no Host."""
    if tool_of(tree) is not Tool.CRA or _LOOKS.search(tree.source.text):
        return
    for each in mounts(tree):
        body, given = (each.child_by_field_name(x) for x in ("body", "parameters"))
        first = each.child_by_field_name("parameter")
        if first is None and given is not None and given.named_children:
            first = given.named_children[0]
        title = Text.of("serve pages of this server alone")
        fixes = advice(title)
        if first is not None and body is not None and body.type == "statement_block":
            name = tree.text(first).partition(":")[0].strip()
            fixes = unsafe(
                title,
                members.into(tree, body, f"{name}.use(serveOurs);"),
                members.at_end(tree, SERVES_OURS),
            )
        yield found(
            RULE,
            tree.span(first or each),
            Text.of("any site reads the page and the back end through this server"),
            fixes=fixes,
            party=Party.FRONTEND,
        )
