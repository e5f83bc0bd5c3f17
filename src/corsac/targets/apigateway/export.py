"""A policy as the CORS configuration of an HTTP API of Amazon API Gateway, by CloudFormation.

The names and limits are those of `AWS::ApiGatewayV2::Api Cors`; what is warned of is from the
developer guide, "Configure CORS for HTTP APIs in API Gateway".
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

_UNTRIED = "# Not run anywhere: it fits CloudFormation's schema. Try it: corsac verify URL\n"
#: The methods that a route of an HTTP API can have.
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_NO_CONTENT = 204
# Its only stars are `*`, `https://*` and `http://*`: none of our patterns means the same.
_EXACT = re.compile(r"https?://[^*{]+")


def write(policy: Policy, options: Options) -> Export:
    """Write the property of an HTTP API, or a template with one.

    Raises:
        ExportError: An origin, a method or every header with credentials is none that it knows.
    """
    answer = Answer.of_policy(policy)
    _check(answer)
    cors: dict[str, Tree] = {"CorsConfiguration": _configuration(answer)}
    properties: Tree = {"Name": "api", "ProtocolType": "HTTP", **cors}
    api: Tree = {"Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": properties}}
    tree: Tree = {"Resources": api} if options.full else cors
    name = "api.yaml" if options.full else "cors.yaml"
    title = f"# {about('API Gateway', answer)}\n{_UNTRIED}"
    start = f"aws cloudformation deploy --template-file {name} --stack-name api"
    return Export(
        (File(name, title + written(tree), "yaml"),),
        install=("pip install awscli",),
        start=(start,) if options.full else (),
        warnings=_warnings(answer, options),
    )


def _check(answer: Answer) -> None:
    for each in answer.origins if answer.varies else ():
        if _EXACT.fullmatch(each.text) is None:
            raise ExportError(
                "pattern-unwritable",
                Text.of("API Gateway has no way to write {origin}", origin=each.text),
                Text("write whole origins of http or https"),
            )
    unknown = [each for each in answer.methods if each not in {*_METHODS, "*"}]
    if unknown:
        raise ExportError(
            "method-unwritable",
            Text.of("an HTTP API of API Gateway has no method {method}", method=unknown[0]),
            Text("leave it out, or allow every method"),
        )
    if answer.echoes_headers:
        raise ExportError(
            "headers-unwritable",
            Text("API Gateway does not promise to give back the headers that are asked for"),
            Text("name them: with credentials a star is a header's name"),
        )


def _configuration(answer: Answer) -> Tree:
    # With credentials a star would be a method's name (fetch#cors-preflight-fetch.7.5).
    methods = _METHODS if answer.echoes_method else answer.methods
    cors: dict[str, Tree] = {"AllowOrigins": [each.text for each in answer.origins]}
    cors |= {"AllowCredentials": True} if answer.credentials else {}
    cors["AllowMethods"] = list(methods)
    cors |= {"AllowHeaders": list(answer.allowed_headers)} if answer.headers else {}
    cors |= {"ExposeHeaders": list(answer.expose)} if answer.expose else {}
    cors |= {} if answer.max_age is None else {"MaxAge": answer.max_age}
    return cors


def _warnings(answer: Answer, options: Options) -> tuple[Notice, ...]:
    found = (
        (
            True,
            "undocumented",
            Text(
                "Amazon's guide does not say whether API Gateway sends Vary: Origin, nor what a "
                "refused preflight gets"
            ),
        ),
        (
            True,
            "gateway-errors",
            Text(
                "API Gateway promises CORS headers on what an integration answers: pages may not "
                "be able to read its own errors, as 401, 404, 429 and 503"
            ),
        ),
        (
            True,
            "app-headers-ignored",
            Text("API Gateway ignores the CORS headers that the application sends"),
        ),
        (
            True,
            "default-route",
            Text.of(
                "a $default route with an authorizer gets the preflights too: add {route} "
                "without one",
                route="OPTIONS /{proxy+}",
            ),
        ),
        (
            answer.preflight_status != _NO_CONTENT,
            "preflight-status",
            Text.of(
                "API Gateway chooses the status of a preflight's answer: {status} can't be had",
                status=answer.preflight_status,
            ),
        ),
        (
            bool(answer.companions),
            "companions-missing",
            Text("API Gateway sends neither Timing-Allow-Origin nor Cross-Origin-Resource-Policy"),
        ),
        (
            options.full,
            "no-routes",
            Text("the API has no routes and no integration yet: add yours"),
        ),
    )
    return tuple(Notice(code, text) for applies, code, text in found if applies)
