"""Pages at several origins that a real Chromium visits one after the other, in one run."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Sequence
    from pathlib import Path

_PATIENCE = 90.0
_FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--ignore-certificate-errors",
)


class Pages(ThreadingHTTPServer):
    """Serves every page the same script, takes each one's report, and leads on to the next.

    Args:
        script: What a page runs: the body of an async function that returns its report.
        order: The pages' origins, in the order in which they are visited.
    """

    def __init__(self, script: str, order: Sequence[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reports: dict[str, Any] = {}
        self.order = order
        self.ended = threading.Event()
        self.script = script

    def page(self) -> str:
        """Give the page."""
        return f"""<!doctype html><script>
(async () => {{
  const report = await (async () => {{ {self.script} }})();
  const next = await fetch("/", {{method: "POST", body: JSON.stringify([origin, report])}});
  const where = await next.text();
  if (where) location = where;
}})();
</script>"""

    def take(self, origin: str, report: Any) -> str:  # noqa: ANN401 -- JSON
        """Take a report; give the next page's URL, or nothing after the last."""
        self.reports[origin] = report
        place = self.order.index(origin) + 1
        if place < len(self.order):
            return f"{self.order[place]}/"
        self.ended.set()
        return ""


class _Handler(BaseHTTPRequestHandler):
    server: Pages  # pyright: ignore[reportIncompatibleVariableOverride] -- typed loosely above it

    def do_GET(self) -> None:
        self._send(self.server.page() if self.path == "/" else "")

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self._send(self.server.take(*json.loads(self.rfile.read(size))))

    def _send(self, body: str) -> None:
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        """Keep quiet."""


@contextmanager
def running(server: Pages) -> Generator[str]:
    """Run a server until the block ends; give its address."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serving_pages(
    script: str, order: Sequence[str], tls: ssl.SSLContext
) -> Generator[tuple[Pages, str]]:
    """Serve pages at https: and http: origins, which have no port of their own.

    Gives the server of the reports, and Chromium's rules for finding the origins' hosts.
    """
    plain, secure = Pages(script, order), Pages(script, order)
    secure.reports, secure.ended = plain.reports, plain.ended
    secure.socket = tls.wrap_socket(secure.socket, server_side=True)
    with running(plain) as http, running(secure) as https:
        yield plain, f"MAP *.example:80 {http}, MAP *.example:443 {https}"


def visit(program: str, pages: Pages, rules: str, folder: Path) -> dict[str, Any]:
    """Let Chromium visit the pages; give each one's report by its origin."""
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    command = [program, *_FLAGS, *root, f"--host-resolver-rules={rules}"]
    command += [f"--user-data-dir={folder}", f"{pages.order[0]}/"]
    quiet = subprocess.DEVNULL
    browser = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        assert pages.ended.wait(_PATIENCE), f"Chromium came no further than {[*pages.reports]}"
    finally:
        os.killpg(browser.pid, 15)
        browser.wait(_PATIENCE)
    return pages.reports
