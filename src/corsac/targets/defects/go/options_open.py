"""A Go package is told to allow every origin, with credentials.

rs/cors with `AllowOriginFunc` that says yes to all, gin-contrib/cors with `AllowAllOrigins`; or `*`
beside `AllowCredentials`, which no browser takes.

## Why

Given back unseen, every origin reads what the logged-in user may read: `*` with credentials, which
the standard forbids (`fetch#cors-check.4`), by a detour.

## Who mends it

Whoever writes the back end: list the origins. With `--origin https://app.example` the fix is
written for them.

## Bad

```go
package main

// corsac: --origin https://app.example
var handler = cors.New(cors.Options{
    AllowedOrigins:   []string{"*"},
    AllowCredentials: true,
})
```

## Good

```go
package main

// corsac: --origin https://app.example
var handler = cors.New(cors.Options{
    AllowedOrigins:   []string{"https://app.example"},
    AllowCredentials: true,
})
```
"""

from __future__ import annotations

import json
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
    "CORS275",
    "go-options-open",
    "A Go package is told to allow every origin, with credentials",
    __doc__,
    Severity.ERROR,
)
#: The options that are read.
TYPES: Final = frozenset({"cors.Options", "cors.Config"})
_STAR: Final = re.compile(r'\[\]string\s*\{\s*"\*"\s*,?\s*\}')
_YES: Final = re.compile(r"func\s*\([^)]*\)\s*bool\s*\{\s*return\s+true\s*;?\s*\}")
_BAD: Final = {
    "AllowedOrigins": _STAR,
    "AllowOrigins": _STAR,
    "AllowOriginFunc": _YES,
    "AllowAllOrigins": re.compile("true"),
}


def find(tree: Syntax) -> Iterator[Finding]:
    """Find options of rs/cors, chi's and gin's that let every origin in, with credentials."""
    for node in tree.nodes("composite_literal"):
        kind = node.child_by_field_name("type")
        if kind is None or tree.text(kind) not in TYPES:
            continue
        given = dict(fields(tree, node))
        held = given.get("AllowCredentials")
        if held is None or tree.text(held) != "true":
            continue
        for name, pattern in _BAD.items():
            value = given.get(name)
            if value is not None and pattern.fullmatch(tree.text(value)):
                yield found(
                    RULE,
                    tree.span(value),
                    Text.of("this is every origin, with the user's cookies"),
                    fixes=_fix(tree, value, pattern),
                )


def fields(tree: Syntax, node: Node) -> Iterator[tuple[str, Node]]:
    """Give the fields of a composite literal by name, and their values."""
    body = node.child_by_field_name("body")
    for each in body.named_children if body else []:
        parts = [x for x in each.named_children if x.type != "comment"]
        if each.type == "keyed_element" and len(parts) == 2:  # noqa: PLR2004 - key and value
            value = parts[1]
            inner = value.named_children[0] if value.type == "literal_element" else value
            yield tree.text(parts[0]), inner


def _fix(tree: Syntax, value: Node, pattern: re.Pattern[str]) -> tuple[Fix, ...]:
    if not tree.source.exact_origins or pattern is not _STAR:
        return advice(Text.of("list the origins that are meant: --origin https://app.example"))
    inside = ", ".join(json.dumps(each) for each in tree.source.exact_origins)
    edit = tree.source.edit(*tree.range(value), f"[]string{{{inside}}}")
    return safe(Text.of("allow the origins that you named"), edit)
