"""How long corsac takes from a cold start, beside Python itself. `make bench` prints it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 10
_CORSAC = ("-m", "corsac")
_CHECK = (*_CORSAC, "check", "{url}", "--origin", "http://app.example")
COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "python -c 'import click'": ("-c", "import click"),
    "corsac --version": (*_CORSAC, "--version"),
    "corsac --help": (*_CORSAC, "--help"),
    "corsac check, allowed": _CHECK,
    "corsac check, blocked": (*_CHECK, "--credentials", "include"),
    "corsac check --format json": (*_CHECK, "--format", "json"),
}


class _Star(BaseHTTPRequestHandler):
    """Allows every origin."""

    def do_GET(self) -> None:
        """Answer with the wildcard."""
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Stay quiet."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Serve on loopback for as long as the module is measured."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Star) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def seconds(arguments: tuple[str, ...], url: str) -> float:
    """Give the best of some rounds: what else the machine does can only make it slower."""
    command = [sys.executable, *(each.format(url=url) for each in arguments)]
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.bench
def test_start(url: str) -> None:
    """Print milliseconds, and the ratio to a Python that does nothing."""
    bare = 0.0
    for name, arguments in COMMANDS.items():
        taken = seconds(arguments, url)
        bare = bare or taken
        print(f"{taken * 1e3:8.1f} ms  {taken / bare:5.1f}x  {name}")
