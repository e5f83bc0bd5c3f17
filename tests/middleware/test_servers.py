"""The layers on the servers that people run: uvicorn, hypercorn and gunicorn."""

from __future__ import annotations

import http.client
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from corsac.core.headers import Headers
from tests.exchanges.judge import judge
from tests.exchanges.loader import load
from tests.middleware.served import CHUNKS
from tests.targets.real import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("middleware-servers")]

ROOT = Path(__file__).resolve().parents[2]
CASES = load()
APP, EVIL = "https://app.example", "https://evil.example"
ASGI, WSGI = "tests.middleware.served:serve_asgi", "tests.middleware.served:serve_wsgi"
# Of itself gunicorn refuses a method in lower case, which `fetch()` sends as it is given.
GUNICORN = f"gunicorn {WSGI} --permit-unconventional-http-method"
#: Each server's command; {port} is where it listens.
SERVERS = {
    "uvicorn": f"uvicorn {ASGI} --port {{port}} --http h11 --ws wsproto",
    "hypercorn": f"hypercorn {ASGI} --bind 127.0.0.1:{{port}} --error-logfile -",
    "gunicorn": f"{GUNICORN} --bind 127.0.0.1:{{port}}",
    "gunicorn with threads": f"{GUNICORN} --bind 127.0.0.1:{{port}} --threads 2",
}
OF_ASGI = [name for name in SERVERS if not name.startswith("gunicorn")]
TIMEOUT = 10.0


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Headers
    body: bytes


class Served(NamedTuple):
    """A running server."""

    url: str
    log: Path

    def ask(
        self, method: str, path: str, headers: Headers | None = None, body: bytes | None = None
    ) -> Answer:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=TIMEOUT)
        try:
            connection.putrequest(method, path)
            for name, value in headers or ():
                connection.putheader(name, value.encode("latin-1"))
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            lines = Headers(tuple(response.getheaders()))
            return Answer(response.status, lines, response.read())
        finally:
            connection.close()

    def get(self, path: str, origin: str = APP) -> Answer:
        """Send a GET."""
        return self.ask("GET", path, Headers.of([("Origin", origin)]))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Served]]:
    """Start a server when it is asked for; all end with the module."""
    running: dict[str, Served] = {}
    with ExitStack() as opened:

        def start(name: str) -> Served:
            if name not in running:
                port, folder = free_port(), tmp_path_factory.mktemp("server")
                command = [sys.executable, "-m", *SERVERS[name].format(port=port).split()]
                url = opened.enter_context(
                    serving(command, port, folder, PYTHONPATH=str(ROOT), PYTHONUNBUFFERED="1")
                )
                running[name] = Served(url, folder / "server.log")
            return running[name]

        yield start


@pytest.mark.parametrize("name", SERVERS)
def test_the_corpus_comes_out_as_written(name: str, served: Callable[[str], Served]) -> None:
    server = served(name)
    for number, case in enumerate(CASES):
        for index, (sent, _) in enumerate(case.exchanges):
            answer = server.ask(sent.method, f"/case/{number}{sent.path}", sent.headers)
            assert judge(case, index, answer.status, answer.headers) == [], case.id


@pytest.mark.parametrize("name", SERVERS)
def test_an_exception_is_readable_and_in_the_servers_log(
    name: str, served: Callable[[str], Served]
) -> None:
    server = served(name)
    answer = server.get("/broken")
    assert (answer.status, answer.body) == (500, b"Internal Server Error")
    assert answer.headers.all("Access-Control-Allow-Origin") == (APP,)
    end = time.monotonic() + TIMEOUT
    while "LookupError: no such table" not in server.log.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    assert "LookupError: no such table" in server.log.read_text()
    assert server.get("/items").status == 200


@pytest.mark.parametrize("name", SERVERS)
def test_streams_heads_and_304_pass(name: str, served: Callable[[str], Served]) -> None:
    server = served(name)
    stream = server.get("/stream")
    assert stream.body == b"".join(b"%d" % index for index in range(CHUNKS))
    head = server.ask("HEAD", "/items", Headers.of([("Origin", APP)]))
    unchanged = server.get("/unchanged")
    assert unchanged.status == 304
    for answer in (stream, head, unchanged):
        assert answer.headers.all("Access-Control-Allow-Origin") == (APP,)
        assert answer.headers.get("Vary") == "Accept, Origin"
        assert answer.headers.get("X-Total") == "7"


@pytest.mark.parametrize("name", SERVERS)
def test_large_uploads_arrive_whole(name: str, served: Callable[[str], Served]) -> None:
    body = b"x" * 8_000_000
    answer = served(name).ask("PUT", "/upload", Headers.of([("Origin", APP)]), body)
    assert answer.body == b"8000000"
    assert answer.headers.all("Access-Control-Allow-Origin") == (APP,)


@pytest.mark.parametrize("name", SERVERS)
def test_a_preflight_is_a_bare_204(name: str, served: Callable[[str], Served]) -> None:
    lines = [
        ("Origin", APP),
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "X-Token"),
        ("Access-Control-Request-Headers", "content-type"),
    ]
    answer = served(name).ask("OPTIONS", "/any/path", Headers.of(lines))
    assert (answer.status, answer.body) == (204, b"")
    assert "Content-Length" not in answer.headers
    assert "Transfer-Encoding" not in answer.headers


@pytest.mark.parametrize("name", OF_ASGI)
def test_websockets_open_for_allowed_pages_alone(
    name: str, served: Callable[[str], Served]
) -> None:
    url = served(name).url.replace("http", "ws", 1) + "/ws"
    with connect(url, additional_headers={"Origin": APP}, open_timeout=TIMEOUT) as socket:
        assert socket.recv(TIMEOUT) == "open"
    with pytest.raises(InvalidStatus) as refused:
        connect(url, additional_headers={"Origin": EVIL}, open_timeout=TIMEOUT)
    assert refused.value.response.status_code == 403
