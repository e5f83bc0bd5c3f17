"""Settings of Quart-CORS.

What it does with them was read from quart-cors 0.8.0 and run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.policy.pattern import ANY
from corsac.policy.policy import Policy
from corsac.policy.routes import Route
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.options import meant
from corsac.targets.settings.remarks import Effect
from corsac.targets.settings.translation import Matching
from corsac.targets.settings.values import Scalar, arguments_of, value_of
from corsac.targets.settings.views import configured, prefixes, routed, views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.core.findings import Span
    from corsac.targets.settings.program import Program
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.values import Value

LIBRARY: Final = Library("quart", "Quart-CORS", matching=Matching.PREFIX)
_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
_OPTIONS: Final = (
    "allow_origin",
    "allow_methods",
    "allow_headers",
    "expose_headers",
    "allow_credentials",
    "max_age",
    "send_origin_wildcard",
    "provide_automatic_options",
)
_CONFIG: Final = {f"QUART_CORS_{name.upper()}": name for name in _OPTIONS[:-1]}
_EXTENSION: Final = "quart_cors.cors"
_DECORATOR: Final = "quart_cors.route_cors"
_SOCKETS: Final = "quart_cors.websocket_cors"


def read_values(given: Mapping[str, object]) -> Reading:
    """Read the keyword arguments of a running program.

    Args:
        given: As they are given to `cors`, without the application; `QUART_CORS_` keys of a
            configuration count beneath them.
    """
    draft = Draft(LIBRARY)
    return draft.reading(policy_of(draft, arguments_of(given, _CONFIG)))


def read(program: Program) -> tuple[Reading, ...]:
    """Read what a file does with the extension and its decorators.

    Args:
        program: The file.
    """
    if not program.imports_from("quart_cors"):
        return ()
    config = {_CONFIG[key]: value for key, value in configured(program, _CONFIG).items()}
    draft = Draft(LIBRARY)
    root: Policy | None = None
    routes: dict[str, Policy] = {}
    roots = prefixes(program)
    for call in program.calls():
        if call.name != _EXTENSION:
            continue
        draft.span = draft.span or call.span
        owner = program.name(call.node.args[0]) if call.node.args else ""
        part = draft.part(call.span)
        policy = policy_of(part, config | call.arguments("allow_origin"), call.span)
        prefix = roots.get(owner, "")
        if not prefix:
            root = policy
        elif policy is not None:
            routes[prefix] = policy
    for view in views(program, {_DECORATOR, _SOCKETS}):
        draft.span = draft.span or view.call.span
        part = draft.part(view.call.span)
        routes |= routed(
            part,
            view,
            policy_of(part, config | view.call.arguments("allow_origin"), view.call.span),
        )
    if draft.span is None:
        return ()
    if routes:
        made = [Route(path, policy) for path, policy in routes.items()]
        root = (root or Policy()).changed(routes=made)
    return (draft.reading(root),)


def policy_of(draft: Draft, given: Mapping[str, Value], span: Span | None = None) -> Policy | None:
    """Make the policy that the options of the extension or the decorator mean.

    Args:
        draft: Takes remarks.
        given: The options.
        span: Where they stand.
    """
    # None stands for the default.
    written = {
        name: value
        for name, value in given.items()
        if not (isinstance(value, Scalar) and value.data is None)
    }
    options = meant(draft, written, _OPTIONS, opening="allow_origin")
    draft.credentials = draft.switch(options.get("allow_credentials"), "allow_credentials")
    draft.origins(options.get("allow_origin", Scalar(ANY, span)))
    everyone = ANY in draft.lists.get("allow_origins", {})
    if everyone and draft.credentials:
        reason = Text("raises ValueError at every request: * and credentials don't go together")
        draft.remark(Effect.FAILS, span, reason=reason, mend=Text("name the origins"))
        draft.credentials = False
    draft.names("allow_methods", options.get("allow_methods", value_of(_METHODS)), "the methods")
    headers = options.get("allow_headers", Scalar(ANY))
    draft.names("allow_headers", headers, "the request headers")
    if "expose_headers" in options:
        draft.names("expose_headers", options["expose_headers"], "the exposed headers")
    if "max_age" in options:
        draft.seconds(options["max_age"])
    return draft.policy()
