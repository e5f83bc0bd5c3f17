"""Where a remark on settings stands in the syntax tree: the node, and what is around it."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.facts import Place
    from corsac.targets.defects.code.python import Python

#: What switches credentials on, by package.
_CREDENTIALS: Final = frozenset(
    {
        "allow_credentials",
        "supports_credentials",
        "CORS_ALLOW_CREDENTIALS",
        "CORS_SUPPORTS_CREDENTIALS",
    }
)


class Nodes:
    """A Python file's nodes by their places."""

    def __init__(self, python: Python) -> None:
        """Note the file."""
        self.python = python

    @cached_property
    def _all(self) -> list[ast.AST]:
        return list(ast.walk(self.python.tree))

    def of(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Give the nodes of some kinds."""
        return (each for each in self._all if isinstance(each, kinds))

    def at(self, place: Place) -> ast.expr | None:
        """Give the expression that stands at a place."""
        for each in self._all:
            if isinstance(each, ast.expr) and self.python.place(each) == place:
                return each
        return None

    def call_around(self, place: Place) -> ast.Call | None:
        """Give the smallest call around a place, or at it."""
        found: ast.Call | None = None
        least = -1
        for each in self.of(ast.Call):
            if not isinstance(each, ast.Call):
                continue
            whole = self.python.place(each)
            size = whole.end - whole.start
            inside = whole.start <= place.start and place.end <= whole.end
            if inside and (found is None or size < least):
                found, least = each, size
        return found

    def statement_at(self, place: Place) -> ast.stmt | None:
        """Give the smallest statement around a place."""
        found: ast.stmt | None = None
        for each in self.of(ast.stmt):
            whole = self.python.place(each) if isinstance(each, ast.stmt) else place
            if isinstance(each, ast.stmt) and whole.start <= place.start and place.end <= whole.end:
                found = each  # walked from without inwards
        return found

    def assigned(self, *names: str) -> ast.Assign | None:
        """Give the last assignment to one of some names."""
        found = None
        for each in self.of(ast.Assign):
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
                found = each if each.targets[0].id in names else found
        return found

    def pairs(self) -> Iterator[tuple[ast.expr | None, ast.expr]]:
        """Give the keys and values of all dictionaries."""
        for node in self.of(ast.Dict):
            if isinstance(node, ast.Dict):
                yield from zip(node.keys, node.values, strict=True)

    def credentials(self, place: Place) -> ast.expr | None:
        """Give the `True` that allows credentials for what stands at a place."""
        call = self.call_around(place)
        for each in call.keywords if call is not None else ():
            if each.arg in _CREDENTIALS and _is_true(each.value):
                return each.value
        for key, value in self.pairs():
            if isinstance(key, ast.Constant) and key.value in _CREDENTIALS and _is_true(value):
                return value
        made = self.assigned(*_CREDENTIALS)
        return made.value if made is not None and _is_true(made.value) else None


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
