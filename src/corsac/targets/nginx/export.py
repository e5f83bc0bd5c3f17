"""A policy as nginx's configuration: as a web server, or as a reverse proxy.

What a request is allowed is worked out in maps, each value empty where it is not; `add_header`
sends nothing that is empty. So the headers stand once, at the level of the server, on every status
(`always`) and in every location that has no `add_header` of its own. A map's plain strings ignore
case and origins don't: hence anchored expressions. `return` at the level of the server comes before
locations, redirects and authentication.

For a range of a file that it can't satisfy, nginx adds the headers, finds the fault, and adds them
to its own 416 again: two lines, which a browser refuses. So a file's headers are worked out anew
each time (`volatile`), and are nothing the second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    MAX_AGE,
)
from corsac.core.findings import Text
from corsac.targets.answer import Answer
from corsac.targets.export import Export, File, Notice, unread_methods
from corsac.targets.expressions import escaped, expression
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION, RESPONSE_NAMES
from corsac.targets.text import about, indented

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options, Upstream

_GROUP = "corsac_upstream"
#: The version since which a location can add to the headers of its server.
_MERGES = "1.29.3"


def write(policy: Policy, options: Options) -> Export:
    """Write what goes into `http { }` and into a `server { }`, or a whole nginx.conf."""
    answer = Answer.of_policy(policy)
    http = [*_maps(answer, options), *_proxy_maps(answer, options)]
    server = [*_server(answer, options), *_location(options)]
    files: tuple[File, ...]
    if options.full:
        files = (File("nginx.conf", _full(http, server, answer, options), "nginx"),)
    else:
        files = (
            _file("cors-http.conf", "In http { }, once.", http, answer),
            _file(
                "cors-server.conf",
                _PLACE[options.version == _MERGES],
                server,
                answer,
            ),
        )
    run = "nginx -p . -c nginx.conf -g 'daemon off;'" if options.full else "nginx"
    return Export(
        files,
        install=("apt-get install nginx-light",),
        start=(f"{run} -t" if options.full else "nginx -t", run),
        reload=("nginx -p . -c nginx.conf -s reload" if options.full else "nginx -s reload",),
        warnings=_warnings(answer, options),
    )


_PLACE = {
    False: "In the server { } that answers. A location with an add_header or a\n"
    "# proxy_hide_header of its own inherits none of these: repeat them there.",
    True: "In the server { } that answers. A location with a proxy_hide_header of its own\n"
    "# inherits none of these: repeat them there.",
}


def _file(name: str, place: str, lines: list[str], answer: Answer) -> File:
    head = [f"# {about('nginx', answer)}", f"# {place}"]
    return File(name, "\n".join([*head, *lines]) + "\n", "nginx")


def _map(
    source: str, target: str, *lines: str, default: str = '""', anew: bool = False
) -> list[str]:
    head = [f"map {source} {target} {{", *(["    volatile;"] if anew else [])]
    return [*head, f"    default {default};", *map(indented, lines), "}"]


def _once(answer: Answer, options: Options) -> list[str]:
    """Write the maps of what stands on files' answers: nothing at the second time."""
    if options.upstream is not None:
        return []
    lines = ["# Once for each answer: nginx would add them to its own 416 again."]
    for name, value in _lines(answer).items():
        if name in _ONCE:
            lines += _map(_STATUS, _ONCE[name], '"416:" "";', default=value, anew=True)
    return lines


def _lines(answer: Answer) -> dict[str, str]:
    """Give what each header that a page needs on what it reads is worked out to."""
    found = {
        ALLOW_ORIGIN: "$cors_origin" if answer.varies else "*",
        ALLOW_CREDENTIALS: "$cors_credentials" if answer.credentials else "",
        ALLOW_METHODS: "$cors_methods",
        ALLOW_HEADERS: "$cors_headers" if answer.headers else "",
        MAX_AGE: "" if answer.max_age is None else "$cors_max_age",
        EXPOSE_HEADERS: "$cors_expose" if answer.expose else "",
        "Vary": "$cors_vary" if answer.preflight_vary() else "",
    }
    return {name: value for name, value in found.items() if value}


def _maps(answer: Answer, options: Options) -> list[str]:
    lines: list[str] = []
    if answer.varies:
        origins = [f'"~^{expression(each)}$" $http_origin;' for each in answer.origins]
        lines += _map("$http_origin", "$cors_origin", *origins)
    lines += ["# A preflight: OPTIONS with Origin and Access-Control-Request-Method."]
    lines += _map(
        '"$request_method:$http_access_control_request_method:$http_origin"',
        "$cors_asked",
        '"~^OPTIONS:[^:]+:." 1;',
    )
    if answer.varies:
        verdicts = ('"~^1:." allowed;', '"1:" refused;')
        lines += _map('"$cors_asked:$cors_origin"', "$cors_preflight", *verdicts)
    else:
        lines += _map("$cors_asked", "$cors_preflight", "1 allowed;")
    if answer.credentials:
        lines += _map("$cors_origin", "$cors_credentials", '"~." true;')
    for name, variable in _PREFLIGHT.items():
        value = dict(answer.preflight_lines()).get(name)
        if value is not None:
            lines += _map("$cors_preflight", variable, f'allowed "{value}";')
    lines += _echoes(answer)
    if answer.expose:
        source = '"$cors_asked:$cors_origin"' if answer.varies else '"$cors_asked:*"'
        lines += _map(source, "$cors_expose", f'"~^:." "{", ".join(answer.expose)}";')
    return [*lines, *_vary(answer, options), *_once(answer, options)]


#: Of an answer that nginx makes of a file, or refuses to, the second part is empty.
_STATUS = '"$status:$upstream_status"'
_ONCE = {
    ALLOW_ORIGIN: "$cors_sent_origin",
    ALLOW_CREDENTIALS: "$cors_sent_credentials",
    EXPOSE_HEADERS: "$cors_sent_expose",
    "Vary": "$cors_sent_vary",
}
_PREFLIGHT = {
    ALLOW_METHODS: "$cors_methods",
    ALLOW_HEADERS: "$cors_headers",
    MAX_AGE: "$cors_max_age",
}


def _echoes(answer: Answer) -> list[str]:
    """Write the maps that give back what was asked for, if it is well-formed."""
    lines: list[str] = []
    if answer.echoes_method:
        source = '"$cors_preflight:$http_access_control_request_method"'
        match = f'"~^allowed:({METHOD_EXPRESSION})$" $1;'
        lines += _map(source, "$cors_methods", match)
    if answer.echoes_headers:
        source = '"$cors_preflight:$http_access_control_request_headers"'
        match = f'"~^allowed:({HEADERS_EXPRESSION})$" $1;'
        lines += _map(source, "$cors_headers", match)
    return lines


def _vary(answer: Answer, options: Options) -> list[str]:
    """Write the map of what to add to Vary: nothing that an upstream has said already."""
    preflight = ", ".join(answer.preflight_vary())
    if not answer.varies:
        return _map("$cors_asked", "$cors_vary", f'1 "{preflight}";') if preflight else []
    said: list[str] = []
    default = "Origin"
    if options.upstream is not None:
        default = "$cors_vary_actual"
        there = r'"~*(?:^|,)[ \t]*(?:origin|\*)[ \t]*(?:,|$)" "";'
        said = _map("$upstream_http_vary", default, there, default="Origin")
    return [*said, *_map("$cors_asked", "$cors_vary", f'1 "{preflight}";', default=default)]


def _proxy_maps(answer: Answer, options: Options) -> list[str]:
    upstream = options.upstream
    if upstream is None:
        return []
    lines = [
        f"upstream {_GROUP} {{",
        f"    server {upstream.address};",
        "    keepalive 32;",
        "}",
    ]
    if options.stripped:
        prefix = escaped(options.prefix)
        path = f'"~^{prefix}(?<cors_rest>/.*)$" $cors_rest;'
        lines += ["# The path as it came, %2F and all, without the prefix."]
        lines += _map("$request_uri", "$cors_path", path, default="/")
    if options.third_party:
        return lines
    lines += _map("$http_upgrade", "$cors_connection", '"" "";', default="upgrade")
    if answer.varies:
        lines += ["# CORS guards no WebSocket: our own pages and allowed origins open one."]
        lines += _map('"$http_origin $http_host"', "$cors_own", r'"~*^https?://(\S+) \1$" 1;')
        source = '"$http_upgrade $cors_own$cors_origin $http_origin"'
        lines += _map(source, "$cors_stranger", r'"~^.+  \S" 1;')
    return lines


def _server(answer: Answer, options: Options) -> list[str]:
    lines = [] if options.full and options.upstream is None else _hidden(answer, options)
    if options.version == _MERGES:
        lines += ["# Locations with an add_header of their own have these too."]
        lines += ["add_header_inherit merge;"]
    sent = _lines(answer)
    if options.upstream is None:
        sent = {name: _ONCE.get(name, value) for name, value in sent.items()}
    lines += [f"add_header {name} {value} always;" for name, value in sent.items()]
    lines += [f'add_header {name} "{value}" always;' for name, value in answer.companions]
    status = answer.preflight_status
    lines += [f"if ($cors_preflight = allowed) {{ return {status}; }}"]
    if answer.varies:
        lines += [f"if ($cors_preflight = refused) {{ return {answer.refused_status}; }}"]
        if options.upstream is not None and not options.third_party:
            lines += ["if ($cors_stranger) { return 403; }"]
    return lines


def _hidden(answer: Answer, options: Options) -> list[str]:
    """Write what an upstream may not say: all at one level, since levels don't add up."""
    names = [*RESPONSE_NAMES, *(name for name, _ in answer.companions)]
    names += ["Set-Cookie"] if options.third_party else []
    return [f"proxy_hide_header {name};" for name in names]


def _location(options: Options) -> list[str]:
    upstream = options.upstream
    if upstream is None:
        return ["location / {", "    root public;", "}"] if options.full else []
    # With a variable the path is sent as it is written; without any path, as it came.
    path = upstream.path + ("$cors_path" if options.stripped else "$request_uri")
    same = not upstream.path and not options.stripped
    lines = [
        f"proxy_pass {upstream.scheme}://{_GROUP}{'' if same else path};",
        "proxy_http_version 1.1;",
        *(_third_party(upstream, options) if options.third_party else _OWN),
        *(_tls(upstream, options) if upstream.tls else []),
    ]
    return [f"location {options.inside} {{", *map(indented, lines), "}"]


_OWN = [
    "proxy_set_header Host $http_host;",
    "proxy_set_header Connection $cors_connection;",
    "proxy_set_header Upgrade $http_upgrade;",
    "proxy_set_header X-Real-IP $remote_addr;",
    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    "proxy_set_header X-Forwarded-Proto $scheme;",
]


def _third_party(upstream: Upstream, options: Options) -> list[str]:
    gone = ("Cookie", "Origin", "Referer", "X-Real-IP", "X-Forwarded-For", "Forwarded")
    back = options.inside if options.stripped else "/"
    return [
        f"proxy_set_header Host {upstream.authority};",
        'proxy_set_header Connection "";',
        "# Somebody else's: our users' cookies, origins and addresses stay here.",
        *(f'proxy_set_header {name} "";' for name in gone),
        f"proxy_redirect {upstream}/ {back};",
    ]


def _tls(upstream: Upstream, options: Options) -> list[str]:
    return [
        "proxy_ssl_server_name on;",
        f"proxy_ssl_name {upstream.address.host};",
        "proxy_ssl_verify on;",
        "proxy_ssl_verify_depth 4;",
        f"proxy_ssl_trusted_certificate {options.certificates};",
    ]


def _full(http: list[str], server: list[str], answer: Answer, options: Options) -> str:
    kept = [
        f"{name}_temp_path nginx-{name}-temp;"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    ]
    inside = [
        "include /etc/nginx/mime.types;",
        "default_type application/octet-stream;",
        "access_log off;",
        *kept,
        "",
        *http,
        "",
        "server {",
        *map(indented, [f"listen {options.listen};", *server]),
        "}",
    ]
    lines = [
        f"# {about('nginx', answer)}",
        "# In a folder of its own: nginx -p . -c nginx.conf -g 'daemon off;'",
        "pid nginx.pid;",
        "error_log stderr;",
        "events { }",
        "http {",
        *map(indented, inside),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _warnings(answer: Answer, options: Options) -> tuple[Notice, ...]:
    upstream = options.upstream
    found: list[Notice] = []
    if upstream is not None and upstream.named:
        text = Text.of(
            "nginx looks {host} up when it starts, and does not start without an answer: reload it "
            "when the address changes",
            host=upstream.address.host,
        )
        found.append(Notice("name-resolved-once", text))
    return (*found, *unread_methods(answer, "nginx"))
