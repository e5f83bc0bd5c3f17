"""Each framework under a server that people run it on; and one request to it."""

from __future__ import annotations

import http.client
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from corsac.core.headers import Headers
from tests.targets.real import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).resolve().parents[2]
_SITES = "tests.servers.sites"
_UVICORN = "uvicorn --port {port} --http h11 --ws wsproto --no-access-log"
# Of itself gunicorn refuses a method in lower case, which fetch() sends as it is given.
_GUNICORN = "gunicorn --bind 127.0.0.1:{port} --permit-unconventional-http-method"
_TIMEOUT = 20.0
#: Framework and server: the command, {port} being where it listens.
COMMANDS = {
    "Starlette, uvicorn": f"{_UVICORN} {_SITES}.starlette_site:app",
    "FastAPI, uvicorn": f"{_UVICORN} {_SITES}.fastapi_site:app",
    "Litestar, uvicorn": f"{_UVICORN} {_SITES}.litestar_site:app",
    "Django by ASGI, uvicorn": f"{_UVICORN} {_SITES}.django_site:asgi",
    "Django by WSGI, gunicorn": f"{_GUNICORN} {_SITES}.django_site:wsgi",
    "Flask, gunicorn": f"{_GUNICORN} {_SITES}.flask_site:app",
    "Quart, hypercorn": f"hypercorn --bind 127.0.0.1:{{port}} {_SITES}.quart_site:app",
    "aiohttp": f"aiohttp.web --hostname 127.0.0.1 --port {{port}} {_SITES}.aiohttp_site:make",
}
#: Those that have WebSockets.
WITH_SOCKETS = [name for name in COMMANDS if not name.startswith(("Django", "Flask"))]


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Headers
    body: bytes


@contextmanager
def serving_all(names: list[str], folder: Path) -> Generator[dict[str, str]]:
    """Serve frameworks until the block ends; give each one's URL."""
    urls: dict[str, str] = {}
    with ExitStack() as opened:
        for number, name in enumerate(names):
            port, home = free_port(), folder / str(number)
            home.mkdir()
            command = [sys.executable, "-m", *COMMANDS[name].format(port=port).split()]
            urls[name] = opened.enter_context(
                serving(command, port, home, within=60.0, PYTHONPATH=str(ROOT))
            )
        yield urls


def ask(url: str, method: str, path: str, headers: Headers) -> Answer:
    """Send one request, on a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=_TIMEOUT)
    try:
        connection.putrequest(method, path)
        for name, value in headers:
            connection.putheader(name, value.encode("latin-1"))
        connection.endheaders()
        response = connection.getresponse()
        lines = Headers(tuple(response.getheaders()))
        return Answer(response.status, lines, response.read())
    finally:
        connection.close()
