"""Settings of Starlette's `CORSMiddleware`, which is FastAPI's too.

What it does with them was read from starlette 1.10.0 and run.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.policy.pattern import ANY
from corsac.policy.policy import Policy
from corsac.policy.routes import Route
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.values import Scalar, Table, text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corsac.core.findings import Span
    from corsac.targets.settings.program import Call, Program
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.values import Value

LIBRARY: Final = Library("starlette", "Starlette")
_LAYER: Final = "CORSMiddleware"
#: Where the layer is imported from.
_HOMES: Final = frozenset(
    f"{package}.middleware.cors.{_LAYER}" for package in ("starlette", "fastapi")
)
_MODULES: Final = frozenset(home.removesuffix(f".{_LAYER}") for home in _HOMES)
#: Request headers that it allows whatever is set.
_ALWAYS: Final = ("Accept", "Accept-Language", "Content-Language", "Content-Type")
_DEFAULT_AGE: Final = 600
_KNOWN: Final = frozenset(
    {
        "allow_origins",
        "allow_methods",
        "allow_headers",
        "allow_credentials",
        "allow_origin_regex",
        "allow_private_network",
        "expose_headers",
        "max_age",
        "app",
    }
)
_BARE: Final = Text(
    "wrap the whole application instead, as its last line: app = CORS(app, policy), "
    "with CORS from corsac.middleware.asgi"
)


def read_values(given: Mapping[str, object]) -> Reading:
    """Read the keyword arguments of a running program.

    Args:
        given: As they are given to `CORSMiddleware`, without the application.
    """
    draft = Draft(LIBRARY)
    return draft.reading(policy_of(draft, _of(given)))


def _of(given: Mapping[str, object]) -> dict[str, Value]:
    return {name: value_of(value) for name, value in given.items()}


def read(program: Program) -> tuple[Reading, ...]:
    """Read what a file does with the layer, one reading for each application.

    Args:
        program: The file.
    """
    found: dict[str, list[tuple[Call, str]]] = {}
    mounted: list[tuple[Call, str]] = []
    mounts = _mounts(program)
    for call, owner, path in _layers(program):
        if where := path or mounts.get(owner, ""):
            mounted.append((call, where))
        else:
            found.setdefault(owner, []).append((call, ""))
    if mounted:
        # What they are mounted on is told by the file where it has one application alone.
        found.setdefault(next(iter(found)) if len(found) == 1 else "", []).extend(mounted)
    return tuple(_reading(calls) for calls in found.values())


def _layers(program: Program) -> Iterator[tuple[Call, str, str]]:
    """Give each use of the layer: the call with its arguments, the application, the path."""
    for call in program.calls():
        if _is_layer(call.name):
            yield call, "", ""
            continue
        method = call.name.rpartition(".")[2]
        first = call.node.args[0] if call.node.args else None
        if first is None or method not in {"add_middleware", "Middleware"}:
            continue
        if _is_layer(program.name(first)):
            owner = call.name.rpartition(".")[0] if method == "add_middleware" else ""
            yield call, owner, _mounted(program, call)


def _is_layer(name: str) -> bool:
    return name in _HOMES or name.endswith(f"cors.{_LAYER}")


def _mounts(program: Program) -> dict[str, str]:
    """Give the path of each application that is mounted on another: `app.mount("/api", api)`."""
    paths: dict[str, str] = {}
    for call in program.calls():
        if call.name.rpartition(".")[2] not in {"mount", "Mount"} or len(call.node.args) < 2:  # noqa: PLR2004 -- path and application
            continue
        path, mounted = text_of(call.positional[0]), program.name(call.node.args[1])
        if path is not None and mounted:
            paths[mounted] = path.rstrip("/")
    return paths


def _mounted(program: Program, inner: Call) -> str:
    """Give the path of the `Mount` that a `Middleware` stands in."""
    for call in program.calls():
        if call.name.rpartition(".")[2] == "Mount" and call.positional:
            inside = {id(node) for each in call.node.keywords for node in ast.walk(each.value)}
            if id(inner.node) in inside:
                return (text_of(call.positional[0]) or "").rstrip("/")
    return ""


def _reading(calls: list[tuple[Call, str]]) -> Reading:
    """Make one reading of an application's layers: its own, and those on mounted paths."""
    # Of several layers the one added last is the outermost, and decides.
    own = [call for call, path in calls if not path]
    draft = Draft(LIBRARY, span=calls[0][0].span)
    policy: Policy | None = Policy()
    for call in own[:-1]:
        reason = Text("another CORSMiddleware is added after it, stands outside it, and decides")
        draft.remark(Effect.SETTING_IDLE, call.span, reason=reason, mend=Text("take it out"))
    if own:
        draft.span = own[-1].span
        policy = policy_of(draft, own[-1].arguments("allow_origins"), own[-1].span)
    routes: list[Route] = []
    for call, path in calls:
        if not path:
            continue
        if own:
            reason = Text("the CORSMiddleware around the whole application decides before it")
            draft.remark(Effect.SETTING_IDLE, call.span, reason=reason, mend=Text("take it out"))
            continue
        part = draft.part(call.span)
        made = policy_of(part, call.arguments("allow_origins"), call.span)
        routes += [Route(path, made)] if made is not None else []
    _bare(draft, calls)
    if policy is not None and routes:
        policy = policy.changed(routes=routes)
    elif not own and not routes:
        policy = None
    return draft.reading(policy)


def _bare(draft: Draft, calls: list[tuple[Call, str]]) -> None:
    """Remark that a crash's answer has no headers, unless the layer is the outermost."""
    added = [call for call, _ in calls if not _is_layer(call.name)]
    if added:
        where = Text("answers to crashes (500)")
        draft.remark(Effect.ERRORS_BARE, added[-1].span, where=where, mend=_BARE)


def policy_of(
    draft: Draft,
    given: Mapping[str, Value],
    span: Span | None = None,
) -> Policy | None:
    """Make the policy that the layer's keyword arguments mean.

    Args:
        draft: Takes remarks.
        given: The arguments.
        span: Where the call is.
    """
    for name in given:
        if name not in _KNOWN:
            reason = Text.of("raises TypeError at the start: it takes no {name}", name=name)
            draft.remark(Effect.FAILS, given[name].span, reason=reason, mend=Text("take it out"))
    draft.credentials = draft.switch(given.get("allow_credentials"), "allow_credentials")
    _origins(draft, given)
    draft.names("allow_methods", given.get("allow_methods", value_of(["GET"])), "the methods")
    _characters(draft, given, "allow_methods")
    _characters(draft, given, "allow_headers")
    draft.names("allow_headers", given.get("allow_headers", value_of([])), "the request headers")
    for name in _ALWAYS:
        if ANY not in draft.lists.get("allow_headers", {}):
            _unless_there(draft, name)
    draft.names("expose_headers", given.get("expose_headers", value_of([])), "the exposed headers")
    draft.seconds(given.get("max_age", Scalar(_DEFAULT_AGE, span)))
    private = given.get("allow_private_network")
    if private is not None and draft.switch(private, "allow_private_network"):
        reason = Text("no browser reads its header any more: Chrome asks the user since 142")
        draft.remark(Effect.SETTING_IDLE, private.span, reason=reason, mend=Text("take it out"))
    return draft.policy()


def _unless_there(draft: Draft, name: str) -> None:
    there = {each.lower() for each in draft.lists.get("allow_headers", {})}
    if name.lower() not in there:
        draft.add("allow_headers", name)


def _origins(draft: Draft, given: Mapping[str, Value]) -> None:
    origins = given.get("allow_origins", value_of([]))
    text = text_of(origins)
    if text is not None and text != ANY:
        cut = text[:-1]
        draft.remark(Effect.MATCHES_PARTS, origins.span, text, origin=cut)
    draft.origins(Table() if isinstance(origins, Table) else origins)
    expression = given.get("allow_origin_regex")
    if expression is None or (isinstance(expression, Scalar) and expression.data is None):
        return
    draft.origins(expression, expressions=True)


def _characters(draft: Draft, given: Mapping[str, Value], name: str) -> None:
    """Remark a text where a list is due: every letter of it is a member."""
    value = given.get(name)
    text = None if value is None else text_of(value)
    if value is not None and text is not None and text != ANY:
        draft.remark(Effect.LETTERS, value.span, text)
