"""The adapters in their frameworks, under real servers, over real sockets."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from corsac.core.headers import Headers
from tests.exchanges.judge import judge
from tests.servers.frameworks import COMMANDS, ROOT, WITH_SOCKETS, ask, serving_all
from tests.servers.sites.asked import CASES
from tests.targets.real import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("framework-servers")]

APP, EVIL = "https://app.example", "https://evil.example"
ALLOW = "Access-Control-Allow-Origin"


@pytest.fixture(scope="module", params=COMMANDS)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Serve one framework after the other; give its name and URL."""
    name: str = request.param
    with serving_all([name], tmp_path_factory.mktemp("site")) as urls:
        yield name, urls[name]


def test_the_corpus_comes_out_as_written(site: tuple[str, str]) -> None:
    name, url = site
    for number, case in enumerate(CASES):
        for index, (sent, _) in enumerate(case.exchanges):
            answer = ask(url, sent.method, f"/case/{number}{sent.path}", sent.headers)
            if name == "aiohttp" and not sent.method.isupper():
                assert answer.status == 400  # aiohttp's parser of requests knows no such method
                continue
            assert judge(case, index, answer.status, answer.headers) == [], case.id


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/items", 200), ("GET", "/missing", 404), ("GET", "/broken", 500)],
)
def test_errors_can_be_read_by_the_allowed_alone(
    site: tuple[str, str], method: str, path: str, status: int
) -> None:
    answer = ask(site[1], method, path, Headers.of([("Origin", APP)]))
    assert (answer.status, answer.headers.all(ALLOW)) == (status, (APP,))
    assert ALLOW not in ask(site[1], method, path, Headers.of([("Origin", EVIL)])).headers


def test_websockets_open_for_allowed_pages_alone(site: tuple[str, str]) -> None:
    name, url = site
    if name not in WITH_SOCKETS:
        assert ask(url, "GET", "/ws", Headers.of([("Origin", EVIL)])).status == 404
        return
    where = f"{url.replace('http', 'ws', 1)}/ws"
    with connect(where, additional_headers={"Origin": APP}, open_timeout=20):
        pass
    with pytest.raises(InvalidStatus) as refused:
        connect(where, additional_headers={"Origin": EVIL}, open_timeout=20)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("server", ["gunicorn", "uvicorn"])
def test_django_does_not_start_with_a_policy_that_cannot_work(server: str) -> None:
    interface = {"gunicorn": "wsgi", "uvicorn": "asgi"}[server]
    where = "--bind" if server == "gunicorn" else "--port"
    port = free_port()
    listen = f"127.0.0.1:{port}" if server == "gunicorn" else str(port)
    command = [sys.executable, "-m", server, where, listen, "tests.servers.sites.broken_site:app"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "INTERFACE": interface},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    told = done.stdout + done.stderr
    assert "ImproperlyConfigured: CORSAC: " in told
    assert "ends in a slash" in told
    assert told.count("= help:") >= 2
