"""A policy as Apache httpd's configuration: as a web server, or as a reverse proxy.

What a request is allowed is worked out once, into environment variables, before anything can
answer. `SetEnvIf` and `req_novary` add nothing to Vary by themselves; `%{HTTP:…}` would. Headers
fill two tables, both of which are sent: what an upstream said is in the one of `onsuccess` and is
unset there; what stands here is in the one of `always`, which errors have too. The rewrite of the
virtual host comes before authentication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
)
from corsac.core.findings import Text
from corsac.targets.answer import Answer
from corsac.targets.export import Export, File, Notice
from corsac.targets.expressions import expression
from corsac.targets.reading import HEADERS_EXPRESSION, METHOD_EXPRESSION, RESPONSE_NAMES
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options

_MODULES = ("mpm_event", "authz_core", "mime", "dir", "setenvif", "headers", "rewrite")
_PROXY_MODULES = ("proxy", "proxy_http")
_FOLDER = "/usr/lib/apache2/modules"


def write(policy: Policy, options: Options) -> Export:
    """Write what goes into a `<VirtualHost>`, or a whole httpd.conf."""
    answer = Answer.of_policy(policy)
    lines = [*_decided(answer, options), *_sent(answer, options), *_proxy(options)]
    title = f"# {about('Apache', answer)}"
    if options.full:
        text = "\n".join([title, *_head(options), *lines]) + "\n"
        name, run = "httpd.conf", 'apache2 -d "$PWD" -f httpd.conf -D FOREGROUND'
        reload = 'apache2 -d "$PWD" -f httpd.conf -k graceful'
    else:
        place = "# In the <VirtualHost> that answers, outside <Location> and <Directory>."
        text = "\n".join([title, place, *lines]) + "\n"
        name, run, reload = "cors.conf", "apachectl -k start", "apachectl -k graceful"
    enabled = " ".join(["setenvif headers rewrite", *_modules_behind(options)])
    return Export(
        (File(name, text, "apache"),),
        install=("apt-get install apache2", f"a2enmod {enabled}"),
        start=(run,),
        reload=(reload,),
        warnings=_warnings(options),
    )


def _modules_behind(options: Options) -> tuple[str, ...]:
    if options.upstream is None:
        return ()
    return (*_PROXY_MODULES, *(("ssl", "socache_shmcb") if options.upstream.tls else ()))


def _head(options: Options) -> list[str]:
    modules = (*_MODULES, *_modules_behind(options))
    return [
        '# In a folder of its own: apache2 -d "$PWD" -f httpd.conf -D FOREGROUND',
        *(f"LoadModule {name}_module {_FOLDER}/mod_{name}.so" for name in modules),
        f"Listen {options.listen}",
        f"ServerName {options.listen.bracketed}",
        "PidFile httpd.pid",
        "DefaultRuntimeDir .",
        "ErrorLog /dev/stderr",
        "TypesConfig /etc/mime.types",
        "TraceEnable off",
        *([] if options.upstream else ["DocumentRoot public"]),
        "",
    ]


def _decided(answer: Answer, options: Options) -> list[str]:
    """Write how a request is judged: CORS_ORIGIN, CORS_PREFLIGHT, and what is given back."""
    lines: list[str] = []
    if answer.varies:
        lines = [
            f'SetEnvIf Origin "^{expression(each)}$" CORS_ORIGIN=$0' for each in answer.origins
        ]
    asks = [
        "%{REQUEST_METHOD} == 'OPTIONS'",
        "-n req_novary('Origin')",
        "-n req_novary('Access-Control-Request-Method')",
    ]
    lines += ["# A preflight: OPTIONS with Origin and Access-Control-Request-Method."]
    lines += [f'SetEnvIfExpr "{" && ".join(asks)}" CORS_PREFLIGHT=1']
    allowed = "CORS_PREFLIGHT"
    if answer.varies:
        allowed = "CORS_ALLOWED"
        both = "-n reqenv('CORS_PREFLIGHT') && -n reqenv('CORS_ORIGIN')"
        lines.append(f'SetEnvIfExpr "{both}" CORS_ALLOWED=1')
    if answer.echoes_method:
        form = f"^{METHOD_EXPRESSION}$"
        lines.append(f'SetEnvIf Access-Control-Request-Method "{form}" CORS_METHOD=$0')
    if answer.echoes_headers:
        form = f"^{HEADERS_EXPRESSION}$"
        lines.append(f'SetEnvIf Access-Control-Request-Headers "{form}" CORS_HEADERS=$0')
    lines += ["# Or Apache answers 404 to %2F before all that follows, to preflights too."]
    lines += ["AllowEncodedSlashes NoDecode"]
    lines += ["RewriteEngine On", f"RewriteCond %{{ENV:{allowed}}} =1"]
    lines.append(f"RewriteRule ^ - [R={answer.preflight_status},L]")
    if answer.varies:
        lines.append("RewriteCond %{ENV:CORS_PREFLIGHT} =1")
        lines.append(f"RewriteRule ^ - [R={answer.refused_status},L]")
    return lines + _sockets(answer, options)


def _sockets(answer: Answer, options: Options) -> list[str]:
    if not answer.varies or options.upstream is None or options.third_party:
        return []
    return [
        "# CORS guards no WebSocket: our own pages and allowed origins open one.",
        "RewriteCond %{HTTP:Upgrade} .",
        "RewriteCond %{HTTP:Origin} .",
        "RewriteCond %{ENV:CORS_ORIGIN} ^$",
        r"RewriteCond %{HTTP:Host}:%{HTTP:Origin} !^([^/]+):https?://\1$ [NC]",
        "RewriteRule ^ - [F,L]",
    ]


def _set(name: str, value: str, condition: str = "") -> str:
    line = f'Header always set {name} "{value}"'
    return f"{line} {condition}" if condition else line


def _sent(answer: Answer, options: Options) -> list[str]:
    names = [*RESPONSE_NAMES, *(name for name, _ in answer.companions)]
    if options.third_party:
        names.append("Set-Cookie")
    lines = [f"Header onsuccess unset {name}" for name in names]
    lines += [f"Header always unset {name}" for name in RESPONSE_NAMES]
    allowed = "env=CORS_ORIGIN" if answer.varies else ""
    lines.append(_set(ALLOW_ORIGIN, "%{CORS_ORIGIN}e" if answer.varies else "*", allowed))
    if answer.credentials:
        lines.append(_set(ALLOW_CREDENTIALS, "true", allowed))
    preflight = "env=CORS_ALLOWED" if answer.varies else "env=CORS_PREFLIGHT"
    lines += [_set(name, value, preflight) for name, value in answer.preflight_lines()]
    for name, variable, echoes in (
        (ALLOW_METHODS, "CORS_METHOD", answer.echoes_method),
        (ALLOW_HEADERS, "CORS_HEADERS", answer.echoes_headers),
    ):
        if echoes:
            both = f"-n reqenv('CORS_ALLOWED') && -n reqenv('{variable}')"
            lines.append(_set(name, f"%{{{variable}}}e", f'"expr={both}"'))
    if answer.expose:
        actual = ["-z reqenv('CORS_PREFLIGHT')"]
        actual += ["-n reqenv('CORS_ORIGIN')"] if answer.varies else []
        value = ", ".join(answer.expose)
        lines.append(_set(EXPOSE_HEADERS, value, f'"expr={" && ".join(actual)}"'))
    lines += [_set(name, value) for name, value in answer.companions]
    return lines + _vary(answer)


def _vary(answer: Answer) -> list[str]:
    """Write Vary: added to what is there, unless it says so already."""
    lines = ["# What an application's Vary says already is not said again."]
    said = r"resp('Vary') !~ /(^|,)\s*(origin|\*)\s*(,|$)/i"
    if answer.varies:
        lines.append(
            f"Header always merge Vary Origin \"expr=-z reqenv('CORS_PREFLIGHT') && {said}\""
        )
    preflight = ", ".join(answer.preflight_vary())
    if preflight:
        lines.append(f'Header always set Vary "{preflight}" env=CORS_PREFLIGHT')
    return lines if len(lines) > 1 else []


def _proxy(options: Options) -> list[str]:
    upstream = options.upstream
    if upstream is None:
        return []
    behind = f"{upstream}/" if upstream.path or options.prefix != "/" else f"{upstream.origin}/"
    if options.prefix != "/" and not options.strip:
        behind = f"{upstream}{options.inside}"
    upgrade = "" if options.third_party else " upgrade=websocket"
    lines = [
        "ProxyRequests Off",
        "# nocanon: the path as it came, %2F and all.",
        f'ProxyPass "{options.inside}" "{behind}" nocanon{upgrade}',
        f'ProxyPassReverse "{options.inside}" "{behind}"',
    ]
    lines += _third_party() if options.third_party else _OWN
    return lines + (_tls(options) if upstream.tls else [])


_OWN = [
    "ProxyPreserveHost On",
    # %{...}s would ask mod_ssl, and say "(null)" where that is not loaded.
    'RequestHeader set X-Real-IP "expr=%{REMOTE_ADDR}"',
    'RequestHeader set X-Forwarded-Proto "expr=%{REQUEST_SCHEME}"',
]


def _third_party() -> list[str]:
    gone = ("Cookie", "Origin", "Referer", "X-Real-IP", "X-Forwarded-For", "Forwarded")
    return [
        "ProxyPreserveHost Off",
        "ProxyAddHeaders Off",
        "# Somebody else's: our users' cookies, origins and addresses stay here.",
        *(f"RequestHeader unset {name}" for name in gone),
    ]


def _tls(options: Options) -> list[str]:
    return [
        "SSLProxyEngine On",
        "SSLProxyVerify require",
        "SSLProxyVerifyDepth 4",
        "SSLProxyCheckPeerName On",
        f"SSLProxyCACertificateFile {options.certificates}",
    ]


def _warnings(options: Options) -> tuple[Notice, ...]:
    upstream = options.upstream
    if upstream is None or not upstream.named:
        return ()
    text = Text.of(
        "Apache keeps connections to the address of {host} that it found first: reload it when the "
        "address changes",
        host=upstream.address.host,
    )
    return (Notice("name-resolved-once", text),)
