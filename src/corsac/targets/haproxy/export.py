"""A policy as HAProxy's configuration, in front of a server.

`http-after-response` reaches the answers that HAProxy makes itself, `http-response` does not.
`req.fhdr` is the whole line of a header; `req.hdr` would take a list apart, and find an allowed
origin among forbidden ones.
"""

from __future__ import annotations

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
from corsac.targets.export import Export, File, Notice, Upstream
from corsac.targets.expressions import escaped, expression
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION
from corsac.targets.text import about, indented

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_ASKED: Final = "{ var(txn.cors_asked) -m bool }"
_ALLOWED: Final = "{ var(txn.cors_allowed) -m bool }"
_SET: Final = "http-after-response set-header"


def write(policy: Policy, options: Options) -> Export:
    """Write what goes into a frontend, or a whole haproxy.cfg."""
    answer = Answer.of_policy(policy)
    lines = [*_judged(answer, options), *_sent(answer, options)]
    title = f"# {about('HAProxy', answer)}"
    name = "haproxy.cfg" if options.full else "cors.cfg"
    if options.full and options.upstream is not None:
        text = _full(title, lines, options.upstream, options)
    else:
        text = "\n".join([title, "# In the frontend, before its other rules.", *lines, ""])
    upstream = options.upstream
    warnings: tuple[Notice, ...] = ()
    if options.full and upstream is not None and upstream.named:
        said = Text.of(
            "HAProxy looks {host} up when it starts: reload it when the address changes",
            host=upstream.address.host,
        )
        warnings = (Notice("name-resolved-once", said),)
    return Export(
        (File(name, text, "haproxy"),),
        install=("apt-get install haproxy",),
        start=(f"haproxy -c -f {name}", f"haproxy -f {name}") if options.full else (),
        reload=("systemctl reload haproxy",),
        warnings=warnings,
    )


def _full(title: str, lines: list[str], upstream: Upstream, options: Options) -> str:
    path = options.prefix.rstrip("/")
    routed = ["default_backend upstream"]
    if path:
        inside = f"{{ path {path} }} || {{ path_beg {path}/ }}"
        routed = [f"http-request return status 404 unless {inside}", *routed]
    parts = [
        title,
        "# haproxy -f haproxy.cfg",
        "defaults",
        *map(
            indented,
            [
                "mode http",
                "timeout connect 5s",
                "timeout client 30s",
                "timeout server 30s",
                "timeout tunnel 1h",
            ],
        ),
        "",
        "frontend cors",
        *map(indented, [f"bind {options.listen}", *lines, *routed]),
        "",
        "backend upstream",
        *map(indented, _behind(upstream, options)),
        "",
    ]
    return "\n".join(parts)


def _judged(answer: Answer, options: Options) -> list[str]:
    """Write how a request is judged, and the end of preflights."""
    whole = "{ req.fhdr_cnt(Origin) eq 1 }"
    asked = (
        f"METH_OPTIONS {{ req.fhdr(Origin) -m found }} {{ req.fhdr({REQUEST_METHOD}) -m found }}"
    )
    lines = [f"http-request set-var(txn.cors_asked) bool(true) if {asked}"]
    if not answer.varies:
        lines.append("http-request set-var(txn.cors_allowed) bool(true)")
    for each in answer.origins if answer.varies else ():
        match = f"{{ req.fhdr(Origin) -m reg '^{expression(each)}$' }}"
        lines.append(f"http-request set-var(txn.cors_allowed) bool(true) if {whole} {match}")
    if answer.varies:
        lines.append(f"http-request set-var(txn.cors_origin) req.fhdr(Origin) if {_ALLOWED}")
    for variable, header, form, echoes in (
        ("method", REQUEST_METHOD, METHOD_EXPRESSION, answer.echoes_method),
        ("headers", REQUEST_HEADERS, HEADERS_EXPRESSION, answer.echoes_headers),
    ):
        if echoes:
            match = f"{{ req.fhdr({header}) -m reg '^{form}$' }}"
            lines.append(f"http-request set-var(txn.cors_{variable}) req.fhdr({header}) if {match}")
    lines.append(f"http-request return status {answer.preflight_status} if {_ASKED} {_ALLOWED}")
    if answer.varies:
        lines.append(f"http-request return status {answer.refused_status} if {_ASKED}")
    return lines + _sockets(answer, options)


def _sockets(answer: Answer, options: Options) -> list[str]:
    if not answer.varies or options.third_party:
        return []
    own = "{ req.fhdr(Origin),regsub(^https?://,,),strcmp(txn.cors_host) eq 0 }"
    opens = "{ req.fhdr(Upgrade) -m found } { req.fhdr(Origin) -m found }"
    return [
        "# CORS guards no WebSocket: our own pages and allowed origins open one.",
        "http-request set-var(txn.cors_host) req.fhdr(Host)",
        f"http-request deny deny_status 403 if {opens} !{_ALLOWED} !{own}",
    ]


def _sent(answer: Answer, options: Options) -> list[str]:
    """Write the headers: what a server behind said goes, whoever asked."""
    lines = ["http-after-response del-header access-control- -m beg"]
    lines += ["http-after-response del-header Set-Cookie"] if options.third_party else []
    value = "%[var(txn.cors_origin)]" if answer.varies else "*"
    lines.append(f"{_SET} {ALLOW_ORIGIN} {value} if {_ALLOWED}")
    if answer.credentials:
        lines.append(f"{_SET} {ALLOW_CREDENTIALS} true if {_ALLOWED}")
    both = f"if {_ASKED} {_ALLOWED}"
    lines += [f"{_SET} {name} '{value}' {both}" for name, value in answer.preflight_lines()]
    for name, variable, echoes in (
        (ALLOW_METHODS, "method", answer.echoes_method),
        (ALLOW_HEADERS, "headers", answer.echoes_headers),
    ):
        if echoes:
            found = f"{both} {{ var(txn.cors_{variable}) -m found }}"
            lines.append(f"{_SET} {name} %[var(txn.cors_{variable})] {found}")
    if answer.expose:
        value = ", ".join(answer.expose)
        lines.append(f"{_SET} {EXPOSE_HEADERS} '{value}' if !{_ASKED} {_ALLOWED}")
    lines += [f"{_SET} {name} '{value}'" for name, value in answer.companions]
    if answer.varies:
        said = "{ res.hdr(Vary) -m str -i origin * }"
        lines.append(f"http-after-response add-header Vary Origin if !{_ASKED} !{said}")
    vary = ", ".join(answer.preflight_vary())
    return [*lines, *([f"{_SET} Vary '{vary}' if {_ASKED}"] if vary else [])]


def _behind(upstream: Upstream, options: Options) -> list[str]:
    lines: list[str] = []
    if options.third_party:
        gone = ("Cookie", "Origin", "Referer", "X-Real-IP", "X-Forwarded-For", "Forwarded")
        lines += [
            "# Somebody else's: our users' cookies, origins and addresses stay here.",
            *(f"http-request del-header {name}" for name in gone),
            f"http-request set-header Host {upstream.authority}",
        ]
        back = options.inside if options.stripped else "/"
        here = f"'^{escaped(str(upstream))}/(.*)' '{back}\\1'"
        lines.append(f"http-response replace-header Location {here}")
    else:
        lines += ["option forwardfor", "http-request set-header X-Real-IP %[src]"]
    if options.stripped:
        path = escaped(options.prefix)
        lines.append(f"http-request replace-path '^{path}(/.*)?$' '\\1'")
    if upstream.path:
        lines.append(f"http-request replace-path '^(.*)$' '{upstream.path}\\1'")
    tls = ""
    if upstream.tls:
        host = upstream.address.host
        tls = (
            f" ssl verify required ca-file {options.certificates} sni str({host}) verifyhost {host}"
        )
    return [*lines, f"server upstream {upstream.address}{tls}"]
