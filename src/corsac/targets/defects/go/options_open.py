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
from corsac.targets.defects.defect import found, rule, safe, unsafe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit, Fix
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
_LISTS: Final = ("AllowedOrigins", "AllowOrigins")
#: Every origin, by one star or one for each scheme.
_STARS: Final = re.compile(r'\[\]string\s*\{(?:\s*"(?:https?://)?\*"\s*,?)+\s*\}')
_YES: Final = re.compile(
    r"func\s*\([^)]*\)\s*(?:bool|\(bool,[^)]*\))\s*\{\s*return\s+true\b[^\n;}]*;?\s*\}"
)
_BAD: Final = {
    "AllowedOrigins": _STARS,
    "AllowOrigins": _STARS,
    "AllowOriginFunc": _YES,
    "AllowOriginRequestFunc": _YES,
    "AllowOriginWithContextFunc": _YES,
    "AllowOriginVaryRequestFunc": _YES,
    "AllowAllOrigins": re.compile("true"),
}


_TITLE: Final = Text.of(
    "take Allow-Credentials away, or list the origins that are meant: --origin https://app.example"
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find options of rs/cors, chi's and gin's that let every origin in, with credentials."""
    for node in tree.nodes("composite_literal"):
        kind = node.child_by_field_name("type")
        if kind is None or tree.text(kind) not in TYPES:
            continue
        members = dict(_elements(tree, node))
        held = members.get("AllowCredentials")
        if held is not None and tree.text(_value(held)) == "true":
            rs = tree.text(kind) == "cors.Options"
            yield from _open(tree, members, held, "AllowedOrigins" if rs else "AllowOrigins")
    yield from _assigned(tree)


def fields(tree: Syntax, node: Node) -> Iterator[tuple[str, Node]]:
    """Give the fields of a composite literal by name, and their values."""
    for name, each in _elements(tree, node):
        yield name, _value(each)


def _elements(tree: Syntax, node: Node) -> Iterator[tuple[str, Node]]:
    body = node.child_by_field_name("body")
    for each in body.named_children if body else []:
        parts = [x for x in each.named_children if x.type != "comment"]
        if each.type == "keyed_element" and len(parts) == 2:  # noqa: PLR2004 - key and value
            yield tree.text(parts[0]), each


def _value(element: Node) -> Node:
    value = [x for x in element.named_children if x.type != "comment"][-1]
    return value.named_children[0] if value.type == "literal_element" else value


def _open(tree: Syntax, members: dict[str, Node], held: Node, lists: str) -> Iterator[Finding]:
    listed = next((members[x] for x in _LISTS if x in members), None)
    for name, pattern in _BAD.items():
        element = members.get(name)
        if element is None:
            continue
        declared = _declared(tree, tree.text(_value(element)))
        if declared is not None and pattern.fullmatch(tree.text(declared)):
            yield _of_a_name(tree, declared, held)
            continue
        if not pattern.fullmatch(tree.text(_value(element))):
            continue
        yield found(
            RULE,
            tree.span(_value(element)),
            Text.of("this is every origin, with the user's cookies"),
            fixes=_fix(tree, (name, element, lists), held, listed),
        )


def _declared(tree: Syntax, name: str) -> Node | None:
    """Give what a name stands for, where it is given a value once in the file."""
    if not name.isidentifier():
        return None
    given = re.findall(rf"(?<![\w.]){name}\s*(?::=|=(?!=))|\bvar\s+{name}\b", tree.source.text)
    if len(given) != 1:
        return None
    for node in tree.nodes("short_var_declaration", "var_spec"):
        left = node.child_by_field_name("left") or node.child_by_field_name("name")
        right = node.child_by_field_name("right") or node.child_by_field_name("value")
        if left is not None and right is not None and tree.text(left) == name:
            return right.named_children[0] if right.type == "expression_list" else right
    return None


def _of_a_name(tree: Syntax, declared: Node, held: Node) -> Finding:
    exact = tree.source.exact_origins
    inside = ", ".join(json.dumps(each) for each in exact)
    edit = tree.source.edit(*tree.range(declared), f"[]string{{{inside}}}")
    return found(
        RULE,
        tree.span(declared),
        Text.of("this is every origin, with the user's cookies"),
        fixes=safe(Text.of("allow the origins that you named"), edit)
        if exact
        else unsafe(_TITLE, _without(tree, held)),
    )


def _fix(
    tree: Syntax, bad: tuple[str, Node, str], held: Node, listed: Node | None
) -> tuple[Fix, ...]:
    name, element, of = bad
    exact = tree.source.exact_origins
    if (
        listed is not None
        and name not in _LISTS
        and not _STARS.fullmatch(tree.text(_value(listed)))
    ):
        title = Text.of("allow the origins that are listed beside it")
        return safe(title, _without(tree, element))
    if exact:
        inside = ", ".join(json.dumps(each) for each in exact)
        text = f"{name if name in _LISTS else of}: []string{{{inside}}}"
        more = [_without(tree, listed)] if listed is not None and name not in _LISTS else []
        title = Text.of("allow the origins that you named")
        if name in _LISTS:
            return safe(
                title, tree.source.edit(*tree.range(_value(element)), text.partition(": ")[2])
            )
        return safe(title, tree.source.edit(*tree.range(element), text), *more)
    return unsafe(_TITLE, _without(tree, held))


def _without(tree: Syntax, element: Node) -> Edit:
    """Take a field out, with its comma."""
    start, end = tree.range(element)
    rest = tree.source.text[end : end + 1]
    return tree.source.without(start, end + (rest == ","))


def _assigned(tree: Syntax) -> Iterator[Finding]:
    """Find options that are set one by one: `config.AllowAllOrigins = true`."""
    told: dict[tuple[str, str], Node] = {}
    for node in tree.nodes("assignment_statement"):
        left, right = (node.child_by_field_name(x) for x in ("left", "right"))
        if left is None or right is None:
            continue
        owner, _, name = tree.text(left).rpartition(".")
        if owner and (name == "AllowCredentials" or name in _BAD):
            told[owner, name] = node
    for (owner, name), node in told.items():
        held = told.get((owner, "AllowCredentials"))
        right = node.child_by_field_name("right")
        if right is None or held is None or name not in _BAD:
            continue
        if not tree.text(held).endswith("true") or not _BAD[name].fullmatch(tree.text(right)):
            continue
        yield found(
            RULE,
            tree.span(node),
            Text.of("this is every origin, with the user's cookies"),
            fixes=_fix_assigned(tree, owner, node, held),
        )


def _fix_assigned(tree: Syntax, owner: str, node: Node, held: Node) -> tuple[Fix, ...]:
    if not tree.source.exact_origins:
        return unsafe(_TITLE, tree.source.without(*tree.range(held)))
    inside = ", ".join(json.dumps(each) for each in tree.source.exact_origins)
    # Options that have defaults to begin with are gin's.
    text = f"{owner}.AllowOrigins = []string{{{inside}}}"
    title = Text.of("allow the origins that you named")
    return safe(title, tree.source.edit(*tree.range(node), text))
