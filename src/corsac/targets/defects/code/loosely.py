"""Origins that Python checks with a piece of them, or with a loose expression."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.targets.defects.code.asking import is_something_else
from corsac.targets.defects.code.pieces import (
    How,
    Piece,
    lets_strangers_in,
    mended,
    needs_expressions,
)
from corsac.targets.defects.defect import found, safe
from corsac.targets.defects.origin_pattern import SAID, judge, matches_anything
from corsac.targets.defects.script.origin_checked_loosely import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Finding
    from corsac.targets.defects.code.python import Python

_HOW: Final = {"endswith": How.END, "startswith": How.START}
_ORIGIN: Final = re.compile(r"[\w.]*origin", re.IGNORECASE)
_SETTING: Final = re.compile(
    r"""(?:os\.)?(?:environ\[|environ\.get\(|getenv\(|env\(|config\()[^()\[\]]*[\])]"""
)
_IMPORT: Final = re.compile(r"^(?!from __future__)(?:from|import)\b", re.MULTILINE)


def find(tree: Python) -> Iterator[Finding]:
    """Find both."""
    if "origin" not in tree.source.text.lower():
        return
    for node in ast.walk(tree.tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=on, attr=("endswith" | "startswith") as how),
                args=[ast.Constant(value=str(text))],
            ) if _is_origin(tree, on):
                yield from _piece(
                    tree, Piece(tree.place(node), _text(tree, on), _HOW[how], text, how)
                )
            case ast.Compare(
                left=ast.Constant(value=str(text)),
                ops=[ast.In() | ast.NotIn() as op],
                comparators=[on],
            ) if _is_origin(tree, on):
                refuses = isinstance(op, ast.NotIn)
                piece = Piece(tree.place(node), _text(tree, on), How.ANYWHERE, text, "in", refuses)
                yield from _piece(tree, piece)
            case ast.Compare(left=on, ops=[ast.In() | ast.NotIn()], comparators=[held]) if (
                _is_origin(tree, on) and _SETTING.fullmatch(_text(tree, held))
            ):
                yield _in_text(tree, held)
            case ast.Call(
                func=ast.Attribute(value=owner, attr=("match" | "search" | "fullmatch") as how),
                args=[*given],
            ) if given and _is_origin(tree, given[-1] if len(given) == 1 else given[1]):
                yield from _expression(tree, owner, how, given)
            case ast.Call(func=ast.Name(id="any"), args=[ast.GeneratorExp() as made]):
                yield from _any(tree, node, made)
            case _:
                pass


def _text(tree: Python, node: ast.expr) -> str:
    return tree.text(tree.place(node))


def _is_origin(tree: Python, node: ast.expr) -> bool:
    if not isinstance(node, ast.Name | ast.Attribute):
        return False
    text, start = _text(tree, node), tree.place(node).start
    function = tree.source.text.rfind("def ", 0, start)
    before = tree.source.text[max(0, function) : start]
    return bool(_ORIGIN.fullmatch(text)) and not is_something_else(text, before)


def _piece(tree: Python, piece: Piece) -> Iterator[Finding]:
    if not lets_strangers_in(piece):
        return
    more = tuple(_imported(tree)) if needs_expressions(tree.source, piece) else ()
    yield found(
        RULE,
        tree.source.span(piece.at.start, piece.at.end),
        Text.of("{how} lets in who has this as a piece of theirs", how=piece.shown),
        fixes=mended(tree.source, piece, *more),
    )


def _imported(tree: Python) -> Iterator[Edit]:
    """Import what expressions need, once."""
    if re.search(r"^import re\b", tree.source.text, re.MULTILINE) is None:
        match = _IMPORT.search(tree.source.text)
        start = match.start() if match else 0
        yield tree.source.edit(start, start, f"import re{tree.source.newline}")


def _in_text(tree: Python, held: ast.expr) -> Finding:
    place = tree.place(held)
    edit = tree.source.edit(place.end, place.end, '.split(",")')
    return found(
        RULE,
        tree.source.span(place.start, place.end),
        Text.of("this is one text: a piece of an allowed origin is in it too"),
        fixes=safe(Text.of("make a list of it"), edit),
    )


def _any(tree: Python, call: ast.Call, made: ast.GeneratorExp) -> Iterator[Finding]:
    """Find `any(origin.startswith(each) for each in ORIGINS)`."""
    match made:
        case ast.GeneratorExp(
            elt=ast.Call(func=ast.Attribute(value=on, attr="startswith"), args=[ast.Name(id=name)])
            | ast.Compare(left=ast.Name(id=name), ops=[ast.In()], comparators=[on]),
            generators=[ast.comprehension(target=ast.Name(id=each), iter=listed, ifs=[])],
        ) if (
            name == each
            and _is_origin(tree, on)
            and re.search("origin|allow|white", _text(tree, listed), re.IGNORECASE)
        ):
            where = tree.place(call)
            edit = tree.source.edit(
                where.start, where.end, f"{_text(tree, on)} in {_text(tree, listed)}"
            )
            yield found(
                RULE,
                tree.source.span(where.start, where.end),
                Text.of("{how} lets in who has this as a piece of theirs", how="startswith"),
                fixes=safe(Text.of("compare the whole origin"), edit),
            )
        case _:
            pass


def _expression(
    tree: Python, owner: ast.expr, how: str, given: list[ast.expr]
) -> Iterator[Finding]:
    written: ast.expr | None = given[0] if _text(tree, owner) == "re" else _compiled(tree, owner)
    if not isinstance(written, ast.Constant) or not isinstance(written.value, str):
        return
    if matches_anything(written.value):
        return
    verdict = judge(written.value, whole=how == "fullmatch", start=how == "match", secure=False)
    if not verdict.faults:
        return
    where = tree.place(written)
    yield found(
        RULE,
        tree.source.span(where.start, where.end),
        Text.of(SAID[verdict.faults[0]]),
        notes=tuple(Text.of(SAID[each]) for each in verdict.faults[1:]),
        fixes=safe(
            Text.of("match what is meant, whole"),
            tree.source.edit(where.start, where.end, f'r"{verdict.mended}"'),
        ),
    )


def _compiled(tree: Python, owner: ast.expr) -> ast.expr | None:
    """Give the text of the expression that a name stands for."""
    for node in ast.walk(tree.tree):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr="compile"), args=[text, *_]
                ),
            ) if isinstance(owner, ast.Name) and name == owner.id:
                return text
            case _:
                pass
    return None
