"""A policy as the CORS filter of a Gateway API HTTPRoute.

What the filter means is in the API's own words (`HTTPCORSFilter`, Standard channel since 1.5); what
is behind it differs by implementation, and none was run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.targets.answer import Answer
from corsac.targets.export import Export, ExportError, File, Notice
from corsac.targets.text import about
from corsac.targets.yaml import written

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options
    from corsac.targets.yaml import Tree

_UNTRIED = "# Not run anywhere: it fits the schema of the API. Try it: corsac verify URL\n"
#: The methods that the API knows; the field takes no others.
_METHODS = frozenset("GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH *".split())
_LEAST = 1
#: Origins and patterns as the API's schema has them: http and https alone, no address of IPv6.
_ORIGIN = re.compile(
    r"https?://(?:\*\.)?(?:[a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+(?::[0-9]{1,5})?", re.ASCII
)


def write(policy: Policy, options: Options) -> Export:
    """Write the filters of a rule, or a whole HTTPRoute.

    Raises:
        ExportError: A pattern or a method is none that the API knows.
    """
    answer = Answer.of_policy(policy)
    _check(answer)
    title = f"# {about('Gateway API', answer)}\n{_UNTRIED}"
    filters = _filters(answer)
    tree: Tree = _route(filters, options) if options.full else {"filters": filters}
    name = "httproute.yaml" if options.full else "filters.yaml"
    return Export(
        (File(name, title + written(tree), "yaml"),),
        install=("put a Gateway API 1.5 or later, and an implementation of it, on the cluster",),
        start=(f"kubectl apply -f {name}",) if options.full else (),
        warnings=_warnings(answer, options),
    )


def _check(answer: Answer) -> None:
    for each in answer.origins if answer.varies else ():
        if _ORIGIN.fullmatch(each.text) is None:
            raise ExportError(
                "pattern-unwritable",
                Text.of("the Gateway API has no pattern for {origin}", origin=each.text),
                Text("write whole origins, or https://*.example.com"),
            )
    unknown = [each for each in answer.methods if each not in _METHODS]
    if unknown:
        raise ExportError(
            "method-unwritable",
            Text.of("the Gateway API has no method {method}", method=unknown[0]),
            Text("leave it out, or allow every method"),
        )


def _filters(answer: Answer) -> list[Tree]:
    cors: dict[str, Tree] = {"allowOrigins": [each.text for each in answer.origins]}
    # A star is given back as what was asked for where credentials are allowed: the API's own rule.
    cors |= {"allowCredentials": True} if answer.credentials else {}
    cors["allowMethods"] = list(answer.methods)
    cors |= {"allowHeaders": list(answer.headers)} if answer.headers else {}
    cors |= {"exposeHeaders": list(answer.expose)} if answer.expose else {}
    cors |= {"maxAge": answer.max_age} if answer.max_age else {}
    filters: list[Tree] = [{"type": "CORS", "cors": cors}]
    if answer.companions:
        lines: list[Tree] = [{"name": name, "value": value} for name, value in answer.companions]
        changed: Tree = {"set": lines}
        filters.append({"type": "ResponseHeaderModifier", "responseHeaderModifier": changed})
    return filters


def _route(filters: list[Tree], options: Options) -> Tree:
    path: Tree = {"path": {"type": "PathPrefix", "value": options.prefix}}
    rule: dict[str, Tree] = {"matches": [path], "filters": filters}
    if options.stripped:
        to: Tree = {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/"}
        rule["filters"] = [*filters, {"type": "URLRewrite", "urlRewrite": {"path": to}}]
    behind = options.upstream.address if options.upstream else options.listen
    rule["backendRefs"] = [{"name": behind.host.partition(".")[0], "port": behind.port}]
    return {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "HTTPRoute",
        "metadata": {"name": "cors"},
        "spec": {"parentRefs": [{"name": "gateway"}], "rules": [rule]},
    }


def _warnings(answer: Answer, options: Options) -> tuple[Notice, ...]:
    found = (
        (
            True,
            "implementation-differs",
            Text(
                "the API does not say what a refused preflight gets, nor where Vary stands, nor "
                "what becomes of an application's own CORS headers: implementations differ"
            ),
        ),
        (
            answer.max_age is not None and answer.max_age < _LEAST,
            "max-age-zero",
            Text("the Gateway API has no Max-Age 0, and gateways send 5 without one"),
        ),
        (
            options.full,
            "names",
            Text("the gateway is called gateway, the service by the first label of its host"),
        ),
    )
    return tuple(Notice(code, text) for applies, code, text in found if applies)
