"""Create React App refuses the `proxy` of its package.json: it does not start.

An object, as version 1 took it, or a text without its scheme.

## Why

Since version 2 `proxy` is one text that starts with `http://` or `https://`; paths that go to
different places belong into `src/setupProxy.js`.

## Who mends it

Whoever keeps the front end's `package.json`.

## Bad

```json package.json
{
  "dependencies": { "react-scripts": "5.0.1" },
  "proxy": "localhost:8080"
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

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.source import Source

RULE = rule(
    "CORS287",
    "cra-proxy-refused",
    "Create React App refuses the proxy of its package.json",
    __doc__,
    Severity.ERROR,
)
_PROXY: Final = re.compile(r'^[ \t]*"proxy"\s*:\s*(?:(\{)|"([^"\n]*)")', re.MULTILINE)


def find(source: Source) -> Iterator[Finding]:
    """Find it in a package.json that has react-scripts."""
    match = _PROXY.search(source.text) if '"react-scripts"' in source.text else None
    if match is None:
        return
    if match[1]:
        said = Text.of("version 2 and later want a text here, and do not start")
        fixes = advice(Text.of("write src/setupProxy.js: corsac export cra"))
        span = source.span(match.start(1), match.end(1))
        yield found(RULE, span, said, fixes=fixes, party=Party.FRONTEND)
    elif not match[2].startswith(("http://", "https://")):
        start, end = match.span(2)
        said = Text.of("it has to start with http:// or https://")
        fixes = safe(Text.of("write the scheme"), source.edit(start, start, "http://"))
        yield found(RULE, source.span(start, end), said, fixes=fixes, party=Party.FRONTEND)
