"""Real servers on loopback, and a browser's judgement of what they answer."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NoReturn

import pytest

from corsac.browser.machine import Browser
from corsac.browser.outcome import Outcome, Verdict
from corsac.browser.profiles import PROFILES
from corsac.browser.request import Body, BodyKind, Page, PageRequest
from corsac.core.findings import Remedy, RemedyKind
from corsac.probe.runner import Session

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

ORIGIN = "http://app.example"
HOSTILE = (
    "http://evil.example",
    "http://app.example.evil.example",
    "http://evil-app.example",
    "http://appxexample",
    "https://app.example",
    "http://app.example:8080",
)
STRANGER = HOSTILE[0]
#: What a page with a session sends: PUT, JSON, a header of its own, cookies.
REMEDY = Remedy(
    RemedyKind.ANSWER_PREFLIGHT,
    ORIGIN,
    credentials=True,
    methods=("PUT",),
    headers=("content-type", "x-trace"),
)
SIMPLE = Remedy(RemedyKind.SEND_HEADERS, ORIGIN)
PUBLIC = Remedy(RemedyKind.SEND_HEADERS, "*", methods=("PUT",), headers=("content-type", "x-trace"))

DAEMONS = ("/usr/local/sbin", "/usr/sbin", "/sbin")
START = 20.0
"""Seconds that a server may take until it listens."""
BUILD = 90.0
"""Seconds until the first build of a development server, on a busy machine."""


def program(name: str, install: str) -> str:
    """Find a program; without it, skip (fail where CI is set), saying how to get it."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *DAEMONS])
    found = shutil.which(name, path=path)
    if found is None:
        missing(name, install)
    return found


def missing(name: str, install: str) -> NoReturn:
    """Skip for want of something, or fail where CI is set."""
    message = f"no {name} here: {install}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def free_port() -> int:
    """Get a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(
    command: Sequence[str | Path],
    port: int,
    folder: Path,
    *,
    within: float = START,
    **env: str,
) -> Generator[str]:
    """Run a server until the block ends; give the URL that it answers at.

    It has `within` seconds until it listens.
    """
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **env},
        )
    try:
        _await_listening(process, port, folder, within)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_listening(
    process: subprocess.Popen[bytes], port: int, folder: Path, within: float
) -> None:
    end = time.monotonic() + within
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    log = (folder / "server.log").read_text("utf-8", "replace")
    pytest.fail(f"{process.args!r} does not listen on {port}: {log[-2000:]}")


class Upstream(BaseHTTPRequestHandler):
    """An application with every fault that a proxy's fix has to get over.

    It wants a token from OPTIONS, has CORS headers of its own on everything, and errors.
    """

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answer any method."""
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        status = 401 if self.command == "OPTIONS" else 200
        status = {"/missing": 404, "/broken": 500}.get(self.path, status)
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_OPTIONS = answer  # noqa: N815 -- http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        """Keep quiet."""


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet: a proxy that ends hangs up on the connections that it keeps."""


@contextlib.contextmanager
def upstream(application: type[BaseHTTPRequestHandler] = Upstream) -> Generator[int]:
    """Run an application, the faulty one unless another is given; give its port."""
    server = _Quiet(("127.0.0.1", 0), application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def put(url: str) -> PageRequest:
    """Make the request that REMEDY is for."""
    return PageRequest(
        url,
        method="PUT",
        headers=(("Content-Type", "application/json"), ("X-Trace", "1")),
        body=Body(BodyKind.TEXT, b"{}"),
        credentials="include",
    )


def plain(url: str, credentials: str | None = None) -> PageRequest:
    """Make a simple request."""
    return PageRequest(url, credentials=credentials)


def outcomes(request: PageRequest, origin: str = ORIGIN) -> list[Outcome]:
    """Run a request in every engine against the live server."""
    found: list[Outcome] = []
    with Session() as session:
        for profile in PROFILES.values():
            fetch = Browser(profile).start(request, Page(origin), time.monotonic())
            while fetch.pending is not None:
                fetch.receive(session.send(fetch.pending).answer, time.monotonic())
            if fetch.outcome is not None:
                found.append(fetch.outcome)
    return found


def verdicts(request: PageRequest, origin: str = ORIGIN) -> set[Verdict]:
    """Give every engine's verdict, as a set."""
    return {outcome.verdict for outcome in outcomes(request, origin)}


def status(request: PageRequest, origin: str = ORIGIN) -> int:
    """Give the status that script sees, which all engines must agree on."""
    seen = {each.response.status for each in outcomes(request, origin) if each.response}
    assert len(seen) == 1
    return seen.pop()


def assert_let_in(url: str, *, errors: Sequence[tuple[str, int]] = ()) -> None:
    """Assert that REMEDY's page may do all it wants, and nobody else anything."""
    assert status(put(f"{url}/items")) == 200
    assert status(plain(f"{url}/items", "include")) == 200
    for path, code in errors:
        assert status(plain(url + path, "include")) == code, path
    for origin in HOSTILE:
        assert verdicts(put(f"{url}/items"), origin) == {Verdict.BLOCKED}, origin
        assert verdicts(plain(f"{url}/items"), origin) == {Verdict.BLOCKED}, origin
