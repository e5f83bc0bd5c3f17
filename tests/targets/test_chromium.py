"""A real Chromium before every exported system at once: our page reads, and nobody else's does."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from corsac.lab.chromium import find_chromium
from corsac.targets.export import Options, Role
from corsac.targets.exports import BY_NAME
from tests.servers.certificates import Authority
from tests.servers.pages import serving_pages, visit
from tests.targets.corpus import ORIGIN, STRANGER, application
from tests.targets.layers import Socket, at
from tests.targets.systems import RUN, running, system

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

SOCKETS = {"ws": "/", "socketio": "/socket.io/?EIO=4&transport=websocket"}
#: Everything that a page tries with a server: what is read comes back as its status.
SCRIPT = """
const report = {};
async function read(url, init) {
  try { return (await fetch(url, {credentials: "include", ...init})).status; } catch { return 0; }
}
const opened = (url) => new Promise((done) => {
  const socket = new WebSocket(url.replace("http", "ws"));
  socket.onopen = () => { socket.close(); done(true); };
  socket.onerror = () => done(false);
});
const headers = {"Content-Type": "application/json"};
for (const [name, {url, socket}] of Object.entries(TRIED)) {
  report[name] = {
    get: await read(url + "/api/known/"),
    put: await read(url + "/api/known/", {method: "PUT", headers, body: "{}"}),
    delete: await read(url + "/api/missing/", {method: "DELETE"}),
    socket: socket && await opened(url + socket),
  };
}
return report;
"""


def socket_of(name: str) -> str:
    """Give the path of a WebSocket, empty where a system has none."""
    if name.partition("-")[0] in SOCKETS:
        return SOCKETS[name]
    proxied = BY_NAME[name].role is not Role.APPLICATION and name != "next"
    return "/api/socket" if proxied else ""


@contextlib.contextmanager
def all_running(names: Iterable[str], folder: Path) -> Generator[dict[str, dict[str, str]]]:
    """Run systems side by side; give what a page tries with each."""
    tried: dict[str, dict[str, str]] = {}
    with contextlib.ExitStack() as stack:
        behind = stack.enter_context(application(Socket))
        for name in names:
            home = folder / name
            home.mkdir()
            target = BY_NAME[name]
            options = Options(prefix="/api" if target.dev else "/")
            if target.role is not Role.APPLICATION:
                options = Options(prefix=options.prefix, upstream=at(behind))
            url, _ = stack.enter_context(running(name, home, options))
            tried[name] = {"url": url, "socket": socket_of(name)}
        yield tried


def reports(names: list[str], folder: Path) -> dict[str, Any]:
    """Let Chromium visit our page and a stranger's; give what each could do with each system."""
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    tls = Authority(folder).issue("app.example", "evil.example").server_context()
    with all_running(names, folder) as tried:
        script = SCRIPT.replace("TRIED", json.dumps(tried))
        with serving_pages(script, (ORIGIN, STRANGER), tls) as (pages, rules):
            return visit(program, pages, rules, folder / "profile")


def assert_ours_alone(names: list[str], folder: Path) -> None:
    """Assert that our page reads errors too, that a stranger reads nothing, and who opens sockets.

    A development server has its page on its own origin, which neither of the two is.
    """
    seen = reports(names, folder)
    for name in names:
        ours, theirs = seen[ORIGIN][name], seen[STRANGER][name]
        path = socket_of(name)
        assert theirs == {"get": 0, "put": 0, "delete": 0, "socket": False if path else ""}, name
        if BY_NAME[name].dev:
            assert ours == theirs, name
            continue
        assert ours["socket"] == (True if path else ""), name
        if name != "ws":
            assert all(ours[each] >= 200 for each in ("get", "put", "delete")), (name, ours)


@pytest.mark.browsers
@pytest.mark.servers
@pytest.mark.xdist_group("exports-in-chromium")
def test_our_page_reads_and_no_other_does(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    names = [each.name for each in RUN if not system(each.name).long]
    assert_ours_alone(names, tmp_path)


@pytest.mark.browsers
@pytest.mark.servers
@pytest.mark.long
@pytest.mark.timeout(600)
def test_nor_with_the_systems_that_take_longer(tmp_path: Path) -> None:
    names = [each.name for each in RUN if system(each.name).long]
    assert_ours_alone(names, tmp_path)
