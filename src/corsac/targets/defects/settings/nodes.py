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

    @cached_property
    def _expressions(self) -> dict[Place, ast.expr]:
        found: dict[Place, ast.expr] = {}
        for each in self._all:
            if isinstance(each, ast.expr):
                found.setdefault(self.python.place(each), each)
        return found

    @cached_property
    def _statements(self) -> list[tuple[Place, ast.stmt]]:
        return [(self.python.place(x), x) for x in self._all if isinstance(x, ast.stmt)]

    @cached_property
    def _calls(self) -> list[tuple[Place, ast.Call]]:
        return [(at, x) for at, x in self._expressions.items() if isinstance(x, ast.Call)]

    def at(self, place: Place) -> ast.expr | None:
        """Give the expression that stands at a place."""
        return self._expressions.get(place)

    def call_around(self, place: Place) -> ast.Call | None:
        """Give the smallest call around a place, or at it."""
        around = [
            (at.end - at.start, call)
            for at, call in self._calls
            if at.start <= place.start and place.end <= at.end
        ]
        return min(around, key=lambda each: each[0])[1] if around else None

    def statement_at(self, place: Place) -> ast.stmt | None:
        """Give the smallest statement around a place."""
        # They were walked from without inwards.
        around = [
            each for at, each in self._statements if at.start <= place.start and place.end <= at.end
        ]
        return around[-1] if around else None

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

    def list_around(self, place: Place) -> ast.List | ast.Tuple | ast.Set | None:
        """Give the list that what stands at a place is a member of."""
        for each in self.of(ast.List, ast.Tuple, ast.Set):
            if isinstance(each, ast.List | ast.Tuple | ast.Set) and any(
                self.python.place(x) == place for x in each.elts
            ):
                return each
        return None

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
