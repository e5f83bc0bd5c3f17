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

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.source import Source
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS283",
    "web-security-off",
    "The browser's security is switched off",
    __doc__,
    Severity.WARNING,
)
_SWITCH: Final = re.compile(
    r"(?:--)?disable-web-security|\"chromeWebSecurity\"\s*:\s*false|chromeWebSecurity=false"
)
#: The switch in a command, with the blank before it.
_IN_COMMAND: Final = re.compile(r"[ \t]+--disable-web-security(?=[\s\"'\\]|$)")
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
            fixes = _fix(tree, node)
            yield found(RULE, tree.span(node), _SAID, fixes=fixes, party=Party.FRONTEND)


def _fix(tree: Syntax, node: Node) -> tuple[Fix, ...]:
    """Take a switch that stands alone out of its list, or the call that sets it."""
    around, alone = node.parent, tree.text(node).strip("'\"`").removeprefix("--")
    if around is None or alone != "disable-web-security":
        start, _ = tree.range(node)
        match = _IN_COMMAND.search(tree.text(node))
        if match is None:
            return _ADVICE
        edit = tree.source.edit(start + match.start(), start + match.end(), "")
        return unsafe(Text.of("take it out"), edit)
    if around.type == "array":
        return unsafe(Text.of("take it out"), without_pair(tree, node))
    call = around.parent
    told = call.parent if call is not None and len(around.named_children) == 1 else None
    if told is not None and told.type == "expression_statement":
        return unsafe(Text.of("take it out"), tree.source.without(*tree.range(told)))
    return _ADVICE


_ADVICE: Final = advice(Text.of("take it out; corsac check says what the server lacks"))


def in_text(source: Source) -> Iterator[Finding]:
    """Find the switch in scripts and in package.json, which have no trees."""
    for match in _SWITCH.finditer(source.text):
        span = source.span(match.start(), match.end())
        fixes = _ADVICE
        command = _IN_COMMAND.search(source.text, max(0, match.start() - 1))
        if command is not None and command.end() == match.end():
            edit = source.edit(command.start(), command.end(), "")
            fixes = unsafe(Text.of("take it out"), edit)
        yield found(RULE, span, _SAID, fixes=fixes, party=Party.FRONTEND)
