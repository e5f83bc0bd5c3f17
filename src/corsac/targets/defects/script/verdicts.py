"""What a function that a CORS package asks about an origin may say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.asking import is_asking
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.syntax import function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.syntax import Syntax

FUNCTIONS: Final = frozenset(
    {"arrow_function", "function_expression", "function", "method_definition",
     "function_declaration"}
)  # fmt: skip
_NOTHING: Final = frozenset({"null", "undefined", "false", "''", '""'})


class Verdict(StrEnum):
    """One thing that it may say."""

    YES = "yes"
    NO = "no"
    FAILS = "fails"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Saying:
    """A verdict and where it is: the call of the callback, or what is returned."""

    verdict: Verdict
    node: Node


def verdicts(tree: Syntax, function: Node) -> tuple[Saying, ...]:
    """Give all that a function may say, through its callback or by what it returns.

    Args:
        tree: The file.
        function: One of FUNCTIONS.
    """
    names = _parameters(tree, function)
    said = tuple(_called(tree, function, names)) if len(names) > 1 else ()
    return said or tuple(_returned(tree, function, names))


def says_yes(tree: Syntax, function: Node) -> bool:
    """Whether a function lets every origin in: nothing that it may say is a refusal."""
    said = verdicts(tree, function)
    throws = any(True for _ in tree.nodes("throw_statement", inside=function))
    return bool(said) and not throws and all(each.verdict is Verdict.YES for each in said)


def _parameters(tree: Syntax, function: Node) -> list[str]:
    alone = function.child_by_field_name("parameter")
    if alone is not None:
        return [tree.text(alone)]
    given = function.child_by_field_name("parameters")
    found = [x for x in given.named_children if x.type != "comment"] if given else []
    return [tree.text(x.child_by_field_name("pattern") or x) for x in found]


def _called(tree: Syntax, function: Node, names: list[str]) -> Iterator[Saying]:
    """Give what a function says through its callback: `callback(error, allowed)`."""
    for call in tree.nodes("call_expression", inside=function):
        callee, given = (call.child_by_field_name(x) for x in ("function", "arguments"))
        if callee is None or given is None or tree.text(callee) not in names[1:]:
            continue
        told = [x for x in given.named_children if x.type != "comment"]
        if not told:
            continue
        if tree.text(told[0]) not in _NOTHING:
            yield Saying(Verdict.FAILS, call)
        elif len(told) > 1:
            yield Saying(_verdict(tree, told[1], names), call)
        else:
            yield Saying(Verdict.NO, call)


def _returned(tree: Syntax, function: Node, names: list[str]) -> Iterator[Saying]:
    body = function.child_by_field_name("body")
    if body is None:
        return
    if body.type != "statement_block":
        yield Saying(_verdict(tree, body, names), body)
        return
    for each in tree.nodes("return_statement", inside=body):
        # What functions inside of it return is theirs.
        if function_of(each) == function:
            told = each.named_children[0] if each.named_children else None
            verdict = Verdict.NO if told is None else _verdict(tree, told, names)
            yield Saying(verdict, told or each)


def _verdict(tree: Syntax, node: Node, names: list[str]) -> Verdict:
    while node.type in {"parenthesized_expression", "as_expression", "non_null_expression"}:
        node = node.named_children[0]
    text = tree.text(node)
    if text in _NOTHING:
        return Verdict.NO
    # `origin || '*'` is the origin wherever a browser sends one.
    first = re.split(r"\|\||\?\?", text)[0].strip()
    if first in {"true", *names[:1]} or is_asking(first) or literal(tree, node) == "*":
        return Verdict.YES
    return Verdict.OTHER
