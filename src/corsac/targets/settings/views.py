"""Single views with settings of their own: the decorator, and the path of the route around it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.values import Scalar, Table, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.policy.policy import Policy
    from corsac.targets.settings.draft import Draft
    from corsac.targets.settings.program import Call, Program
    from corsac.targets.settings.values import Value

_ROUTES = frozenset({"route", "get", "post", "put", "patch", "delete"})


@dataclass(frozen=True, slots=True)
class View:
    """A view's settings: the decorator's call, and the paths of its routes.

    `paths` has None for a route whose path can't be told, or has variable parts.
    """

    call: Call
    paths: tuple[str | None, ...]


def views(program: Program, decorators: Iterable[str]) -> Iterator[View]:
    """Give the views that have one of some decorators.

    Args:
        program: The file.
        decorators: Their whole names.
    """
    wanted, roots = frozenset(decorators), prefixes(program)
    for statement in program.statements:
        node = statement.node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        calls = [
            program.call(each, statement.scope, sure=statement.sure)
            for each in node.decorator_list
            if isinstance(each, ast.Call)
        ]
        mine = [call for call in calls if call.name in wanted]
        if mine:
            routes = [call for call in calls if call.name.rpartition(".")[2] in _ROUTES]
            yield View(mine[-1], tuple(_path(call, roots) for call in routes))


def routed(draft: Draft, view: View, policy: Policy | None) -> dict[str, Policy]:
    """Give a view's policy by its paths; a path that can't be a route is noted.

    Args:
        draft: Takes the remark.
        view: The view.
        policy: Its policy; None where there is none.
    """
    if policy is None:
        return {}
    if None in view.paths or not view.paths:
        reason = Text("the path of that view has variable parts, or can't be told")
        mend = Text.of(
            "keep its policy at the view: corsac.middleware.{system} has that",
            system=draft.library.system,
        )
        draft.remark(Effect.NOT_READ, view.call.span, reason=reason, mend=mend)
    return {path: policy for path in view.paths if path is not None}


def _path(call: Call, roots: dict[str, str | None]) -> str | None:
    given = call.positional[0] if call.positional else call.named.get("rule")
    path = None if given is None else text_of(given)
    root = roots.get(call.name.rpartition(".")[0], "")
    if path is None or root is None or "<" in root + path:
        return None
    return (root.rstrip("/") + path).rstrip("/") or "/"


def prefixes(program: Program) -> dict[str, str | None]:
    """Give each blueprint's path, by the name that it is bound to; None where it can't be told."""
    found: dict[str, str | None] = {}
    for statement in program.statements:
        match statement.node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as made):
                call = program.call(made, statement.scope)
                if call.name.rpartition(".")[2] == "Blueprint":
                    found[name] = _prefix(call.named.get("url_prefix"))
            case _:
                pass
    for call in program.calls():
        if call.name.rpartition(".")[2] == "register_blueprint" and call.node.args:
            name = program.name(call.node.args[0])
            if "url_prefix" in call.named:
                found[name] = _prefix(call.named["url_prefix"])
    return found


def _prefix(value: Value | None) -> str | None:
    if value is None or (isinstance(value, Scalar) and value.data is None):
        return ""
    return text_of(value)


def configured(program: Program, names: Iterable[str]) -> dict[str, Value]:
    """Give the keys of the application's `config` that a file sets, under some names.

    Read are `app.config[KEY] = value`, `update`, `from_mapping`, and `from_object` of a class of
    the same file.
    """
    wanted, found = frozenset(names), dict[str, "Value"]()
    for statement in program.statements:
        match statement.node:
            case ast.Assign(
                targets=[
                    ast.Subscript(
                        value=ast.Attribute(attr="config"), slice=ast.Constant(value=str() as key)
                    )
                ],
                value=value,
            ) if key in wanted:
                found[key] = program.value(value, statement.scope)
            case _:
                pass
    for call in program.calls():
        method = call.name.rpartition(".config.")[2] if ".config." in call.name else ""
        given: dict[str, Value] = {}
        if method in {"update", "from_mapping"}:
            first = call.positional[0] if call.positional else None
            given = (first.fields() if isinstance(first, Table) else {}) | call.named
        elif method == "from_object" and call.node.args:
            scope = call.scope.find_class(program.name(call.node.args[0]))
            given = (
                {}
                if scope is None
                else {
                    name: program.value(ast.copy_location(ast.Name(name), call.node), scope)
                    for name in scope.names
                }
            )
        found |= {key: value for key, value in given.items() if key in wanted}
    return found
