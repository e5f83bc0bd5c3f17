"""A policy as Envoy's configuration, in front of a server.

Its filter `cors` never sends Vary. So routes judge who asks: a preflight that is allowed, any other
preflight, an allowed origin, all the rest. Each sets its headers by the filter `header_mutation`,
which Envoy's own errors pass too; `response_headers_to_add` would miss those. A matcher takes all
lines of a header as one text, in which two Origin lines are no allowed origin.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    REQUEST_HEADERS,
    REQUEST_METHOD,
)
from corsac.core.findings import Text
from corsac.targets.answer import Answer
from corsac.targets.envoy.filters import asker, filters, guard, headers
from corsac.targets.envoy.listener import CLUSTER, bootstrap, clusters, runtime
from corsac.targets.envoy.routes import OPTIONS, ended, has
from corsac.targets.export import LISTEN, Export, ExportError, File, unread_methods
from corsac.targets.expressions import escaped, expression
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION, READ_METHODS
from corsac.targets.text import about
from corsac.targets.yaml import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.policy.policy import Policy
    from corsac.targets.export import Options
    from corsac.targets.yaml import Tree

    Lines = list[tuple[str, str]]

_PLACE: Final = (
    "# In the bootstrap the runtime; in the http_connection_manager these filters before its\n"
    "# router, and these routes before others."
)


def write(policy: Policy, options: Options) -> Export:
    """Write filters, routes and a cluster, or with `full` a whole envoy.yaml.

    Raises:
        ExportError: Envoy is to listen at a name.
    """
    answer = Answer.of_policy(policy)
    before, routes = filters(answer, options), _routes(answer, options)
    head = f"# {about('Envoy', answer)}\n"
    if options.full:
        _check(options)
        name, tree = "envoy.yaml", bootstrap(options, before, routes)
    else:
        name, head = "cors.yaml", f"{head}{_PLACE}\n"
        parts: dict[str, Tree] = {
            "http_filters": before,
            "routes": routes,
            "clusters": clusters(options),
        }
        tree = {**runtime(), **parts}
    run = ("envoy --mode validate -c envoy.yaml", "envoy -c envoy.yaml")
    return Export(
        (File(name, head + written(tree), "yaml"),),
        install=("put the program of Envoy 1.40 or later on the PATH",),
        start=run if options.full else (),
        warnings=unread_methods(answer, "Envoy", READ_METHODS),
    )


def _check(options: Options) -> None:
    try:
        ipaddress.ip_address(options.listen.host)
    except ValueError:
        raise ExportError(
            "listen-unreadable",
            Text("Envoy listens at an address, not at a name"),
            Text.of("write host:port, as {example}", example=LISTEN),
        ) from None


def _routes(answer: Answer, options: Options) -> list[Tree]:
    """Write who gets what; the first that matches is taken."""
    asked = [OPTIONS, has("Origin"), has(REQUEST_METHOD)]
    ours = [has("Origin", _origins(answer))] if answer.varies else []
    own = [(ALLOW_ORIGIN, asker(options) if answer.varies else "*")]
    own += [(ALLOW_CREDENTIALS, "true")] if answer.credentials else []
    exposed = [(EXPOSE_HEADERS, ", ".join(answer.expose))] if answer.expose else []
    vary = [("Vary", ", ".join(answer.preflight_vary()))] if answer.preflight_vary() else []
    routes: list[Tree] = []
    for more, echoed in _echoes(answer):
        lines = [*own, *answer.preflight_lines(), *echoed, *vary]
        routes.append(ended(answer.preflight_status, [*asked, *ours, *more], headers(lines)))
    if answer.varies:
        routes.append(ended(answer.refused_status, asked, headers(vary)))
    routes += _onward(options, ours, headers([*own, *exposed]))
    if answer.varies:
        routes += _onward(options, [], {} if options.third_party else guard())
    return routes


def _origins(answer: Answer) -> str:
    return "|".join(expression(each) for each in answer.origins)


def _echoes(answer: Answer) -> Iterator[tuple[list[Tree], Lines]]:
    """Give what is asked for back, where it is well-formed: what must match, and the lines."""
    cases: list[tuple[list[Tree], Lines]] = [([], [])]
    for echoes, header, form, name in (
        (answer.echoes_method, REQUEST_METHOD, METHOD_EXPRESSION, ALLOW_METHODS),
        (answer.echoes_headers, REQUEST_HEADERS, HEADERS_EXPRESSION, ALLOW_HEADERS),
    ):
        if echoes:
            match, line = has(header, form), (name, f"%REQ({header})%")
            cases = [([*more, match], [*lines, line]) for more, lines in cases] + cases
    yield from cases


def _onward(options: Options, matched: list[Tree], filtered: dict[str, Tree]) -> list[Tree]:
    """Ask the upstream, and nobody outside of the prefix."""
    who: dict[str, Tree] = {"headers": matched} if matched else {}
    what: dict[str, Tree] = {"typed_per_filter_config": filtered} if filtered else {}
    path = "prefix" if options.prefix == "/" else "path_separated_prefix"
    inside: dict[str, Tree] = {path: options.prefix, **who}
    route: dict[str, Tree] = {"match": inside, "route": _action(options)}
    routes: list[Tree] = [route | _asking(options) | what]
    if options.prefix != "/" and options.full:
        everywhere: dict[str, Tree] = {"match": {"prefix": "/", **who}}
        routes.append({**everywhere, "direct_response": {"status": 404}, **what})
    return routes


def _action(options: Options) -> Tree:
    """Write where the request goes: the path stays as it came, %2F and all, but for its prefix."""
    action: dict[str, Tree] = {"cluster": CLUSTER, "timeout": "0s"}
    above = options.upstream.path if options.upstream else ""
    form = f"^{escaped(options.prefix)}(?:/|$)" if options.stripped else "^/"
    if options.stripped or above:
        action["regex_rewrite"] = {"pattern": {"regex": form}, "substitution": f"{above}/"}
    if options.third_party:
        action["host_rewrite_literal"] = options.upstream.authority if options.upstream else ""
    return action


_ADDRESS: Final = "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"
#: Somebody else's upstream gets none of these: our users' cookies, origins, addresses.
_PRIVATE: Final = (
    "Cookie", "Origin", "Referer", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Proto",
    "X-Forwarded-Host", "X-Envoy-External-Address", "X-Request-Id", "Forwarded",
)  # fmt: skip


def _asking(options: Options) -> dict[str, Tree]:
    """Write what the upstream hears besides."""
    if options.third_party:
        return {"request_headers_to_remove": list(_PRIVATE)}
    header: Tree = {"key": "X-Real-IP", "value": _ADDRESS}
    added: Tree = {"header": header, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
    return {"request_headers_to_add": [added]}
