"""Reads the facts of Python, from its syntax tree."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.facts import Facts, If, Place, Setting
from corsac.targets.defects.source import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.source import Source

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_SETTERS: Final = frozenset(
    {"add", "set", "setdefault", "append", "set_header", "add_header", "extend"}
)
_ORIGIN: Final = re.compile(r"https?://\S+|null")


class Python:
    """A Python file's syntax tree, with places in characters."""

    def __init__(self, source: Source) -> None:
        """Parse a file.

        Raises:
            SourceError: It is no Python.
        """
        self.source = source
        try:
            self.tree = ast.parse(source.text)
        except SyntaxError as error:
            reason = f"not Python that can be read: {error.msg}"
            raise SourceError(reason, error.lineno or 1, error.offset or 1) from error
        except (ValueError, RecursionError, MemoryError) as error:
            raise SourceError("not Python that can be read") from error

    def place(self, node: ast.expr | ast.stmt) -> Place:
        """Give the characters of a node; `ast` counts bytes in a line."""
        start = self.offset(node.lineno, node.col_offset)
        return Place(start, self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0))

    def offset(self, line: int, column: int) -> int:
        """Give the character at a line and a byte of it, as `ast` counts."""
        text = self.source.line(line)
        characters = len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))
        return self.source.offset(line, characters + 1)

    def text(self, place: Place) -> str:
        """Give the text of a place."""
        return self.source.text[place.start : place.end]


def read(python: Python) -> Facts:
    """Read what a file sets by hand."""
    whole = Place(0, len(python.source.text))
    settings: list[Setting] = []
    ifs: list[If] = []
    _walk(python, python.tree.body, (whole, ()), settings, ifs)
    lists = tuple(_lists(python.tree))
    return Facts(python.source, tuple(settings), tuple(ifs), lists, "#")


def _walk(
    python: Python,
    body: list[ast.stmt],
    around: tuple[Place, tuple[If, ...]],
    settings: list[Setting],
    ifs: list[If],
) -> None:
    function, outer = around
    for each in body:
        if isinstance(each, _FUNCTIONS):
            _walk(python, each.body, (python.place(each), ()), settings, ifs)
        elif isinstance(each, ast.If):
            made = If(
                python.place(each),
                python.text(python.place(each.test)),
                python.place(each.test),
                python.place(each.body[-1]),
                function,
            )
            ifs.append(made)
            _walk(python, each.body, (function, (*outer, made)), settings, ifs)
            _walk(python, each.orelse, around, settings, ifs)
        else:
            settings += _settings(python, each, function, outer)
            for name in ("body", "orelse", "finalbody"):
                _walk(python, getattr(each, name, []), around, settings, ifs)


def _settings(
    python: Python, statement: ast.stmt, function: Place, ifs: tuple[If, ...]
) -> Iterator[Setting]:
    said = _said(statement)
    if said is None:
        return
    name, value, on = said
    given = (
        value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
    )
    where = python.place(value)
    owner = python.text(python.place(on))
    yield Setting(
        name.lower(),
        given,
        python.text(where),
        where,
        python.place(statement),
        function,
        ifs,
        _vary(owner, statement),
        "if {origin} in {list}: ",
    )


def _said(statement: ast.stmt) -> tuple[str, ast.expr, ast.expr] | None:
    """Give the header's name, its value and what it is set on."""
    match statement:
        case ast.Assign(
            targets=[ast.Subscript(value=on, slice=ast.Constant(value=str(name)))], value=value
        ):
            return name, value, on
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(value=on, attr=attr),
                args=[ast.Constant(value=str(name)), value, *_],
            )
        ) if attr in _SETTERS:
            return name, value, on
        case _:
            return None


def _vary(owner: str, statement: ast.stmt) -> str:
    """Say `Vary: Origin` beside what is there: Werkzeug has a set for it, others add a line."""
    if owner.endswith(".headers"):
        adds = isinstance(statement, ast.Expr)
        response = owner.removesuffix(".headers")
        return f'{owner}.add("Vary", "Origin")' if adds else f'{response}.vary.add("Origin")'
    return f'patch_vary_headers({owner}, ["Origin"])'


def _lists(tree: ast.Module) -> Iterator[str]:
    """Name the constants of the file that are lists of origins."""
    for each in tree.body:
        match each:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items),
            ) if items and all(
                isinstance(x, ast.Constant)
                and isinstance(x.value, str)
                and _ORIGIN.fullmatch(x.value)
                for x in items
            ):
                yield name
            case _:
                pass
