"""A Python file's expressions, worked out as far as its text alone tells; nothing is run."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Span, Text
from corsac.targets.settings import operators
from corsac.targets.settings.bindings import Binding, Scope, Statement, Walk
from corsac.targets.settings.module import Module
from corsac.targets.settings.values import (
    Listing,
    Regex,
    Scalar,
    Table,
    Unknown,
    Value,
    text_of,
    truth_of,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: How deeply names may lead to names.
_DEEPEST: Final = 40
_ENVIRONMENT: Final = frozenset(
    {"os.environ", "os.environ.get", "os.getenv", "environ.Env", "decouple.config"}
)
_LISTS: Final = frozenset({"list", "tuple", "set", "frozenset", "sorted"})


@dataclass(frozen=True, slots=True)
class Call:
    """A call of something by its whole imported name, or of a method of a name.

    `positional` and `named` are its arguments, `hidden` those that can't be known (`**options`).
    `sure` is false where it stands under a condition that can't be known.
    """

    name: str
    node: ast.Call
    scope: Scope
    span: Span
    positional: tuple[Value, ...]
    named: dict[str, Value]
    hidden: tuple[Unknown, ...] = ()
    sure: bool = True

    def arguments(self, deciding: str) -> dict[str, Value]:
        """Give the named arguments.

        Args:
            deciding: One that may be among those that can't be known: then it is unknown.
        """
        return self.named if not self.hidden else {deciding: self.hidden[0], **self.named}


class Program(Module):
    """A file that was read.

    Attributes:
        statements: What runs, in order.
    """

    __slots__ = ("_depth", "_known", "statements")

    def __init__(self, text: str, file: str, known: Mapping[str, object] | None = None) -> None:
        """Read a file.

        Args:
            text: Its text.
            file: Its name, for places.
            known: Values of other modules by their whole name.

        Raises:
            SourceError: It is no Python.
        """
        super().__init__(text, file)
        self._known = {name: value_of(value) for name, value in (known or {}).items()}
        self._depth = 0
        walk = Walk(self._holds).through(self.tree.body, Scope(self.tree))
        self.statements: tuple[Statement, ...] = tuple(walk)

    def calls(self) -> Iterator[Call]:
        """Give all calls of the statements, decorators included, as they stand in the file."""
        for statement in self.statements:
            for node in _own_calls(statement.node):
                yield self.call(node, statement.scope, sure=statement.sure)

    def call(self, node: ast.Call, scope: Scope, *, sure: bool = True) -> Call:
        """Read a call with its arguments."""
        positional = self._items(node.args, scope)
        named: dict[str, Value] = {}
        hidden: list[Unknown] = []
        for keyword in node.keywords:
            value = self.value(keyword.value, scope)
            if keyword.arg is not None:
                named[keyword.arg] = value
            elif isinstance(value, Table):
                named.update(value.fields())
            else:
                hidden.append(
                    self._unknown(keyword.value, "{expression} can't be told from this file")
                )
        where = self.span(node)
        return Call(
            self.name(node.func), node, scope, where, positional, named, tuple(hidden), sure
        )

    def _holds(self, test: ast.expr, scope: Scope) -> bool | None:
        if ast.unparse(test) in {"__name__ == '__main__'", "TYPE_CHECKING"}:
            return True
        return truth_of(self.value(test, scope))

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """Work out an expression; what can't be told is `Unknown`, with its place."""
        if self._depth >= _DEEPEST:
            return self._unknown(node, "{expression} leads too far")
        self._depth += 1
        try:
            return self._value(node, scope)
        finally:
            self._depth -= 1

    def _value(self, node: ast.expr, scope: Scope) -> Value:
        match node:
            case ast.Constant(value=str() | int() | float() | None as data):
                return Scalar(data, self.span(node))
            case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
                return Listing(self._items(elts, scope), self.span(node))
            case ast.Dict():
                return self._table(node, scope)
            case ast.Name():
                return self._named(node, scope)
            case ast.Attribute():
                return self._attribute(node, scope)
            case ast.Call():
                return self._called(node, scope)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self._comprehended(node, scope)
            case ast.Subscript(value=inner, slice=key):
                return self._subscript(node, inner, key, scope)
            case _:
                return self._reckoned(node, scope)

    def _reckoned(self, node: ast.expr, scope: Scope) -> Value:
        """Work out what is put together by an operator."""
        match node:
            case ast.JoinedStr(values=parts):
                made = operators.joined(
                    [self.value(each, scope) for each in parts], self.span(node)
                )
                return self._told(node, made)
            case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
                return self.value(inner, scope)
            case ast.BinOp(left=left, op=ast.Add() | ast.BitOr(), right=right):
                made = operators.total(
                    self.value(left, scope), self.value(right, scope), self.span(node)
                )
                return self._told(node, made)
            case ast.UnaryOp(op=operator, operand=operand):
                value = self.value(operand, scope)
                return self._told(node, operators.signed(operator, value, self.span(node)))
            case ast.IfExp(test=test, body=body, orelse=other):
                holds = truth_of(self.value(test, scope))
                if holds is not None:
                    return self.value(body if holds else other, scope)
                return self._unknown(node, "{expression} depends on a condition")
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as sign], comparators=[right]):
                made = operators.compared(
                    sign, self.value(left, scope), self.value(right, scope), self.span(node)
                )
                return self._told(node, made)
            case _:
                return self._unknown(node, "{expression} can't be told from this file")

    def _told(self, node: ast.expr, value: Value | None) -> Value:
        """Give a value, or say that there is none."""
        if value is not None:
            return value
        return self._unknown(node, "{expression} can't be told from this file")

    def _unknown(self, node: ast.expr, reason: str, **values: object) -> Unknown:
        shown = " ".join(ast.unparse(node).split())
        return Unknown(Text.of(reason, expression=shown[:60], **values), self.span(node))

    def _items(self, elts: list[ast.expr], scope: Scope) -> tuple[Value, ...]:
        items: list[Value] = []
        for each in elts:
            if isinstance(each, ast.Starred):
                more = self.value(each.value, scope)
                items += more.items if isinstance(more, Listing) else [_as_unknown(more)]
            else:
                items.append(self.value(each, scope))
        return tuple(items[: operators.LARGEST])

    def _table(self, node: ast.Dict, scope: Scope) -> Value:
        pairs: list[tuple[Value, Value]] = []
        for key, each in zip(node.keys, node.values, strict=True):
            value = self.value(each, scope)
            if key is not None:
                pairs.append((self.value(key, scope), value))
            elif isinstance(value, Table):
                pairs += value.pairs
            else:
                return _as_unknown(value)
        return Table(tuple(pairs), self.span(node))

    def _named(self, node: ast.Name, scope: Scope) -> Value:
        found = scope.find(node.id)
        if found is not None:
            return self._bound(node, *found)
        whole = self.imports.get(node.id)
        if whole is None:
            return self._unknown(node, "{expression} is not set in this file")
        if whole in self._known:
            return self._known[whole]
        home = whole.rpartition(".")[0] or whole
        return self._unknown(node, "{expression} is imported from {module}", module=home)

    def _bound(self, node: ast.expr, scope: Scope, bindings: list[Binding]) -> Value:
        if not all(each.sure for each in bindings[-1:]) or any(
            not each.sure for each in bindings if each.added
        ):
            return self._unknown(node, "{expression} is set under a condition")
        start = max((i for i, each in enumerate(bindings) if not each.added), default=None)
        if start is None:
            return self._unknown(node, "{expression} is changed before it is set")
        value = self.value(bindings[start].value, scope)
        for each in bindings[start + 1 :]:
            more = self.value(each.value, scope)
            value = self._told(node, operators.total(value, more, self.span(node)))
        return value

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        whole = self.name(node)
        if whole in self._known:
            return self._known[whole]
        if whole in _ENVIRONMENT:
            return self._unknown(node, "{expression} comes from the environment")
        owner = scope.find_class(node.value.id) if isinstance(node.value, ast.Name) else None
        if owner is not None and node.attr in owner.names:
            return self._bound(node, owner, owner.names[node.attr])
        return self._unknown(node, "{expression} is not set in this file")

    def _called(self, node: ast.Call, scope: Scope) -> Value:
        if isinstance(node.func, ast.Attribute):
            # A method of a text is one wherever the text comes from.
            method = node.func.attr
            known = self.value(node.func.value, scope) if operators.is_method(method) else None
            if isinstance(known, Unknown):
                return Unknown(known.reason, self.span(node))
            if isinstance(known, Scalar) and isinstance(known.data, str):
                return self._methodical(node, method, known.data, scope)
        call = self.call(node, scope)
        name = call.name
        if name in _ENVIRONMENT or name.startswith(("os.environ", "env.", "environ.")):
            return self._unknown(node, "{expression} comes from the environment")
        first = call.positional[0] if call.positional else None
        if name == "re.compile" and first is not None and text_of(first) is not None:
            return Regex(str(text_of(first)), self.span(node))
        if name in _LISTS and (first is None or isinstance(first, Listing)):
            return Listing(first.items if first else (), self.span(node))
        if name in operators.CONVERSIONS and isinstance(first, Scalar):
            return self._converted(node, name, first)
        if name == "datetime.timedelta":
            made = operators.duration(call.positional, call.named, self.span(node))
            return self._told(node, made)
        if name == "dict" or name.rpartition(".")[2] == "ResourceOptions":
            pairs = first.pairs if isinstance(first, Table) else ()
            more = ((Scalar(key, call.span), value) for key, value in call.named.items())
            return call.hidden[0] if call.hidden else Table((*pairs, *more), self.span(node))
        return self._unknown(node, "{expression} can't be told from this file")

    def _methodical(self, node: ast.Call, method: str, text: str, scope: Scope) -> Value:
        given = [self.value(each, scope) for each in node.args]
        if node.keywords:
            return self._told(node, None)
        try:
            return self._told(node, operators.method(method, text, given, self.span(node)))
        except (TypeError, ValueError):
            return self._unknown(node, "{expression} raises an exception")

    def _converted(self, node: ast.Call, kind: str, first: Scalar) -> Value:
        try:
            return operators.converted(kind, first, self.span(node))
        except ValueError:
            return self._unknown(node, "{expression} raises an exception")

    def _comprehended(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope
    ) -> Value:
        """Read `[each.strip() for each in LIST if each]`: members as they are, blanks taken off."""
        match node.generators:
            case [ast.comprehension(target=ast.Name(id=name), iter=source, ifs=conditions)]:
                inner = self.value(source, scope)
                same = {name, f"{name}.strip()", f"str({name})", f"str({name}).strip()"}
                plain = {ast.unparse(each) for each in (node.elt, *conditions)} <= same
                if isinstance(inner, Listing) and plain:
                    kept = (operators.stripped(each) for each in inner.items)
                    return Listing(
                        tuple(
                            each for each in kept if not conditions or truth_of(each) is not False
                        )
                    )
            case _:
                pass
        return self._unknown(node, "{expression} can't be told from this file")

    def _subscript(self, node: ast.expr, inner: ast.expr, key: ast.expr, scope: Scope) -> Value:
        if self.name(inner) in _ENVIRONMENT:
            return self._unknown(node, "{expression} comes from the environment")
        holder, at = self.value(inner, scope), self.value(key, scope)
        if isinstance(holder, Table) and (name := text_of(at)) is not None:
            return holder.fields().get(name) or self._unknown(node, "{expression} is not there")
        return self._unknown(node, "{expression} can't be told from this file")


def _as_unknown(value: Value) -> Unknown:
    if isinstance(value, Unknown):
        return value
    return Unknown(Text("is no list that could be put in here"), value.span)


def _own_calls(node: ast.stmt) -> Iterator[ast.Call]:
    """Give the calls of a statement, those of statements inside it left out."""
    parts = [
        each
        for each in ast.iter_child_nodes(node)
        if not isinstance(each, ast.stmt | ast.ExceptHandler | ast.match_case)
    ]
    calls = [each for part in parts for each in ast.walk(part) if isinstance(each, ast.Call)]
    return iter(sorted(calls, key=lambda each: (each.lineno, each.col_offset)))
