"""Which expression a name of a Python file stands for, told from the syntax alone."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Function = ast.FunctionDef | ast.AsyncFunctionDef
Owner = ast.Module | ast.ClassDef | Function

#: Methods that add to a list or a dictionary, each with how many values it takes.
_ADDING = {"append", "extend", "update"}


@dataclass(frozen=True, slots=True)
class Binding:
    """One assignment to a name.

    `sure` is false where it is made under a condition that can't be known. `added` marks what is
    added to the value before.
    """

    value: ast.expr
    sure: bool = True
    added: bool = False


@dataclass(slots=True, eq=False)
class Scope:
    """The names of a module, a class or a function, and the scope around it."""

    owner: Owner
    outer: Scope | None = None
    names: dict[str, list[Binding]] = field(default_factory=dict[str, "list[Binding]"])
    inner: dict[str, Scope] = field(default_factory=dict[str, "Scope"])

    def find(self, name: str) -> tuple[Scope, list[Binding]] | None:
        """Find what a name may stand for, here or further out.

        What a class binds counts in its own body alone.
        """
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not isinstance(scope.owner, ast.ClassDef)):
                return scope, scope.names[name]
            scope = scope.outer
        return None

    def find_class(self, name: str) -> Scope | None:
        """Find the class of that name, here or further out."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.inner.get(name)
            if found is not None:
                return found if isinstance(found.owner, ast.ClassDef) else None
            scope = scope.outer
        return None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with where it stands; `sure` as of `Binding`."""

    node: ast.stmt
    scope: Scope
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Walk:
    """Goes through a file as it runs, binding names on the way; functions are entered.

    `judge` tells whether a condition holds, from what is bound by then; None where it can't be
    known.
    """

    judge: Callable[[ast.expr, Scope], bool | None]

    def through(
        self, body: Sequence[ast.stmt], scope: Scope, *, sure: bool = True
    ) -> Iterator[Statement]:
        """Give every statement of a body that may run."""
        for node in body:
            yield Statement(node, scope, sure)
            bind(node, scope, sure=sure)
            for part, where, certain in self._parts(node, scope, sure=sure):
                yield from self.through(part, where, sure=certain)

    def _parts(
        self, node: ast.stmt, scope: Scope, *, sure: bool
    ) -> list[tuple[list[ast.stmt], Scope, bool]]:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                inner = scope.inner[node.name] = Scope(node, scope)
                return [(node.body, inner, sure)]
            case ast.If():
                holds = self.judge(node.test, scope)
                if holds is None:
                    return [(node.body, scope, False), (node.orelse, scope, False)]
                return [(node.body if holds else node.orelse, scope, sure)]
            case ast.With() | ast.AsyncWith():
                return [(node.body, scope, sure)]
            case ast.For() | ast.AsyncFor() | ast.While():
                return [(node.body, scope, False), (node.orelse, scope, False)]
            case ast.Try():
                handlers = [(handler.body, scope, False) for handler in node.handlers]
                body = [*node.body, *node.orelse]
                return [(body, scope, False), *handlers, (node.finalbody, scope, sure)]
            case _:
                return []


def bind(node: ast.stmt, scope: Scope, *, sure: bool) -> None:
    """Note what a statement assigns to names."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                if isinstance(target, ast.Name):
                    _note(scope, target.id, Binding(value, sure))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            _note(scope, name, Binding(value, sure))
        case ast.AugAssign(target=ast.Name(id=name), value=value):
            adds = isinstance(node.op, ast.Add | ast.BitOr)
            _note(scope, name, Binding(value, sure and adds, added=True))
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr=method), args=[given], keywords=[]
            )
        ) if method in _ADDING and scope.find(name):
            more = ast.List([given], ast.Load()) if method == "append" else given
            _note(scope, name, Binding(ast.copy_location(more, given), sure, added=True))
        case _:
            pass


def _note(scope: Scope, name: str, binding: Binding) -> None:
    found = scope.find(name) if binding.added else None
    where = found[0] if found else scope
    where.names.setdefault(name, []).append(binding)
