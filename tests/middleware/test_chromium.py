"""Drawn policies under uvicorn, and a real Chromium: it reads what the model says it reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corsac.lab.chromium import find_chromium
from corsac.testing import AppBrowser
from tests.middleware.drawn import Drawn, requests
from tests.targets.real import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
FLAGS = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SCRIPT = """<!doctype html><script>
const wanted = %s, results = [];
async function run(each) {
  const {path, ...init} = each;
  try {
    const answer = await fetch("%s" + path, init);
    return [true, answer.headers.get("x-total"), answer.headers.get("etag")];
  } catch { return [false, null, null]; }
}
(async () => {
  for (const each of wanted) results.push(await run(each));
  await fetch("/report", {method: "POST", body: JSON.stringify(results)});
})();
</script>"""


class Pages(ThreadingHTTPServer):
    """Serves the page, and takes its report."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.page = ""
        self.report: list[list[Any]] = []
        self.reported = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: Pages  # pyright: ignore[reportIncompatibleVariableOverride] -- typed loosely above it

    def do_GET(self) -> None:
        self._send(self.server.page.encode())

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.server.report = json.loads(self.rfile.read(size))
        self._send(b"")
        self.server.reported.set()

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        """Keep quiet."""


@contextmanager
def pages() -> Generator[Pages]:
    server = Pages()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium(program: str, url: str, folder: Path) -> Generator[None]:
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    command = [program, *FLAGS, *root, f"--user-data-dir={folder}", url]
    quiet = subprocess.DEVNULL
    browser = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(browser.pid, 15)
        browser.wait(PATIENCE)


@pytest.mark.browsers
def test_chromium_reads_what_the_policy_allows_and_the_model_says(tmp_path: Path) -> None:
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.middleware.drawn:make", "--factory"]
    command += ["--port", str(port), "--no-access-log"]
    with pages() as server:
        page = f"http://127.0.0.1:{server.server_address[1]}"
        with serving(command, port, tmp_path, PYTHONPATH=str(ROOT), CORSAC_PAGE=page) as api:
            server.page = SCRIPT % (json.dumps(requests()), api)
            with chromium(program, f"{page}/", tmp_path / "profile"):
                assert server.reported.wait(PATIENCE)
    predicted: list[list[Any]] = []
    with AppBrowser(Drawn(page), page=page, server=api) as browser:
        for each in requests():
            asked = {name: value for name, value in each.items() if name != "path"}
            fetched = browser.fetch(each["path"], **asked)
            headers = fetched.headers if fetched.allowed else None
            read = [headers.get(name) if headers else None for name in ("x-total", "etag")]
            predicted.append([fetched.allowed, *read])
    assert len({each[0] for each in predicted}) == 2, "some are allowed and some are not"
    differing = [
        (request, told, seen)
        for request, told, seen in zip(requests(), predicted, server.report, strict=True)
        if told != seen
    ]
    assert differing == []
