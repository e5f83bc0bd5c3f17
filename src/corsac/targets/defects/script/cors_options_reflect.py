"""A CORS package is told to allow every origin, with credentials.

`origin: true`, a function that says yes to all, or an expression that matches everything, beside
`credentials: true`. @koa/cors does it by itself where `origin` is left out.

## Why

It is `*` with credentials, which the standard forbids (`fetch#cors-check.4`), by a detour: any page
in the world reads what the logged-in user may read.

## Who mends it

Whoever writes the back end: list the origins. With `--origin https://app.example` the fix is
written for them.

## Bad

```js
// corsac: --origin https://app.example
app.use(cors({ origin: true, credentials: true }));
```

## Good

```js
// corsac: --origin https://app.example
app.use(cors({ origin: ["https://app.example"], credentials: true }));
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe, unsafe
from corsac.targets.defects.origin_pattern import matches_anything
from corsac.targets.defects.script.calls import is_true, pair_of, value_of, without_pair
from corsac.targets.defects.script.options import allowed, cors_options, otherwise
from corsac.targets.defects.script.verdicts import FUNCTIONS, says_yes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.script.options import CorsOptions
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS250",
    "cors-options-reflect",
    "A CORS package is told to allow every origin, with credentials",
    __doc__,
    Severity.ERROR,
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find options of CORS packages that reflect with credentials."""
    for options in cors_options(tree):
        if not is_true(tree, value_of(tree, options.node, "credentials")):
            continue
        origin = value_of(tree, options.node, "origin")
        if origin is None and not (options.reflects_by_default and options.node):
            continue
        told = origin or options.node
        arm = otherwise(tree, origin, "true") if origin is not None else None
        if arm is not None:
            yield _otherwise(tree, options, arm)
            continue
        if origin is not None and not _reflects(tree, origin):
            continue
        if told is not None and not _called_by_hand(tree, options.call):
            yield found(
                RULE,
                tree.span(told),
                Text.of("this lets every origin in, with the user's cookies"),
                fixes=_fix(tree, options, origin),
            )


def _otherwise(tree: Syntax, options: CorsOptions, arm: Node) -> Finding:
    """Tell of `process.env.ORIGIN || true`."""
    named, written = allowed(tree, options)
    return found(
        RULE,
        tree.span(arm),
        Text.of("where this is taken, every origin gets in, with the user's cookies"),
        fixes=safe(
            Text.of("allow {origins}", origins=named), tree.source.edit(*tree.range(arm), written)
        )
        if written
        else safe(Text.of("allow nobody then"), tree.source.edit(*tree.range(arm), "false")),
    )


def _called_by_hand(tree: Syntax, call: Node) -> bool:
    """Whether what the package made is called by code that may have looked at the origin first."""
    owner = call.parent
    name = owner.child_by_field_name("name") if owner else None
    if owner is None or owner.type != "variable_declarator" or name is None:
        return False
    return re.search(rf"\b{re.escape(tree.text(name))}\(\s*\w+,", tree.source.text) is not None


def _reflects(tree: Syntax, origin: Node) -> bool:
    text = tree.text(origin)
    if origin.type == "regex":
        pattern = origin.child_by_field_name("pattern")
        return pattern is not None and matches_anything(tree.text(pattern))
    if origin.type == "array":
        return any(_reflects(tree, x) for x in origin.named_children if x.type == "regex")
    if origin.type in FUNCTIONS:
        return says_yes(tree, origin)
    return text == "true"


def _fix(tree: Syntax, options: CorsOptions, origin: Node | None) -> tuple[Fix, ...]:
    named, written = allowed(tree, options)
    held = pair_of(tree, options.node, "credentials")
    if not written:
        title = Text.of(
            "take credentials away, or list the origins that are meant: "
            "--origin https://app.example"
        )
        return unsafe(title, without_pair(tree, held)) if held is not None else advice(title)
    title = Text.of("allow {origins}", origins=named)
    if origin is not None:
        text = f"origin: {written}" if origin.type == "method_definition" else written
        return safe(title, tree.source.edit(*tree.range(origin), text))
    if held is None:
        return advice(title)
    start, _ = tree.range(held)
    return safe(title, tree.source.edit(start, start, f"origin: {written}, "))
