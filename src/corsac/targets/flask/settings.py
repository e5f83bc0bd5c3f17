"""Settings of Flask-CORS.

What it does with them was read from flask-cors 6.0.5 and run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.policy.pattern import ANY, parse_pattern
from corsac.policy.policy import Policy
from corsac.policy.routes import Route
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.options import meant
from corsac.targets.settings.paths import covered, path_of
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.translation import Matching
from corsac.targets.settings.values import (
    Listing,
    Regex,
    Scalar,
    Table,
    arguments_of,
    text_of,
    value_of,
)
from corsac.targets.settings.views import View, configured, prefixes, routed, views

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corsac.core.findings import Span
    from corsac.targets.settings.program import Call, Program
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.values import Value

LIBRARY: Final = Library("flask", "Flask-CORS", matching=Matching.PREFIX, folds=True)
_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
_OPTIONS: Final = (
    "origins",
    "methods",
    "allow_headers",
    "expose_headers",
    "supports_credentials",
    "max_age",
    "send_wildcard",
    "vary_header",
    "automatic_options",
    "always_send",
    "allow_private_network",
    "resources",
    "intercept_exceptions",
)
_CONFIG: Final = {f"CORS_{name.upper()}": name for name in _OPTIONS}
_EXTENSIONS: Final = frozenset({"flask_cors.CORS", "flask_cors.extension.CORS"})
_DECORATORS: Final = frozenset({"flask_cors.cross_origin", "flask_cors.decorator.cross_origin"})
#: Any of these makes a text an expression there.
_HINTS: Final = frozenset("*\\]?$^[]()")
_EVERYWHERE: Final = frozenset({"/*", "*", ".*", "/.*"})


def read_values(given: Mapping[str, object]) -> Reading:
    """Read the keyword arguments of a running program.

    Args:
        given: As they are given to `CORS`, without the application; `CORS_` keys of a
            configuration count beneath them.
    """
    draft = Draft(LIBRARY)
    return draft.reading(_extension(draft, arguments_of(given, _CONFIG)))


def read(program: Program) -> tuple[Reading, ...]:
    """Read what a file does with the extension and its decorator.

    Args:
        program: The file.
    """
    if not program.imports_from("flask_cors"):
        return ()
    config = {_CONFIG[key]: value for key, value in configured(program, _CONFIG).items()}
    draft = Draft(LIBRARY)
    root: Policy | None = None
    routes: dict[str, Policy] = {}
    for call, prefix in _extensions(program):
        draft.span = draft.span or call.span
        part = draft.part(call.span)
        policy = _extension(part, config | call.arguments("origins"))
        if not prefix:
            root = policy
        elif policy is not None:
            routes[prefix] = policy
    for view in views(program, _DECORATORS):
        draft.span = draft.span or view.call.span
        routes |= _view(draft, view, config)
    if draft.span is None:
        return ()
    own = tuple(route for route in root.routes if route.path not in routes) if root else ()
    if routes:
        root = (root or Policy()).changed(
            routes=[*own, *(Route(path, policy) for path, policy in routes.items())]
        )
    return (draft.reading(root),)


def _extensions(program: Program) -> Iterator[tuple[Call, str | None]]:
    """Give each use of the extension, and the path of the blueprint that it is for."""
    roots = prefixes(program)
    for call in program.calls():
        if call.name in _EXTENSIONS or (
            call.name.endswith(".init_app") and _is_extension(program, call)
        ):
            owner = program.name(call.node.args[0]) if call.node.args else ""
            if call.name in _EXTENSIONS and not owner and not call.named:
                continue
            yield call, roots.get(owner, "")


def _is_extension(program: Program, call: Call) -> bool:
    """Whether the name before `.init_app` is bound to the extension."""
    found = call.scope.find(call.name.partition(".")[0])
    made = found[1][-1].value if found else None
    return made is not None and program.name(getattr(made, "func", made)) in _EXTENSIONS


def _view(draft: Draft, view: View, config: dict[str, Value]) -> dict[str, Policy]:
    call = view.call
    part = draft.part(call.span)
    policy = policy_of(part, config | call.arguments("origins"), call.span)
    mend = Text("use the extension, or corsac's middleware around the application")
    part.remark(
        Effect.ERRORS_BARE, call.span, where=Text("errors of that view, by abort() too,"), mend=mend
    )
    return routed(part, view, policy)


def _extension(draft: Draft, given: Mapping[str, Value]) -> Policy | None:
    """Make the policy of the extension's options, one route for each resource."""
    resources = given.get("resources", value_of("/*"))
    options = {name: value for name, value in given.items() if name != "resources"}
    if isinstance(resources, Table):
        pairs = resources.pairs
    else:
        items = resources.items if isinstance(resources, Listing) else (resources,)
        pairs = tuple((each, Table()) for each in items)
    root: Policy | None = Policy()
    routes: dict[str, Policy] = {}
    for key, value in pairs:
        own = value.fields() if isinstance(value, Table) else {}
        if not isinstance(value, Table):
            draft.unknown(value, "the options of a resource")
        part = draft.part(key.span or draft.span)
        policy = policy_of(part, {**options, **own}, part.span)
        path = _resource(draft, key)
        if path == "/":
            root = policy
        elif path is not None and policy is not None:
            routes[path] = policy
    if root is not None and routes:
        return root.changed(routes=[Route(path, each) for path, each in routes.items()])
    return root


def _resource(draft: Draft, key: Value) -> str | None:
    """Give the route of a resource; None where it can't be one."""
    text = key.text if isinstance(key, Regex) else text_of(key)
    if text is None:
        draft.unknown(key, "a resource", Text("give the policy a route for it"))
        return None
    if text in _EVERYWHERE:
        return "/"
    expression = isinstance(key, Regex) or not _HINTS.isdisjoint(text)
    path = path_of(text) if expression else text.rstrip("/") or "/"
    if path is None or not path.startswith("/"):
        reason = Text("its paths can't be written as one route")
        mend = Text("give the policy routes by hand")
        draft.remark(Effect.NOT_READ, key.span, text, reason=reason, mend=mend)
        return None
    strange = covered(text, path) if expression and path != "/" else ""
    if strange:
        draft.remark(Effect.PATH_PREFIX, key.span, text, path=strange, route=path)
    if not expression:
        reason = Text("was for this very path; the policy's route is for what is below it too")
        mend = Text("give what is below a route of its own, if it was meant to be closed")
        draft.remark(Effect.WIDER, key.span, text, reason=reason, mend=mend)
    return path


def policy_of(draft: Draft, given: Mapping[str, Value], span: Span | None = None) -> Policy | None:
    """Make the policy that the options of the extension, a resource or the decorator mean.

    Args:
        draft: Takes remarks.
        given: The options.
        span: Where they stand.
    """
    options = meant(draft, given, _OPTIONS, opening="origins")
    draft.credentials = draft.switch(options.get("supports_credentials"), "supports_credentials")
    _origins(draft, options.get("origins", Scalar(ANY, span)))
    everyone = ANY in draft.lists.get("allow_origins", {})
    wildcard = draft.switch(options.get("send_wildcard"), "send_wildcard")
    if everyone and wildcard and draft.credentials:
        reason = Text("raises ValueError at the start")
        mend = Text("name the origins")
        draft.remark(Effect.FAILS, span, reason=reason, mend=mend)
    elif everyone and not wildcard and not draft.credentials:
        draft.remark(Effect.ECHOES_WILDCARD, span)
    _vary(draft, options, span, everyone=everyone)
    _methods(draft, options)
    _headers(draft, options.get("allow_headers", Scalar(ANY)))
    for each in _split(options.get("expose_headers", Listing())):
        draft.names("expose_headers", each, "the exposed headers")
    if "max_age" in options:
        draft.seconds(options["max_age"], zero_is_none=True)
    return draft.policy()


def _origins(draft: Draft, value: Value) -> None:
    for each in value.items if isinstance(value, Listing) else (value,):
        text = text_of(each)
        pattern = None if text is None else parse_pattern(text)
        if text is None or text == ANY:
            draft.origins(each)
        elif pattern is not None and pattern.subdomains:
            stranger = f"{pattern.scheme}://x{pattern.host}"
            _glob(draft, each, text, pattern.example, stranger)
        elif pattern is not None and pattern.any_port:
            stranger = f"{pattern.scheme}://{pattern.host}.evil.example"
            _glob(draft, each, text, f"{text[:-1]}8080", stranger)
        elif text in {"http://*", "https://*"}:
            draft.add("allow_origins", ANY, each.span)
        elif _HINTS.isdisjoint(text):
            draft.origin(text, each.span)
        else:
            draft.expression(text, each.span)


def _glob(draft: Draft, value: Value, text: str, app: str, stranger: str) -> None:
    draft.remark(Effect.GLOB_AS_REGEX, value.span, text, app=app, origin=stranger)
    draft.add("allow_origins", text, value.span)


def _vary(draft: Draft, options: Mapping[str, Value], span: Span | None, *, everyone: bool) -> None:
    if everyone:
        return
    value = options.get("vary_header")
    origins = options.get("origins", Listing())
    members = origins.items if isinstance(origins, Listing) else (origins,)
    texts = [text for each in members if (text := text_of(each)) is not None]
    single = len(members) == 1 and bool(texts) and _HINTS.isdisjoint(texts[0])
    if single or not draft.switch(value, "vary_header", default=True):
        where = Text("at all") if not single else Text("where one origin is allowed")
    else:
        where = Text("to origins that are refused, or without Origin")
    draft.remark(Effect.VARY_MISSING, value.span if value else span, where=where)


def _methods(draft: Draft, options: Mapping[str, Value]) -> None:
    """Take the methods: they are put into upper case there."""
    for each in _split(options.get("methods", value_of(_METHODS))):
        text = text_of(each)
        if text is None:
            draft.unknown(each, "the methods")
        else:
            draft.add("allow_methods", text.upper(), each.span)


def _headers(draft: Draft, value: Value) -> None:
    for each in value.items if isinstance(value, Listing) else (value,):
        text = text_of(each)
        if isinstance(each, Regex) or (text not in {None, ANY} and _HINTS & set(text or "")):
            shown = each.text if isinstance(each, Regex) else text
            reason = Text("an expression for header names")
            mend = Text("write the names out")
            draft.remark(Effect.NOT_READ, each.span, shown, reason=reason, mend=mend)
        elif text is not None and "," in text:
            reason = Text("is one name there, and no header has it")
            mend = Text("write a list; the policy has one")
            draft.remark(Effect.HEADER_DEAD, each.span, text, reason=reason, mend=mend)
            for part in _split(each):
                draft.names("allow_headers", part, "the request headers")
        else:
            draft.names("allow_headers", each, "the request headers")


def _split(value: Value) -> tuple[Value, ...]:
    """Give the members of a list, or of a text with commas."""
    if isinstance(value, Listing):
        return value.items
    text = text_of(value)
    if text is None:
        return () if isinstance(value, Scalar) else (value,)
    return tuple(Scalar(part.strip(), value.span) for part in text.split(",") if part.strip())
