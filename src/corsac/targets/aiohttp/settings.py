"""Settings of aiohttp-cors.

What it does with them was read from aiohttp-cors 0.8.1 and run.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.policy.pattern import ANY
from corsac.policy.policy import Policy
from corsac.policy.routes import Route
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.values import Listing, Scalar, Table, text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.core.findings import Span
    from corsac.targets.settings.bindings import Scope
    from corsac.targets.settings.program import Call, Program
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.values import Value

LIBRARY: Final = Library("aiohttp", "aiohttp-cors", expands=True)
_SETUP: Final = "aiohttp_cors.setup"
_OPTIONS: Final = (
    "allow_credentials",
    "expose_headers",
    "allow_headers",
    "max_age",
    "allow_methods",
)
_ADDERS: Final = {f"add_{method}": method.upper() for method in (
    "get", "post", "put", "patch", "delete", "head", "options"
)}  # fmt: skip
_BARE: Final = Text("wrap the application in corsac.middleware.aiohttp: it answers for every path")


def read_values(given: Mapping[str, object]) -> Reading:
    """Read the defaults of a running program.

    Args:
        given: Options by origin, as they are given to `setup` as its `defaults`: `ResourceOptions`
            or dictionaries.
    """
    draft = Draft(LIBRARY)
    policy = policy_of(draft, value_of(given))
    return draft.reading(policy)


@dataclass(slots=True)
class _Route:
    """What was added for one path: its methods and its options by origin."""

    methods: set[str] = field(default_factory=set[str])
    config: Table = field(default_factory=Table)
    span: Span | None = None


def read(program: Program) -> tuple[Reading, ...]:
    """Read what a file does with the library.

    Args:
        program: The file.
    """
    setups = [call for call in program.calls() if call.name == _SETUP]
    if not setups:
        return ()
    draft = Draft(LIBRARY, span=setups[0].span)
    defaults = _defaults(setups[0])
    added, loose = _added(program, draft)
    where = Text("answers with 404, 405 and 500")
    draft.remark(Effect.ERRORS_BARE, setups[0].span, where=where, mend=_BARE)
    routes: list[Route] = []
    for path, route in added.items():
        part = draft.part(route.span)
        policy = policy_of(part, _merged(defaults, route.config), route.methods)
        if policy is not None:
            routes.append(Route(path, policy))
    root = policy_of(draft, defaults) if loose or not added else Policy()
    if root is not None and routes:
        root = root.changed(routes=[each for each in routes if each.policy != root])
    return (draft.reading(root),)


def _defaults(setup: Call) -> Value:
    given = setup.named.get("defaults")
    return Table((), setup.span) if given is None else given


def _added(program: Program, draft: Draft) -> tuple[dict[str, _Route], bool]:
    """Give what is added for each path, and whether routes are added that can't be told."""
    found: dict[str, _Route] = {}
    loose = False
    owners = _owners(program)
    for call in program.calls():
        owner, _, method = call.name.rpartition(".")
        if method != "add" or owner not in owners or not call.node.args:
            continue
        where = _path(program, call.node.args[0], call.scope)
        if where is None:
            # Most often a loop over all routes.
            loose = True
            continue
        path, methods = where
        if path is None:
            reason = Text("its path has variable parts, or can't be told")
            mend = Text("keep its policy at the view: corsac.middleware.aiohttp")
            draft.remark(Effect.NOT_READ, call.span, reason=reason, mend=mend)
            continue
        route = found.setdefault(path, _Route(span=call.span))
        route.methods |= methods
        given = call.positional[1] if len(call.positional) > 1 else call.named.get("config")
        if isinstance(given, Table):
            route.config = _merged(route.config, given)
        elif given is not None:
            draft.unknown(given, "the options of a route")
    return found, loose


def _owners(program: Program) -> set[str]:
    """Give the names that the library's object is bound to."""
    owners: set[str] = set()
    for statement in program.statements:
        match statement.node:
            case ast.Assign(targets=[target], value=ast.Call(func=made)):
                if program.name(made) == _SETUP:
                    owners.add(program.name(target))
            case _:
                pass
    return owners - {""}


def _path(program: Program, node: ast.expr, scope: Scope) -> tuple[str | None, set[str]] | None:
    """Give the path and methods of a route or resource; None where it is all kinds of them."""
    if isinstance(node, ast.Name):
        bound = scope.find(node.id)
        return _path(program, bound[1][-1].value, bound[0]) if bound else None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    call, method = program.call(node, scope), node.func.attr
    if method == "add":
        return _path(program, node.args[0], scope) if node.args else None
    texts = [text_of(each) for each in call.positional[:2]]
    if method in _ADDERS and texts:
        return _fixed(texts[0]), {_ADDERS[method]}
    if method == "add_resource" and texts:
        return _fixed(texts[0]), set()
    if method == "add_route" and texts:
        named = {texts[0] or ""} - {"", ANY}
        if len(texts) > 1 and texts[1] is not None:
            return _fixed(texts[1]), named
        # `resource.add_route("GET", handler)`
        below = _path(program, node.func.value, scope)
        return (below[0], named) if below else (None, set())
    return None


def _fixed(path: str | None) -> str | None:
    if path is None or "{" in path or not path.startswith("/"):
        return None
    return path.rstrip("/") or "/"


def _merged(before: Value, after: Value) -> Table:
    """Put options by origin over others: those of an origin count whole."""
    pairs = [each for value in (before, after) if isinstance(value, Table) for each in value.pairs]
    kept = {text_of(key) or str(index): (key, value) for index, (key, value) in enumerate(pairs)}
    return Table(tuple(kept.values()))


def policy_of(draft: Draft, given: Value, methods: set[str] | None = None) -> Policy | None:
    """Make the policy that options by origin mean.

    Where origins have different options the policy has what all of them have.

    Args:
        draft: Takes remarks.
        given: The options.
        methods: Those of the routes that are meant; None for all that there are.
    """
    if not isinstance(given, Table):
        draft.unknown(given, "the origins")
        return None
    options: list[dict[str, Value]] = []
    for key, value in given.pairs:
        draft.origins(key)
        if isinstance(value, Table):
            options.append(value.fields())
            _check_names(draft, value)
        else:
            draft.unknown(value, "the options of an origin")
            draft.undecided = True
    if not options:
        return Policy() if not draft.undecided else None
    if any(_shown(each) != _shown(options[0]) for each in options[1:]):
        reason = Text("origins have different options, and a policy has the same for all")
        mend = Text("the policy has what all of them have")
        draft.remark(Effect.NOT_READ, given.span, reason=reason, mend=mend)
    _common(draft, options, methods)
    if ANY in draft.lists.get("allow_origins", {}) and not draft.credentials:
        draft.remark(Effect.ECHOES_WILDCARD, given.span)
    draft.remark(Effect.VARY_MISSING, given.span, where=Text("at all"))
    return draft.policy()


def _check_names(draft: Draft, value: Table) -> None:
    for name, each in value.fields().items():
        if name not in _OPTIONS:
            reason = Text.of(
                "raises an exception at the start: there is no option {name}", name=name
            )
            draft.remark(Effect.FAILS, each.span, reason=reason, mend=Text("take it out"))


def _shown(options: Mapping[str, Value]) -> dict[str, object]:
    """Give options without their places, to compare."""
    return {
        name: [text_of(item) for item in each.items]
        if isinstance(each, Listing)
        else each.data
        if isinstance(each, Scalar)
        else None
        for name, each in options.items()
    }


def _common(draft: Draft, options: list[dict[str, Value]], methods: set[str] | None) -> None:
    """Take what all origins' options have."""
    credentials = [
        draft.switch(each.get("allow_credentials"), "allow_credentials") for each in options
    ]
    draft.credentials = all(credentials)
    everyone = draft.lists.get("allow_origins", {})
    if ANY in everyone and any(credentials) and not draft.credentials:
        draft.remark(Effect.REFLECTS_EVERYONE, everyone[ANY])
    for name, what in (("allow_headers", "the request headers"), ("expose_headers", "headers")):
        _shared(draft, name, [each.get(name, Listing()) for each in options], what)
    given = [each["allow_methods"] for each in options if _is_set(each.get("allow_methods"))]
    for method in sorted(methods or ()):
        draft.add("allow_methods", method)
    if given and not methods:
        _shared(draft, "allow_methods", given, "the methods")
    elif methods is None:
        # A route that is added has its own methods allowed.
        draft.add("allow_methods", ANY)
    ages = [each["max_age"] for each in options if _is_set(each.get("max_age"))]
    for age in ages[:1]:
        draft.seconds(age)


def _is_set(value: Value | None) -> bool:
    return value is not None and not (isinstance(value, Scalar) and value.data is None)


def _shared(draft: Draft, name: str, values: list[Value], what: str) -> None:
    lists = [draft.members(name, each, what) for each in values]
    narrow = [{str(each.data).lower() for each in one} for one in lists]
    limited = [one for one in narrow if ANY not in one]
    for one in lists:
        for each in one:
            text = str(each.data)
            if all(text.lower() in other for other in limited):
                draft.add(name, text.upper() if name == "allow_methods" else text, each.span)
    if limited and ANY in draft.lists.get(name, {}):
        del draft.lists[name][ANY]
