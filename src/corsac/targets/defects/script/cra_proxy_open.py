"""Create React App's `proxy` field lets any site read the back end, or keeps it from starting.

## Why

With the field, react-scripts puts `Access-Control-Allow-Origin: *` on all that it proxies: any site
that the developer visits reads the back end. And it looks for the machine's private address to
check the Host header: without one, or with `HOST=127.0.0.1`, it ends with "allowedHosts[0] should
be a non-empty string". What does not accept HTML is proxied, whichever its path.

## Who mends it

Whoever keeps the front end: `src/setupProxy.js`, which react-scripts loads by its name. The fix
writes one for `/api`; the paths of your API may be others.

## Bad

```json package.json
{
  "dependencies": { "react-scripts": "5.0.1" },
  "proxy": "http://localhost:8080"
}
```

## Good

```json package.json
{
  "dependencies": { "react-scripts": "5.0.1" }
}
```
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.dev_host_unchecked import SERVES_OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.source import Source

RULE = rule(
    "CORS294",
    "cra-proxy-open",
    "Create React App's proxy field lets any site read the back end",
    __doc__,
    Severity.WARNING,
)
_PROXY: Final = re.compile(r'"proxy"\s*:\s*"(https?://[^"\n]*)"')
_FILE: Final = "src/setupProxy.js"
_MADE: Final = (
    """\
// For development only: react-scripts loads this file by its name.
const { createProxyMiddleware } = require('http-proxy-middleware');

module.exports = function (app) {
  app.use(serveOurs);
  app.use(
    '/api',
    createProxyMiddleware({
      target: %s,
      changeOrigin: true,
      // The path as the page wrote it: version 3 takes off what it is mounted on.
      pathRewrite: (path, req) => req.originalUrl || path,
      // Redirects and cookies of the back end become the page's own.
      autoRewrite: true,
      cookieDomainRewrite: '',
    })
  );
};

"""
    + SERVES_OURS.replace("%", "%%")
    + "\n"
)


def find(source: Source) -> Iterator[Finding]:
    """Find it in a package.json that has react-scripts."""
    match = _PROXY.search(source.text) if '"react-scripts"' in source.text else None
    if match is None:
        return
    start, end = match.span()
    edits = [_without(source, start, end)]
    title = Text.of("take it out: src/setupProxy.js is there")
    if not source.beside & {_FILE, "src/setupProxy.ts"}:
        target = json.dumps(match[1].rstrip("/")).replace('"', "'")
        edits.append(source.new_file(_FILE, _MADE % target))
        title = Text.of("write src/setupProxy.js, which proxies /api, and take it out")
    yield found(
        RULE,
        source.span(start, end),
        Text.of("every proxied answer has Access-Control-Allow-Origin: *"),
        fixes=unsafe(title, *edits),
        party=Party.FRONTEND,
    )


def _without(source: Source, start: int, end: int) -> Edit:
    """Take a member of the file out, and the comma that parts it from the next or the last."""
    text = source.text
    rest = text[end:]
    if rest.lstrip().startswith(","):
        return source.without(start, end + rest.index(",") + 1)
    before = text[:start].rstrip()
    return source.edit(len(before.removesuffix(",")), end, "")
