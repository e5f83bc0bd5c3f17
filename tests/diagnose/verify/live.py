"""Servers on loopback, verified as `corsac verify` does it."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.diagnose.verify.run import Verifier
from corsac.probe.runner import Session

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.diagnose.verify.infer import Wanted
    from corsac.diagnose.verify.report import Verification
    from corsac.policy import Policy
    from tests.diagnose.verify.servers import Server


def verified(wanted: Wanted, policy: Policy | None) -> Verification:
    """Verify a running server."""
    verifier = Verifier(wanted, policy)
    with Session() as session:
        while verifier.pending is not None:
            verifier.receive(session.send(verifier.pending))
    assert verifier.report is not None
    return verifier.report


@contextlib.contextmanager
def serving(server: Server) -> Generator[tuple[str, list[WireRequest]]]:
    """Serve on a free port; give the URL, and the list of what is asked for."""
    asked: list[WireRequest] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            headers = Headers.of(self.headers.items())
            request = WireRequest(self.command, f"http://{headers.get('Host')}{self.path}", headers)
            asked.append(request)
            response = server(request)
            assert isinstance(response, WireResponse)
            self.send_response_only(response.status)
            for name, value in response.headers:
                self.send_header(name, value)
            if response.status not in {101, 204, 304}:
                self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = do_POST = answer  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its signature
            """Keep quiet."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}/items", asked
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
