r"""A CORS package is given what is no origin: it will never match, or lets others in.

A slash at the end, a path, a missing scheme, `https://*.example.com` as a string, several origins
in one string; an expression without its anchors or with bare dots.

## Why

Packages compare strings byte by byte with the origin that asks. An expression that is not whole
matches strangers: `/example\.com/` is in `https://example.com.evil.example`.

## Who mends it

Whoever writes the back end: origins as a browser writes them, `https://app.example`.

## Bad

```js
app.use(cors({ origin: ['https://app.example/', /\.?shop\.example/] }));
```

## Good

```js
app.use(cors({ origin: ['https://app.example', /^https?:\/\/(?:[a-z0-9-]+\.)*shop\.example$/] }));
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.origin_pattern import SAID, judge, matches_anything
from corsac.targets.defects.script.calls import is_true, resolved, value_of
from corsac.targets.defects.script.options import cors_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS252",
    "cors-options-not-an-origin",
    "A CORS package is given what is no origin",
    __doc__,
    Severity.ERROR,
)
_GOOD: Final = re.compile(r"\*|null|[a-z][a-z0-9+.-]*://[a-z0-9.\[\]:_-]+")
_URL: Final = re.compile(r"(https?://[A-Za-z0-9.\[\]:_-]+)/.*")
_LABELS: Final = re.compile(r"(https?)://\*\.([a-z0-9.-]+)(:\d+)?")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find strings and expressions of CORS packages' origins that are wrong."""
    for options in cors_options(tree):
        origin = value_of(tree, options.node, "origin")
        secure = is_true(tree, value_of(tree, options.node, "credentials"))
        if origin is None:
            continue
        several = origin.named_children if origin.type == "array" else [origin]
        for each in several:
            yield from _one(tree, resolved(tree, each), secure=secure)


def _one(tree: Syntax, node: Node, *, secure: bool) -> Iterator[Finding]:
    if node.type == "regex":
        yield from expression(tree, node, secure=secure)
        return
    text = literal(tree, node)
    if text is not None and not _GOOD.fullmatch(text):
        message = Text.of("{value} equals no origin", value=text)
        yield found(RULE, tree.span(node), message, fixes=_fix(tree, node, text))


def expression(tree: Syntax, node: Node, *, secure: bool) -> Iterator[Finding]:
    """Judge a regular expression that is used on origins."""
    pattern = node.child_by_field_name("pattern")
    text = tree.text(pattern) if pattern else ""
    verdict = judge(text, secure=secure)
    if pattern is None or not verdict.faults or matches_anything(text):
        return
    mended = verdict.mended.replace("\\/", "/").replace("/", "\\/")
    edit = tree.source.edit(*tree.range(pattern), mended)
    yield found(
        RULE,
        tree.span(node),
        Text.of(SAID[verdict.faults[0]]),
        notes=tuple(Text.of(SAID[each]) for each in verdict.faults[1:]),
        fixes=safe(Text.of("match what is meant, whole"), edit),
    )


def _fix(tree: Syntax, node: Node, text: str) -> tuple[Fix, ...]:
    start, end = tree.range(node)
    title = Text.of("write it as a browser does")
    if match := _URL.fullmatch(text):
        return safe(title, tree.source.edit(start + 1, end - 1, match[1].lower()))
    if match := _LABELS.fullmatch(text):
        host = match[2].replace(".", "\\.")
        written = f"/^{match[1]}:\\/\\/(?:[a-z0-9-]+\\.)+{host}{match[3] or ''}$/"
        return safe(Text.of("match any labels"), tree.source.edit(start, end, written))
    parts = [part for part in re.split(r"[,\s]+", text) if part]
    if len(parts) > 1 and all(_GOOD.fullmatch(part) for part in parts):
        quote = tree.text(node)[0]
        listed = ", ".join(f"{quote}{part}{quote}" for part in parts)
        inside = node.parent is not None and node.parent.type == "array"
        written = listed if inside else f"[{listed}]"
        return safe(Text.of("list them one by one"), tree.source.edit(start, end, written))
    return advice(Text.of("scheme, host and perhaps port: https://app.example"))
