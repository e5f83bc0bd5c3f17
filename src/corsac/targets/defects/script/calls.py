"""What is asked of JavaScript's trees: objects and their members, calls, values behind names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.readers import literal, spelled
from corsac.targets.defects.syntax import function_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from corsac.core.findings import Edit
    from corsac.targets.defects.syntax import Syntax

_DEEP: Final = 5
_CALLS: Final = ("call_expression", "new_expression")
#: Longer than what has a name.
_LONG: Final = 300
#: The members of an expression that it may be.
_ARMS: Final = {
    "ternary_expression": ("consequence", "alternative"),
    "binary_expression": ("left", "right"),
}
_COMMENT: Final = re.compile(r"[ \t]*(?://.*|/\*[^*\n]*\*/[ \t]*)")
_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})


@dataclass(frozen=True, slots=True)
class Call:
    """A call: what is called, as it is written, and its arguments."""

    node: Node
    name: str
    arguments: tuple[Node, ...]


def calls(syntax: Syntax, *inside: Node) -> Iterator[Call]:
    """Give every call, `new` included; only those inside of some nodes, if any are given."""
    if not inside:
        yield from syntax.once("calls", lambda: tuple(_calls(syntax, syntax.nodes(*_CALLS))))
        return
    for each in inside:
        yield from _calls(syntax, syntax.nodes(*_CALLS, inside=each))


def _calls(syntax: Syntax, nodes: Iterable[Node]) -> Iterator[Call]:
    for node in nodes:
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        given = node.child_by_field_name("arguments")
        if callee is not None:
            arguments = given.named_children if given else []
            found = tuple(x for x in arguments if x.type != "comment")
            yield Call(node, _name(syntax, callee), found)


def _name(syntax: Syntax, callee: Node) -> str:
    """Give what is called, in one line; empty for what is longer than a name."""
    short = callee.end_byte - callee.start_byte <= _LONG
    return spelled(syntax.text(callee)) if short else ""


def before(syntax: Syntax, node: Node) -> str:
    """Give what stands before a node in its function, and what that is given to."""
    start, _ = syntax.range(function_of(node))
    end, _ = syntax.range(node)
    return syntax.source.text[max(0, start - _LONG) if start else 0 : end]


def pair_of(syntax: Syntax, node: Node | None, *names: str) -> Node | None:
    """Give an object's member by one of these names: the pair, key and value."""
    if node is None or node.type != "object":
        return None
    return next((x for x in node.named_children if key_of(syntax, x) in names), None)


def key_of(syntax: Syntax, pair: Node) -> str:
    """Give a pair's key as it counts, quoted or not; empty for anything but a pair."""
    key = pair.child_by_field_name("key") if pair.type == "pair" else None
    if key is None:
        return ""
    text = literal(syntax, key)
    return syntax.text(key) if text is None else text


def value_of(syntax: Syntax, node: Node | None, *names: str) -> Node | None:
    """Give the value of an object's member, looked up where it is a constant's name."""
    pair = pair_of(syntax, node, *names)
    value = pair.child_by_field_name("value") if pair else _short(syntax, node, names)
    return resolved(syntax, value) if value else None


def _short(syntax: Syntax, node: Node | None, names: tuple[str, ...]) -> Node | None:
    """Give a member that is a name alone, `{ headers }`, or a method: `{ origin(asked) {} }`."""
    for each in node.named_children if node is not None and node.type == "object" else []:
        if each.type == "shorthand_property_identifier" and syntax.text(each) in names:
            return each
        name = each.child_by_field_name("name") if each.type == "method_definition" else None
        if name is not None and syntax.text(name) in names:
            return each
    return None


def members(syntax: Syntax, node: Node) -> set[str]:
    """Name the members of an object, as far as their names are written out."""
    found = {key_of(syntax, x) for x in node.named_children}
    for each in node.named_children:
        if each.type == "shorthand_property_identifier":
            found.add(syntax.text(each))
        elif each.type == "method_definition" and (name := each.child_by_field_name("name")):
            found.add(syntax.text(name))
    return found


def has_more(node: Node | None) -> bool:
    """Whether an object takes members from elsewhere: `{ ...defaults }`."""
    return node is not None and any(x.type == "spread_element" for x in node.named_children)


def resolved(syntax: Syntax, node: Node, depth: int = 0) -> Node:
    """Give what a constant of this file stands for, or the node itself."""
    if node.type in {"as_expression", "satisfies_expression", "parenthesized_expression"}:
        inner = node.named_children[0] if node.named_children else node
        return resolved(syntax, inner, depth + 1)
    if node.type not in _NAMES or depth > _DEEP:
        return node
    value = syntax.bound.get(syntax.text(node))
    return node if value is None else resolved(syntax, value, depth + 1)


def alternatives(syntax: Syntax, node: Node, depth: int = 0) -> Iterator[Node]:
    """Give what a value may be: the arms of a condition, each looked up, or else the value alone.

    Args:
        syntax: The file.
        node: The value: `dev ? { … } : undefined`, `dev && { … }`.
        depth: How many values it is an arm of; below some, none is looked up.
    """
    made = resolved(syntax, node)
    sign = made.child_by_field_name("operator")
    logical = sign is None or syntax.text(sign) in {"&&", "||", "??"}
    named = _ARMS.get(made.type, ()) if logical and depth < _DEEP else ()
    arms = [made.child_by_field_name(x) for x in named]
    if not arms:
        yield made
    for each in arms:
        if each is not None:
            yield from alternatives(syntax, each, depth + 1)


def is_true(syntax: Syntax, node: Node | None) -> bool:
    """Whether a value is `true`, written out."""
    return node is not None and syntax.text(node) == "true"


def without_pair(syntax: Syntax, pair: Node) -> Edit:
    """Take a member out of its object, with its comma."""
    start, end = syntax.range(pair)
    text = syntax.source.text
    behind = len(text[end:]) - len(text[end:].lstrip(" \t"))
    if text[end + behind : end + behind + 1] == ",":
        return syntax.source.without(start, _told(syntax, start, end + behind + 1))
    before = text[:start].rstrip()
    line = syntax.source.place(start)[0]
    alone = not syntax.source.line(line)[: syntax.source.place(start)[1] - 1].strip()
    if before.endswith(",") and not alone:
        return syntax.source.edit(len(before) - 1, end, "")
    return syntax.source.without(start, _told(syntax, start, end))


def _told(syntax: Syntax, start: int, end: int) -> int:
    """Give the end of a comment on the line that speaks of what alone stands there, or `end`."""
    line, column = syntax.source.place(end)
    rest = syntax.source.line(line)[column - 1 :]
    first, at = syntax.source.place(start)
    alone = not syntax.source.line(first)[: at - 1].strip()
    return end + len(rest) if alone and _COMMENT.fullmatch(rest) else end
