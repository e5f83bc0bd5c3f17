"""A policy as Traefik's dynamic configuration, in front of a server.

Its headers middleware gives credentials and lists to whoever asks, and no Vary to a preflight. So
routers tell first who asks, by the very expressions that the middleware compares origins with, and
strangers never come to it. A middleware that lets no address through is what refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import REQUEST_METHOD
from corsac.core.findings import Text
from corsac.targets.answer import Answer
from corsac.targets.export import Export, ExportError, File, Notice
from corsac.targets.expressions import escaped, expression
from corsac.targets.reading import RESPONSE_NAMES
from corsac.targets.text import about
from corsac.targets.yaml import written

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options, Upstream
    from corsac.targets.yaml import Tree

_OK = 200
_ASKED = (
    f"Method(`OPTIONS`) && HeaderRegexp(`Origin`, `.`) && HeaderRegexp(`{REQUEST_METHOD}`, `.`)"
)
#: No client has it.
_NOBODY = "255.255.255.255/32"


def write(policy: Policy, options: Options) -> Export:
    """Write the dynamic configuration, and with `full` the static one that loads it.

    Raises:
        ExportError: Traefik can't say it: a star that has to be given back, a third party.
    """
    answer = Answer.of_policy(policy)
    _check(answer, options)
    title = f"# {about('Traefik', answer)}\n"
    http: dict[str, Tree] = {
        "routers": _routers(answer, options),
        "middlewares": _middlewares(answer, options),
    }
    http |= _behind(options.upstream, options) if options.upstream else {}
    files = [File("dynamic.yml", title + written({"http": http}), "yaml")]
    if options.full:
        static: Tree = {
            "entryPoints": {"cors": {"address": str(options.listen)}},
            "providers": {"file": {"filename": "dynamic.yml"}},
            "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
        }
        files.append(File("traefik.yml", title + written(static), "yaml"))
    return Export(
        tuple(files),
        install=("put Traefik 3's program on the PATH",),
        start=("traefik --configFile=traefik.yml",) if options.full else (),
        warnings=_warnings(answer, options),
    )


def _check(answer: Answer, options: Options) -> None:
    if answer.echoes_headers or answer.echoes_method:
        raise ExportError(
            "star-with-credentials",
            Text("Traefik can't give back what a preflight asks for"),
            Text("list methods and headers, or export caddy"),
        )
    if options.third_party:
        raise ExportError(
            "third-party",
            Text("Traefik can't bring a third party's redirects back, nor keep addresses from it"),
            Text("say --own if the upstream is yours, or export nginx"),
        )


def _warnings(answer: Answer, options: Options) -> tuple[Notice, ...]:
    upstream = options.upstream
    found = (
        (
            answer.preflight_status != _OK,
            "preflight-status",
            Text("Traefik answers preflights with 200"),
        ),
        (
            answer.max_age == 0,
            "max-age-zero",
            Text("Traefik can't send Max-Age 0, and browsers keep a preflight for 5 seconds"),
        ),
        (
            answer.varies,
            "vary-twice",
            Text("Vary names Origin twice where the application names it too"),
        ),
        (
            answer.varies,
            "vary-first-line",
            Text("of several Vary lines of the application Traefik keeps the first"),
        ),
        (
            answer.varies and upstream is not None,
            "own-sockets",
            Text("our own pages open a WebSocket only where the policy has their origin"),
        ),
        (
            True,
            "path-normalized",
            Text("Traefik passes %7E on as ~ and two slashes as one; %2F stays"),
        ),
        (
            options.prefix != "/",
            "outside-prefix",
            Text("Traefik's own 404 outside of the prefix has no CORS headers"),
        ),
    )
    return tuple(Notice(code, text) for applies, code, text in found if applies)


def _routers(answer: Answer, options: Options) -> dict[str, Tree]:
    """Write who goes where; the higher priority is asked first."""
    within = "PathPrefix(`/`)"
    if options.prefix != "/":
        within = f"PathRegexp(`^{escaped(options.prefix)}(?:/|$)`)"
    strip = ["cors-strip"] if options.stripped else []
    strip += ["cors-path"] if options.upstream is not None and options.upstream.path else []
    vary = ["cors-vary"] if answer.preflight_vary() else []
    parts: list[tuple[str, str, list[str]]] = []
    if answer.varies:
        ours = _ours(answer)
        parts = [
            ("preflight", f"{_ASKED} && ({ours})", [*vary, "cors"]),
            ("preflight-refused", _ASKED, [*vary, "cors-nobody"]),
            ("ours", f"({ours})", ["cors", *strip]),
            (
                "socket-refused",
                "HeaderRegexp(`Upgrade`, `.`) && HeaderRegexp(`Origin`, `.`)",
                ["cors-strangers", "cors-nobody"],
            ),
            ("rest", "", ["cors-strangers", *strip]),
        ]
    else:
        parts = [("preflight", _ASKED, [*vary, "cors"]), ("rest", "", ["cors", *strip])]
    return {
        f"cors-{name}": {
            "rule": " && ".join(filter(None, [within, rule])),
            "priority": 1000 - place,
            "entryPoints": ["cors"],
            "middlewares": middlewares,
            "service": "cors-upstream",
        }
        for place, (name, rule, middlewares) in enumerate(parts)
    }


def _ours(answer: Answer) -> str:
    return " || ".join(f"HeaderRegexp(`Origin`, `^{expression(x)}$`)" for x in answer.origins)


def _middlewares(answer: Answer, options: Options) -> dict[str, Tree]:
    """Write the middlewares."""
    replaced: dict[str, Tree] = {**dict.fromkeys(RESPONSE_NAMES, ""), **dict(answer.companions)}
    own: dict[str, Tree] = {
        "customResponseHeaders": replaced,
        "accessControlAllowMethods": list(answer.methods),
    }
    if answer.varies:
        own["accessControlAllowOriginListRegex"] = [f"^{expression(x)}$" for x in answer.origins]
        own["addVaryHeader"] = True
    else:
        own["accessControlAllowOriginList"] = ["*"]
    own |= {"accessControlAllowCredentials": True} if answer.credentials else {}
    own |= {"accessControlAllowHeaders": list(answer.allowed_headers)} if answer.headers else {}
    own |= {"accessControlExposeHeaders": list(answer.expose)} if answer.expose else {}
    own |= {"accessControlMaxAge": answer.max_age} if answer.max_age else {}
    made: dict[str, Tree] = {"cors": {"headers": own}}
    if answer.varies:
        made["cors-strangers"] = {
            "headers": {"customResponseHeaders": replaced, "addVaryHeader": True}
        }
        made["cors-nobody"] = {"ipAllowList": {"sourceRange": [_NOBODY]}}
    preflight: dict[str, Tree] = dict(answer.companions)
    if answer.preflight_vary():
        preflight["Vary"] = ", ".join(answer.preflight_vary())
        made["cors-vary"] = {"headers": {"customResponseHeaders": preflight}}
    if options.stripped:
        made["cors-strip"] = {"stripPrefix": {"prefixes": [options.prefix]}}
    if options.upstream is not None and options.upstream.path:
        made["cors-path"] = {"addPrefix": {"prefix": options.upstream.path}}
    return made


def _behind(upstream: Upstream, options: Options) -> dict[str, Tree]:
    balanced: dict[str, Tree] = {"servers": [{"url": upstream.origin}]}
    if not upstream.tls:
        return {"services": {"cors-upstream": {"loadBalancer": balanced}}}
    balanced["serversTransport"] = "cors-upstream"
    trusted: Tree = {"serverName": upstream.address.host, "rootCAs": [options.certificates]}
    return {
        "services": {"cors-upstream": {"loadBalancer": balanced}},
        "serversTransports": {"cors-upstream": trusted},
    }
