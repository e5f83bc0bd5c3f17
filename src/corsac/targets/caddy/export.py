"""A policy as Caddy's configuration: as a web server, or in front of another one.

Headers are set before the request goes on, so that Caddy's own errors have them too; a deferred
`header` misses those, and adds Vary where what a handler says of it is known: errors are told
again. What a server behind says is taken out as it arrives. `map` reads several
Origin lines as one text, and finds no allowed origin in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    ORIGIN,
    REQUEST_HEADERS,
    REQUEST_METHOD,
)
from corsac.targets.answer import Answer
from corsac.targets.export import Export, File
from corsac.targets.expressions import escaped, expression
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION
from corsac.targets.text import about, indented

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options, Upstream

_DEBIANS = "apt-get install caddy"
#: Debian 12's Caddy 2.6 knows no `tls_trust_pool`.
_TRUSTS = "put the program of Caddy 2.8 or later on the PATH"
#: Said: for Caddy 2.6 what a map does not say is no empty text, and strangers would come in.
_DEFAULT = "default none"
_ALLOWED = "@cors_allowed"
_PREFLIGHT = "@cors_preflight"
_ASKED = ["method OPTIONS", "header Origin *", f"header {REQUEST_METHOD} *"]


def write(policy: Policy, options: Options) -> Export:
    """Write what goes into a site's block, or a whole Caddyfile."""
    answer = Answer.of_policy(policy)
    lines = _site(answer, options)
    title = f"# {about('Caddy', answer)}"
    name = "Caddyfile" if options.full else "cors.caddy"
    if options.full:
        text = _full(title, lines, answer, options)
    else:
        place = "# In the site's block; what else is there, log-in above all, goes into its last"
        text = "\n".join([title, place, "# handle, so that preflights are answered first.", *lines])
        text += "\n" + "\n".join(_rest(answer, options)) + "\n"
    return Export(
        (File(name, text, "caddyfile"),),
        install=(_TRUSTS if options.upstream and options.upstream.tls else _DEBIANS,),
        start=("caddy run --config Caddyfile",) if options.full else (),
        reload=("caddy validate --config Caddyfile", "systemctl reload caddy"),
    )


def _block(head: str, lines: list[str]) -> list[str]:
    return [f"{head} {{", *(indented(each, "\t") for each in lines), "}"]


def _full(title: str, lines: list[str], answer: Answer, options: Options) -> str:
    listen = options.listen
    inside = [f"bind {listen.host}", *lines, *_rest(answer, options)]
    parts = [title, "# caddy run --config Caddyfile", "{", "\tadmin off", "}"]
    return "\n".join([*parts, *_block(f"http://:{listen.port}", inside)]) + "\n"


def _site(answer: Answer, options: Options) -> list[str]:
    """Write how a request is judged, the headers, the answer to preflights, the guard."""
    lines = _maps(answer)
    if answer.varies:
        # The last line of Vary is the only one that some caches read.
        lines += [f"{_ALLOWED} not vars {{cors_origin}} none"]
        lines += _block("header", ["defer", "+Vary Origin"])
        lines += _block("handle_errors", ["header +Vary Origin"])
    only = f" {_ALLOWED}" if answer.varies else ""
    own = {ALLOW_ORIGIN: "{cors_origin}" if answer.varies else "*"}
    own |= {ALLOW_CREDENTIALS: "true"} if answer.credentials else {}
    sent = [(only, f"{name} {value}") for name, value in own.items()]
    sent += [("", f'{name} "{value}"') for name, value in answer.companions]
    lines += _block(_PREFLIGHT, _ASKED)
    if answer.expose:
        granted = ["not vars {cors_origin} none"] if answer.varies else []
        lines += _block("@cors_read", [*granted, *_block("not", _ASKED)])
        sent.append((" @cors_read", f'{EXPOSE_HEADERS} "{", ".join(answer.expose)}"'))
    lines += [f"header{whose} {line}" for whose, line in sent]
    if options.upstream is not None or not options.full:
        lines += ["# Again at the end: a 103 on the way takes off what was set before."]
        for whose, line in sent:
            lines += _block(f"header{whose}", ["defer", line])
    lines += _block(f"handle {_PREFLIGHT}", _preflight(answer, only))
    return lines + _sockets(answer, options)


def _maps(answer: Answer) -> list[str]:
    lines: list[str] = []
    if answer.varies:
        known = [
            f"{each.text} {each.text}" if each.exact else f'"~^{expression(each)}$" ${{0}}'
            for each in answer.origins
        ]
        known.append(_DEFAULT)
        lines += _block("map {http.request.header.Origin} {cors_origin}", known)
    for name, header, form, echoes in (
        ("method", REQUEST_METHOD, METHOD_EXPRESSION, answer.echoes_method),
        ("headers", REQUEST_HEADERS, HEADERS_EXPRESSION, answer.echoes_headers),
    ):
        if echoes:
            head = f"map {{http.request.header.{header}}} {{cors_{name}}}"
            lines += _block(head, [f'"~^{form}$" ${{0}}', _DEFAULT])
    return lines


def _preflight(answer: Answer, only: str) -> list[str]:
    lines: list[str] = []
    vary = ", ".join(each for each in answer.preflight_vary() if each != ORIGIN)
    lines += [f'header Vary "{vary}"'] if vary else []
    lines += [f'header{only} {name} "{value}"' for name, value in answer.preflight_lines()]
    for name, variable, echoes in (
        (ALLOW_METHODS, "method", answer.echoes_method),
        (ALLOW_HEADERS, "headers", answer.echoes_headers),
    ):
        if echoes:
            asked = [f"not vars {{cors_{variable}}} none", "not vars {cors_origin} none"]
            lines += _block(f"@cors_{variable}", asked)
            lines += [f"header @cors_{variable} {name} {{cors_{variable}}}"]
    lines += [f"respond{only} {answer.preflight_status}"]
    return lines + ([f"respond {answer.refused_status}"] if answer.varies else [])


def _sockets(answer: Answer, options: Options) -> list[str]:
    if not answer.varies or options.third_party or options.upstream is None:
        return []
    own = [f"{scheme}://{{http.request.hostport}}" for scheme in ("http", "https")]
    stranger = ["header Upgrade *", "header Origin *", "vars {cors_origin} none"]
    return [
        "# CORS guards no WebSocket: our own pages and allowed origins open one.",
        *_block("@cors_stranger", [*stranger, *(f"not header Origin {each}" for each in own)]),
        *_block("handle @cors_stranger", ["respond 403"]),
    ]


def _rest(answer: Answer, options: Options) -> list[str]:
    """Write what answers everything else."""
    upstream = options.upstream
    if upstream is None:
        served = ["root * public", "file_server"] if options.full else []
        return _block("handle", served or ["# reverse_proxy, file_server, basic_auth ..."])
    proxied = _proxy(upstream, answer, options)
    if options.prefix == "/":
        return _block("handle", proxied)
    prefix = options.prefix
    lines = _block("@cors_inside", [f"path {prefix} {prefix}/*"])
    # strip_prefix would make one slash of two.
    stripped = [f"uri path_regexp ^{escaped(prefix)}(?:/|$) /"] if options.stripped else []
    lines += _block("handle @cors_inside", [*stripped, *proxied])
    return lines + (_block("handle", ["respond 404"]) if options.full else [])


def _proxy(upstream: Upstream, answer: Answer, options: Options) -> list[str]:
    names = ["Access-Control-*", *(name for name, _ in answer.companions)]
    names += ["Set-Cookie"] if options.third_party else []
    inside = [f"header_down -{name}" for name in names]
    if answer.varies:
        # An empty text in place of something is for Caddy 2.6 no replacement at all.
        inside += [
            "# Vary has Origin already.",
            r'header_down Vary "(?i)(^|,)\s*origin\s*(,|$)" "$1"',
            r'header_down Vary "^[\s,]*(.*?)[\s,]*$" "$1"',
        ]
    inside += _third_party(upstream, options) if options.third_party else _OWN
    if upstream.tls:
        tls = [
            f"tls_server_name {upstream.address.host}",
            f"tls_trust_pool file {options.certificates}",
        ]
        inside += _block("transport http", tls)
    path = [f"rewrite * {upstream.path}{{uri}}"] if upstream.path else []
    return [*path, *_block(f"reverse_proxy {upstream.scheme}://{upstream.address}", inside)]


_OWN = ["header_up X-Real-IP {http.request.remote.host}"]


def _third_party(upstream: Upstream, options: Options) -> list[str]:
    gone = ("Cookie", "Origin", "Referer", "X-Real-IP", "X-Forwarded-*", "Forwarded", "Via")
    back = options.inside if options.stripped else "/"
    return [
        "# Somebody else's: our users' cookies, origins and addresses stay here.",
        *(f"header_up -{name}" for name in gone),
        f"header_up Host {upstream.authority}",
        f'header_down Location "^{escaped(str(upstream))}/(.*)" {back}$1',
    ]
