"""The systems that stand before others: each with a fault behind it, or in its own file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Final

from tests.redgreen import by_hand
from tests.redgreen.by_hand import Hand, NotHere, filled
from tests.redgreen.causes import ECHO, Cause
from tests.targets.apache import test_fix as apache_files
from tests.targets.caddy.test_fix import caddy
from tests.targets.envoy.test_fix import envoy
from tests.targets.haproxy.test_fix import haproxy
from tests.targets.nginx import test_fix as nginx_files
from tests.targets.real import program, serving
from tests.targets.traefik.bare import traefik

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable
    from pathlib import Path

ERRORS: Final = {"/broken": 500, "/private": 401, "/forbidden": 403, "/missing": 404, "/old": 301}
#: What `/items` answers beside: to be kept, and with a header that is not safelisted.
_PLAIN: Final = {"X-Total-Count": "3", "Cache-Control": "max-age=600"}


def application(cause: Cause, *, naive: bool = False) -> type[BaseHTTPRequestHandler]:
    """Make the application that is wrong in this way.

    Args:
        cause: What is wrong.
        naive: Whether it has no CORS headers: what is wrong stands before it.
    """

    class Wrong(BaseHTTPRequestHandler):
        """Answers as the cause says."""

        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            """Answer any method."""
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            options = self.command == "OPTIONS"
            if _breaks(cause, self.path, options=options):
                self.close_connection = True
                return
            status = cause.refused if options else ERRORS.get(self.path, 200)
            self.send_response_only(status)
            if status == 301:
                self.send_header("Location", "/login" if options else "/items")
            told = [] if naive else self._told(options=options)
            for name, value in (*told, *_PLAIN.items()):
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", "0")
            self.end_headers()

        def _told(self, *, options: bool) -> list[tuple[str, str]]:
            origin = self.headers.get("Origin") or ""
            if self.path in ERRORS and cause.handler:
                return []
            if cause.pattern and not re.search(cause.pattern, origin):
                return []
            told = cause.preflight if options else cause.actual
            return [(name, value.replace(ECHO, origin)) for name, value in told]

        do_GET = do_PUT = do_OPTIONS = answer  # noqa: N815 -- http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
            """Keep quiet."""

    return Wrong


def _breaks(cause: Cause, path: str, *, options: bool) -> bool:
    """Whether the connection ends without an answer."""
    return path == "/gone" or (options and cause.refused == 502)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy or web server before an application.

    Args:
        name: Its column.
        label: What people call it.
        layer: What fixes and `corsac export` call it.
        start: Starts it with a text in its configuration, before an application.
        code: The faults of its own file; None: they are those of the application behind.
        file: Its own file, in the folder that it is started in.
        whole: Starts it with that file, as it is.
        gateway: What it answers where the application ends the connection.
    """

    name: str
    label: str
    layer: str
    start: Callable[..., contextlib.AbstractContextManager[str]]
    code: Hand | None = None
    file: str = ""
    whole: Callable[[Path, int], contextlib.AbstractContextManager[str]] | None = None
    gateway: int = 502

    def wrong(self, cause: Cause) -> str | NotHere:
        """Write what stands in its configuration, or say why it can't be wrong so."""
        if self.code is None:
            return NotHere("its own file says nothing") if cause.both else ""
        own = self.code.wrong(cause)
        return own if isinstance(own, NotHere) else f"{own}\n{self.code.handler(cause)}"

    def behind(self, cause: Cause) -> type[BaseHTTPRequestHandler]:
        """Make the application behind it."""
        return application(cause, naive=self.code is not None and not cause.both)


def configuration(proxy: Proxy, cause: Cause, folder: Path, port: int, behind: int) -> str:
    """Write the whole file of a proxy that is wrong in this way."""
    wrong = proxy.wrong(cause)
    assert isinstance(wrong, str)
    given = {"folder": folder, "port": port, "behind": behind}
    if proxy.layer == "apache":
        modules = "\n".join(
            f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
            for name in (*apache_files.MODULES, "setenvif")
        )
        return apache_files.MAIN.format(fix=wrong, modules=modules, **given)
    http = filled(_MAP, pattern=cause.pattern) if cause.pattern else ""
    return nginx_files.MAIN.format(http=http, location=wrong, **given)


_MAP: Final = """\
map $http_origin $allowed {
    default "";
    "~%PATTERN%" $http_origin;
}"""


def _nginx(folder: Path, port: int) -> contextlib.AbstractContextManager[str]:
    binary = program("nginx", "apt-get install --no-install-recommends nginx-light")
    return serving([binary, "-p", folder, "-c", folder / "nginx.conf"], port, folder)


def _apache(folder: Path, port: int) -> contextlib.AbstractContextManager[str]:
    binary = program("apache2", "apt-get install --no-install-recommends apache2")
    return serving([binary, "-f", folder / "httpd.conf", "-D", "FOREGROUND"], port, folder)


PROXIES: Final = (
    Proxy("nginx", "nginx, fault behind", "nginx", nginx_files.nginx),
    Proxy("apache", "Apache, fault behind", "apache", apache_files.apache),
    Proxy("haproxy", "HAProxy, fault behind", "haproxy", haproxy),
    Proxy("caddy", "Caddy, fault behind", "caddy", caddy),
    Proxy("envoy", "Envoy, fault behind", "envoy", envoy, gateway=503),
    Proxy("traefik", "Traefik, fault behind", "traefik", traefik),
    Proxy("nginx-file", "nginx, its own file", "nginx", nginx_files.nginx, by_hand.NGINX,
          "nginx.conf", _nginx),
    Proxy("apache-file", "Apache, its own file", "apache", apache_files.apache, by_hand.APACHE,
          "httpd.conf", _apache),
)  # fmt: skip
