"""The browser's security is switched off: what works here works nowhere else.

`--disable-web-security`, Electron's `webSecurity: false`, Cypress's `chromeWebSecurity: false`.

## Why

The page is then tested, or shipped, without the same-origin policy. CORS faults stay hidden until
users have them; in Electron any script in the window reads every site and file.

## Who mends it

Whoever set it: mend the CORS headers, or use the development server's proxy. Cypress has
`cy.origin()` for tests over several origins.

## Bad

```js
const view = new BrowserWindow({
  webPreferences: {
    webSecurity: false,
    contextIsolation: true,
  },
});
```

## Good

```js
const view = new BrowserWindow({
  webPreferences: {
    contextIsolation: true,
  },
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script.calls import key_of, without_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.source import Source
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS283",
    "web-security-off",
    "The browser's security is switched off",
    __doc__,
    Severity.WARNING,
)
_SWITCH: Final = re.compile(r"(?:--)?disable-web-security|\"chromeWebSecurity\"\s*:\s*false")
_SAID: Final = Text.of("without the same-origin policy, CORS faults stay hidden")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find the members and the command-line switch in code."""
    for pair in tree.nodes("pair"):
        value = pair.child_by_field_name("value")
        off = value is not None and tree.text(value) == "false"
        if off and key_of(tree, pair) in {"webSecurity", "chromeWebSecurity"}:
            fix = unsafe(Text.of("take it out"), without_pair(tree, pair))
            yield found(RULE, tree.span(pair), _SAID, fixes=fix, party=Party.FRONTEND)
    for node in tree.nodes("string", "template_string"):
        if _SWITCH.search(tree.text(node)):
            yield found(RULE, tree.span(node), _SAID, fixes=_ADVICE, party=Party.FRONTEND)


_ADVICE: Final = advice(Text.of("take it out; corsac check says what the server lacks"))


def in_text(source: Source) -> Iterator[Finding]:
    """Find the switch in scripts and in package.json, which have no trees."""
    for match in _SWITCH.finditer(source.text):
        span = source.span(match.start(), match.end())
        yield found(RULE, span, _SAID, fixes=_ADVICE, party=Party.FRONTEND)
