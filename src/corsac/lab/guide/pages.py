"""The site's page at https and at http: each asks the API for the user's data, and reports."""

from __future__ import annotations

import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final, Self

from corsac.lab.chromium import LAST_WORD
from corsac.lab.guide.files import SITE

if TYPE_CHECKING:
    from pathlib import Path

#: The origins, in the order in which they are visited: the one allowed, and the one not meant.
OURS: Final = f"https://{SITE}"
THEIRS: Final = f"http://{SITE}"
ORDER: Final = (OURS, THEIRS)
_LIMIT: Final = 64 * 1024  # bytes of a report
_PAGE: Final = """\
<!doctype html><title>yoursite.com</title><link rel=icon href="data:,"><script type=module>
NAMES
let read = null;
try {
  const answer = await fetch(API, {credentials: "include", cache: "no-store"});
  read = `${answer.status} ${await answer.text()}`;
} catch { /* the console says why */ }
if (origin === LAST) console.info(LAST_WORD);
const sent = await fetch("/report", {method: "POST", body: JSON.stringify({origin, read})});
const next = await sent.text();
if (next) location = next;
</script>
"""


class Pages:
    """The two pages, in threads of their own; a context manager.

    `read` has what each origin's page read, status and body, None where the browser kept it away;
    `done` is set once both have said so.

    Args:
        folder: Where cert.pem and key.pem are.
        api: The URL that they ask.
    """

    def __init__(self, folder: Path, api: str) -> None:
        self.read: dict[str, str | None] = {}
        self.done = threading.Event()
        given = {"API": api, "LAST": ORDER[-1], "LAST_WORD": LAST_WORD}
        names = "".join(f"const {name} = {json.dumps(each)};\n" for name, each in given.items())
        self.page = _PAGE.replace("NAMES\n", names).encode()
        self._secure, self._plain = _Server(self), _Server(self)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        # The handshake is the connection's own thread's business: one that stalls stops nobody.
        self._secure.socket = context.wrap_socket(
            self._secure.socket, server_side=True, do_handshake_on_connect=False
        )
        self._threads = [
            threading.Thread(target=each.serve_forever, daemon=True)
            for each in (self._secure, self._plain)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self._secure, self._plain):
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()

    @property
    def rules(self) -> str:
        """Chromium's rules for finding the site on loopback."""
        https, http = self._secure.server_address[1], self._plain.server_address[1]
        return f"MAP {SITE}:443 127.0.0.1:{https}, MAP {SITE}:80 127.0.0.1:{http}"

    def clear(self) -> None:
        """Forget what was reported, before the next visit."""
        self.read.clear()
        self.done.clear()

    def take(self, report: bytes) -> str:
        """Take a page's report; give where it goes on to, empty after the last.

        Raises:
            ValueError: It is not a report.
        """
        told: object = json.loads(report)
        match told:
            case {"origin": str(origin), "read": (str() | None) as text} if origin in ORDER:
                self.read[origin] = text
            case _:
                raise ValueError
        if origin == OURS:
            return f"{THEIRS}/"
        self.done.set()
        return ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, pages: Pages) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = pages

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet: a browser that is ended hangs up in the middle."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride] -- typed loosely above it
    timeout = 10

    def do_GET(self) -> None:
        """Answer a GET."""
        self._send(self.server.pages.page)

    def do_POST(self) -> None:
        """Take what a page reports."""
        try:
            size = min(int(self.headers.get("Content-Length") or 0), _LIMIT)
            self._send(self.server.pages.take(self.rfile.read(size)).encode())
        except ValueError:
            self.send_error(400)

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        """Keep quiet."""
