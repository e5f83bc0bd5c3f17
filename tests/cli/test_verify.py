"""`corsac verify`: a server on loopback, the policy in a file, and what scripts see."""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from corsac.cli import main
from corsac.cli.exits import Exit
from corsac.core.messages import WireResponse
from corsac.diagnose.verify.checks import CHECKS
from tests.diagnose.verify.live import serving
from tests.diagnose.verify.servers import POLICY, granting, right, without, wrong
from tests.servers.certificates import Authority
from tests.servers.raw import Talk, raw_server
from tests.targets.real import free_port
from tests.targets.real import serving as server

if TYPE_CHECKING:
    from pathlib import Path

    from corsac.core.messages import Answer, WireRequest

POLICY_FILE = """\
version = 1

[policy]
allow_origins = [
    "https://app.example", "https://*.shop.example", "https://pr-{digits}.preview.example",
]
allow_methods = ["PUT", "PATCH"]
allow_headers = ["Content-Type", "Authorization"]
expose_headers = ["X-Total"]
allow_credentials = true
max_age = 600
cross_origin_resource_policy = "cross-origin"

[profiles.dev]
allow_origins = ["http://localhost:5173"]
"""
SECRET = "hunter2-hunter2"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CORSAC_POLICY_FILE", raising=False)
    (tmp_path / "corsac.toml").write_text(POLICY_FILE)
    return tmp_path


@pytest.mark.servers
def test_a_server_that_follows_the_policy_passes(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(right(POLICY)) as (url, asked):
        assert main(["verify", url]) == Exit.OK
    said = capsys.readouterr()
    assert "PASSED: " in said.out
    assert said.err == ""
    assert {request.method for request in asked} == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.servers
def test_one_that_does_not_fails_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(wrong(POLICY, granting("stranger"))) as (url, _):
        assert main(["verify", url]) == Exit.FOUND
        assert "error[CORS340]" in capsys.readouterr().out
        assert main(["verify", url, "--format", "json"]) == Exit.FOUND
        assert json.loads(capsys.readouterr().out)["verdict"] == "failed"
        assert main(["verify", url, "--format", "junit"]) == Exit.FOUND
        ET.fromstring(capsys.readouterr().out)  # noqa: S314 - it was just written
        assert main(["verify", url, "--format", "sarif"]) == Exit.OK
        assert json.loads(capsys.readouterr().out)["runs"][0]["results"]


@pytest.mark.servers
def test_warnings_count_where_they_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(wrong(POLICY, without("Access-Control-Max-Age"))) as (url, _):
        assert main(["verify", url]) == Exit.OK
        assert main(["verify", url, "--fail-on", "warning"]) == Exit.FOUND
    assert "warning[CORS325]" in capsys.readouterr().out


@pytest.mark.servers
def test_without_a_policy_conformance_is_checked(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "corsac.toml").unlink()
    with serving(wrong(POLICY, without("Vary"))) as (url, _):
        assert main(["verify", url]) == Exit.USAGE
        assert "--conformance" in capsys.readouterr().err
        known = ["--conformance", "--origin", "https://app.example"]
        assert main(["verify", url, *known]) == Exit.FOUND
    said = capsys.readouterr().out
    assert "against what holds of every server" in said
    assert "error[CORS362]" in said


@pytest.mark.servers
def test_a_profile_s_origins_must_be_let_in_too(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(right(POLICY)) as (url, _):
        assert main(["verify", url, "--profile", "dev"]) == Exit.FOUND
    assert "http://localhost:5173" in capsys.readouterr().out


@pytest.mark.servers
def test_a_login_goes_along_and_is_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    login = ["-H", f"X-Api-Key: {SECRET}", "-b", f"sid={SECRET}", "-u", f"me:{SECRET}"]
    with serving(wrong(POLICY, granting("stranger"))) as (url, asked):
        assert main(["verify", url, *login, "-v"]) == Exit.FOUND
        assert main(["verify", url, *login, "--format", "json"]) == Exit.FOUND
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    get = next(request for request in asked if request.method == "GET")
    assert get.headers.get("X-Api-Key") == SECRET
    assert get.headers.get("Cookie") == f"sid={SECRET}"
    assert (get.headers.get("Authorization") or "").startswith("Basic ")
    preflights = [each for each in asked if "Access-Control-Request-Method" in each.headers]
    assert all("Cookie" not in each.headers for each in preflights)


@pytest.mark.servers
def test_further_pages_and_a_websocket_are_tried(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(right(POLICY)) as (url, asked):
        code = main(["verify", url, "--path", "/login", "--websocket", "/live", "--budget", "400"])
    assert {request.url.rpartition("/")[2] for request in asked} >= {"items", "login", "live"}
    assert code == Exit.FOUND  # this server knows no WebSockets
    assert "CORS391" in capsys.readouterr().out


@pytest.mark.servers
def test_it_waits_for_a_server_that_is_still_starting(capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/items"
    assert main(["verify", url]) == Exit.FAILED
    assert "UNREACHABLE" in capsys.readouterr().out
    started = time.monotonic()
    assert main(["verify", url, "--wait", "0.6"]) == Exit.FAILED
    assert time.monotonic() - started >= 0.5
    with serving(right(POLICY)) as (late, _):
        waiting = threading.Event()
        waiting.set()
        assert main(["verify", late, "--wait", "30"]) == Exit.OK


@pytest.mark.servers
def test_it_waits_behind_a_proxy_too_and_within_its_budget(
    capsys: pytest.CaptureFixture[str],
) -> None:
    follow, first = right(POLICY), iter([502, 503, 504])

    def starting(request: WireRequest) -> Answer:
        status = next(first, 0)
        return WireResponse(status) if status else follow(request)

    with serving(starting) as (url, asked):
        assert main(["verify", url, "--wait", "30", "--budget", "12"]) == Exit.FAILED
    assert len(asked) == 3 + 12
    assert "12 of 12 requests" in capsys.readouterr().out
    with serving(lambda _: WireResponse(503)) as (url, _):
        assert main(["verify", url, "--wait", "0.1"]) == Exit.FOUND


@pytest.mark.servers
def test_an_event_stream_is_not_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    def script(talk: Talk) -> None:
        if talk.read_head():
            talk.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n")
            talk.server.until_stopped()

    with raw_server(script) as server:
        started = time.monotonic()
        assert main(["verify", server.url(), "--budget", "4"]) == Exit.FOUND
        assert time.monotonic() - started < 3
    assert "CORS301" in capsys.readouterr().out


HTTP_2 = """
from corsac import Policy
from corsac.middleware.asgi import CORS


async def answer(scope, receive, send):
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return await send({"type": "websocket.close"})
    if scope["type"] == "http":
        status = 404 if scope["path"] != "/items" else 405 if scope["method"] == "OPTIONS" else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


app = CORS(answer, Policy(allow_origins=["https://app.example"], allow_credentials=True))
"""


@pytest.mark.servers
def test_http_2_is_spoken_and_its_certificate_looked_at(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "corsac.toml").write_text(
        '[policy]\nallow_origins = ["https://app.example"]\nallow_credentials = true\n'
    )
    authority = Authority(here)
    issued = authority.issue("localhost")
    (here / "app.py").write_text(HTTP_2)
    (here / "only.toml").write_text('alpn_protocols = ["h2"]\n')
    port = free_port()
    command = [sys.executable, "-m", "hypercorn", "--config", "only.toml", "app:app"]
    command += ["--certfile", str(issued.cert), "--keyfile", str(issued.key)]
    command += ["--bind", f"127.0.0.1:{port}"]
    url = f"https://localhost:{port}/items"
    with server(command, port, here):
        assert main(["verify", url]) == Exit.FAILED
        assert "UNREACHABLE" in capsys.readouterr().out
        assert main(["verify", url, "--insecure", "--budget", "4"]) == Exit.FAILED
        assert "UNDECIDED" in capsys.readouterr().out
        trusted = ["--cacert", str(authority.root), "--websocket", "/live"]
        assert main(["verify", url, *trusted, "--format", "json"]) == Exit.OK
    said = json.loads(capsys.readouterr().out)
    answers = [each["exchange"]["response"] for each in said["requests"]]
    assert {each["version"] for each in answers if each} == {"HTTP/2", "HTTP/1.1"}  # the sockets


@pytest.mark.servers
def test_too_small_a_budget_leaves_it_undecided(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(right(POLICY)) as (url, asked):
        assert main(["verify", url, "--budget", "5"]) == Exit.FAILED
    assert len(asked) == 5
    assert "UNDECIDED" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "which server?"),
        (["api.example"], "https://api.example"),
        (["wss://api.example"], "--websocket PATH"),
        (["https://api.example", "--origin", "https://app.example"], "--conformance"),
        (["https://api.example", "--conformance", "--profile", "dev"], "--policy FILE"),
        (["https://api.example", "--policy", "absent.toml"], "absent.toml"),
        (["https://api.example", "--path", "http://["], "write a path"),
        (["https://api.example", "--conformance", "--origin", "nonsense"], "origin"),
        (["https://api.example", "--budget", "1"], "--budget"),
        (["https://api.example", "--cacert", "absent.pem"], "absent.pem"),
        (["https://api.example", "-H", "nonsense"], "colon"),
    ],
)
def test_what_can_t_be_meant_is_said_with_the_mend(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", *arguments]) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_the_suite_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--list"]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(CHECKS)
    assert lines[0] == "CORS301 must     Every allowed origin reads every page"
