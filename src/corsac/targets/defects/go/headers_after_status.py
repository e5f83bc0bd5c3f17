"""CORS headers are set after `WriteHeader`: they are never sent.

## Why

`WriteHeader` sends the headers as they are; what is set later changes a map that nobody reads
again. The browser sees an answer without Allow-Origin.

## Who mends it

Whoever writes the back end: headers first, then the status, then the body.

## Bad

```go
package main

func handle(w http.ResponseWriter, r *http.Request) {
    w.WriteHeader(http.StatusOK)
    w.Header().Set("Access-Control-Allow-Origin", "https://app.example")
    w.Write([]byte("{}"))
}
```

## Good

```go
package main

func handle(w http.ResponseWriter, r *http.Request) {
    w.Header().Set("Access-Control-Allow-Origin", "https://app.example")
    w.WriteHeader(http.StatusOK)
    w.Write([]byte("{}"))
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS276",
    "headers-after-status",
    "CORS headers are set when the status was sent already",
    __doc__,
    Severity.ERROR,
)
_STATUS: Final = re.compile(r"(\w+)\.WriteHeader\(")
_BODY: Final = re.compile(
    r"(?:(?P<on>\w+)\.Write\(|fmt\.Fprint(?:f|ln)?\((?P<to>\w+),|io\.WriteString\((?P<into>\w+),|"
    r"json\.NewEncoder\((?P<json>\w+)\)\.Encode\()"
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find statements of one block that set CORS headers behind what sends them."""
    for block in tree.nodes("block"):
        inside = list(block.named_children)
        if len(inside) == 1 and inside[0].type == "statement_list":
            inside = list(inside[0].named_children)
        yield from _in(tree, [each for each in inside if each.type != "comment"])


def _in(tree: Syntax, statements: list[Node]) -> Iterator[Finding]:
    for index, each in enumerate(statements):
        text = tree.text(each)
        status, body = _STATUS.match(text), _BODY.match(text)
        writer = status[1] if status else next(filter(None, body.groups()), "") if body else ""
        if not writer:
            continue
        late = re.compile(
            rf"{writer}\.Header\(\)\.(?:Set|Add)\(\s*[\"`]Access-Control-", re.IGNORECASE
        )
        after = [x for x in statements[index + 1 :] if late.match(tree.text(x))]
        if after:
            yield found(
                RULE,
                tree.span(after[0]),
                Text.of("the headers were sent before this"),
                fixes=_fix(tree, each, after),
            )
            return


def _fix(tree: Syntax, sends: Node, after: list[Node]) -> tuple[Fix, ...]:
    start, _ = tree.range(sends)
    if tree.source.line(tree.source.place(start)[0]).strip() != tree.text(sends):
        return advice(Text.of("set the headers before what sends them"))
    lines = [tree.text(each) for each in after]
    return safe(
        Text.of("set the headers before what sends them"),
        tree.source.before(start, *lines),
        *(tree.source.without(*tree.range(each)) for each in after),
    )
