"""The corpus of exchanges against an exported configuration on its real system.

The application behind an export answers what the request's X-Answer header says: JSON with a
status and headers. So one application serves every case.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from corsac.core.headers import Headers
from corsac.policy import Policy
from tests.exchanges.judge import judge
from tests.exchanges.loader import App, Case, Sent, load

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

    from _pytest.mark.structures import ParameterSet

    from corsac.targets.export import Notice

CASES = load()
FILES = tuple(dict.fromkeys(case.file for case in CASES))
#: The files that every variant is tried on each time; all files are for the first variant.
FEW = ("errors-and-redirects", "one-origin-with-credentials", "subdomains")
TIMEOUT = 60.0
#: One exact origin with cookies, and what it takes away from strangers.
ORIGIN = "https://app.example"
STRANGER = "https://evil.example"
RICH = "one-origin-with-credentials"


def variants(targets: Sequence[str]) -> list[ParameterSet]:
    """Pair targets with files; what takes too long for every change is marked."""
    return [
        pytest.param(
            target,
            file,
            id=f"{target}, {file}",
            marks=() if target == targets[0] or file in FEW else pytest.mark.long,
        )
        for target in targets
        for file in FILES
    ]


def policy(file: str) -> Policy:
    """Give the policy of one file of the corpus."""
    return Policy(**next(case.policy for case in CASES if case.file == file))


def asking(app: App) -> dict[str, str]:
    """Give the header that tells the application what to answer."""
    return {"X-Answer": json.dumps({"status": app.status, "headers": list(app.headers)})}


class Answer:
    """What came back: status and headers, several lines of one name kept apart."""

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


def send(url: str, sent: Sent, more: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
    """Send a request byte for byte as it is written."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=TIMEOUT)
    with contextlib.closing(connection):
        lines = (*sent.headers, *(more or {}).items())
        named = {name.lower() for name, _ in lines}
        connection.putrequest(
            sent.method, sent.path, skip_accept_encoding=True, skip_host="host" in named
        )
        for name, value in lines:
            connection.putheader(name, value)
        if sent.method in {"POST", "PUT", "PATCH"} and "content-length" not in named:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        reply = connection.getresponse()
        return Answer(reply.status, Headers.of(reply.getheaders()), reply.read())


def ask(url: str, method: str, path: str, origin: str | None = None, **headers: str) -> Answer:
    """Send a request that is described in a line; `_` in names stands for `-`."""
    lines = [] if origin is None else [("Origin", origin)]
    lines += [(name.replace("_", "-"), value) for name, value in headers.items()]
    return send(url, Sent(method, path, Headers.of(lines)))


def post(url: str, path: str, origin: str, body: bytes) -> Answer:
    """Send JSON."""
    lines = [("Origin", origin), ("Content-Type", "application/json")]
    return send(url, Sent("POST", path, Headers.of(lines)), body=body)


#: A list in lower case, without spaces and empty members.
AS_BROWSERS_WRITE = re.compile(r"(?:[a-z0-9-]+(?:,[a-z0-9-]+)*)?")

#: Cases that a warning of an export excuses, by its code.
EXCUSED: dict[str, Callable[[Case], bool]] = {
    "app-headers": lambda case: "Access-Control-Allow-Origin" in case.app.headers,
    "options-taken": lambda case: any(
        sent.method == "OPTIONS" and not sent.preflight for sent, _ in case.exchanges
    ),
    "strict-request-headers": lambda case: any(
        not AS_BROWSERS_WRITE.fullmatch(sent.headers.get("Access-Control-Request-Headers") or "")
        for sent, _ in case.exchanges
    ),
    "star-needs-origin": lambda case: "Origin" not in case.exchanges[0][0].headers,
    "unread-methods": lambda case: any(sent.method.islower() for sent, _ in case.exchanges),
}


def differences(url: str, file: str, warnings: Iterable[Notice] = ()) -> list[str]:
    """Play every case of a file to a running server; an empty list is a pass.

    Only what a warning of the export names is left out.
    """
    excuses = [EXCUSED[each.code] for each in warnings if each.code in EXCUSED]
    found: list[str] = []
    for case in CASES:
        if case.file != file or any(excuse(case) for excuse in excuses):
            continue
        for index, (sent, _) in enumerate(case.exchanges):
            answer = send(url, sent, asking(case.app))
            found += [
                f"{case.id}, {sent.method}: {each}"
                for each in judge(case, index, answer.status, answer.headers)
            ]
    return found


class Application(BaseHTTPRequestHandler):
    """An application that answers as it is told, and has CORS headers of its own."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answer any method; what was received goes into the body."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = json.loads(self.headers.get("X-Answer") or "{}")
        body = json.dumps({"path": self.path, "headers": list(self.headers.items())}).encode()
        status = told.get("status", 200)
        empty = self.command == "HEAD" or status in {204, 304}
        self.send_response(status)
        for name, value in told.get("headers", []):
            self.send_header(name, value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if empty else body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = answer  # noqa: N815 -- http.server's names
    do_DELETE = do_OPTIONS = do_patch = answer  # noqa: N815 -- likewise

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        """Keep quiet."""


class Quiet(ThreadingHTTPServer):
    """A server that says nothing of connections that break."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def application(handler: type[BaseHTTPRequestHandler] = Application) -> Generator[int]:
    """Run the application; give its port."""
    server = Quiet(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def values(answer: Answer, names: Iterable[str]) -> dict[str, list[str]]:
    """Give all lines of some headers, the absent ones as empty lists."""
    return {name: list(answer.headers.all(name)) for name in names}
