"""A real Chromium in front of every framework: who reads, who doesn't, and what of an error."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from corsac.lab.chromium import find_chromium
from tests.servers.certificates import Authority
from tests.servers.frameworks import COMMANDS, WITH_SOCKETS, serving_all
from tests.servers.pages import serving_pages, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browsers, pytest.mark.xdist_group("framework-pages")]

APP, EVIL, TWIN = "https://app.example", "https://evil.example", "http://app.example"
SCRIPT = """
async function read(url, init) {
  try {
    const answer = await fetch(url, {credentials: "include", ...init});
    return [answer.status, answer.headers.get("x-total")];
  } catch { return null; }
}
function opens(url) {
  return new Promise(tell => {
    const socket = new WebSocket(url.replace("http", "ws") + "/ws");
    socket.onopen = () => { socket.close(); tell(true); };
    socket.onerror = () => tell(false);
  });
}
const json = {method: "PUT", headers: {"content-type": "application/json"}, body: "{}"};
const report = {};
for (const [name, url] of Object.entries(URLS)) {
  report[name] = {
    get: await read(url + "/items"),
    put: await read(url + "/items", json),
    delete: await read(url + "/items", {method: "DELETE"}),
    missing: await read(url + "/missing"),
    broken: await read(url + "/broken"),
    socket: await opens(url),
  };
}
return report;
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Serve all frameworks, and let one Chromium visit the three pages."""
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    folder = tmp_path_factory.mktemp("pages")
    tls = Authority(folder).issue("app.example", "evil.example").server_context()
    with serving_all([*COMMANDS], folder) as urls:
        script = SCRIPT.replace("URLS", json.dumps(urls))
        with serving_pages(script, (APP, EVIL, TWIN), tls) as (pages, rules):
            yield visit(program, pages, rules, folder / "profile")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_allowed_page_reads_errors_too(name: str, reports: dict[str, Any]) -> None:
    seen = reports[APP][name]
    assert seen == {
        "get": [200, "7"],
        "put": [200, "7"],
        "delete": None,
        "missing": [404, None],
        "broken": [500, None],
        "socket": name in WITH_SOCKETS,
    }


@pytest.mark.parametrize("page", [EVIL, TWIN])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_stranger_and_a_plain_twin_read_nothing(
    name: str, page: str, reports: dict[str, Any]
) -> None:
    seen = reports[page][name]
    assert seen.pop("socket") is False
    assert set(seen.values()) == {None}
