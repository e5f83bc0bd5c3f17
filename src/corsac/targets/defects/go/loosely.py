"""Origins that Go checks with a piece of them, or with a loose expression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.targets.defects.code.asking import is_something_else
from corsac.targets.defects.code.facts import Place
from corsac.targets.defects.code.pieces import How, Piece, lets_strangers_in, mended
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import found, safe
from corsac.targets.defects.origin_pattern import SAID, judge, matches_anything
from corsac.targets.defects.script.calls import before, calls
from corsac.targets.defects.script.origin_checked_loosely import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Finding
    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax

_HOW: Final = {
    "strings.HasSuffix": How.END,
    "strings.HasPrefix": How.START,
    "strings.Contains": How.ANYWHERE,
}
_ORIGIN: Final = re.compile(r"[\w.]*origin", re.IGNORECASE)
_COMPILED: Final = re.compile(r"regexp\.(?:MustCompile|Compile)\((?P<literal>.*)\)", re.DOTALL)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find both."""
    for call in calls(tree):
        given = [tree.text(x) for x in call.arguments]
        if call.name in _HOW and len(given) > 1 and _ORIGIN.fullmatch(given[0]):
            if is_something_else(given[0], before(tree, call.node)):
                continue
            yield from _piece(tree, call, given)
        elif call.name.endswith(".MatchString") and given and _ORIGIN.fullmatch(given[-1]):
            written = call.arguments[0] if len(given) > 1 else _compiled(tree, call)
            if written is not None:
                yield from _expression(tree, written)


def _piece(tree: Syntax, call: Call, given: list[str]) -> Iterator[Finding]:
    text = literal(tree, call.arguments[1])
    at = Place(*tree.range(call.node))
    said = Text.of("{how} lets in who has this as a piece of theirs", how=call.name)
    if text is None:
        # One of a list of whole origins, in a loop over it.
        looped = rf"\b{re.escape(given[1])}\s*:=\s*range\s+[\w.]*(?:origin|allow|white)"
        if call.name != "strings.HasSuffix" and re.search(looped, tree.source.text, re.IGNORECASE):
            used = tree.source.text.count("strings.") > 1
            same = " == ".join(given) if used else f"strings.Compare({', '.join(given)}) == 0"
            edit = tree.source.edit(at.start, at.end, same)
            yield found(RULE, tree.span(call.node), said, fixes=safe(_TITLE, edit))
        return
    piece = Piece(at, given[0], _HOW[call.name], text, call.name)
    if lets_strangers_in(piece):
        yield found(RULE, tree.span(call.node), said, fixes=mended(tree.source, piece))


_TITLE: Final = Text.of("compare the whole origin")


def _compiled(tree: Syntax, call: Call) -> Node | None:
    """Give the text of the expression that a name stands for."""
    name = call.name.removesuffix(".MatchString")
    for node in tree.nodes("var_spec", "short_var_declaration", "call_expression"):
        if node.type == "call_expression":
            if tree.text(node) == name and _COMPILED.fullmatch(name):
                return _first(node)
            continue
        left = node.child_by_field_name("name") or node.child_by_field_name("left")
        if left is None or tree.text(left).partition(",")[0].strip() != name:
            continue
        for inner in tree.nodes("call_expression", inside=node):
            if _COMPILED.fullmatch(tree.text(inner)):
                return _first(inner)
    return None


def _first(call: Node) -> Node | None:
    given = call.child_by_field_name("arguments")
    return given.named_children[0] if given is not None and given.named_children else None


def _expression(tree: Syntax, node: Node) -> Iterator[Finding]:
    text = literal(tree, node)
    if text is None or matches_anything(text):
        return
    raw = node.type == "raw_string_literal"
    verdict = judge(text if raw else text.replace("\\\\", "\\"), secure=False)
    if verdict.faults:
        better = verdict.mended if raw else verdict.mended.replace("\\", "\\\\")
        start, end = tree.range(node)
        yield found(
            RULE,
            tree.span(node),
            Text.of(SAID[verdict.faults[0]]),
            notes=tuple(Text.of(SAID[each]) for each in verdict.faults[1:]),
            fixes=safe(
                Text.of("match what is meant, whole"), tree.source.edit(start + 1, end - 1, better)
            ),
        )
