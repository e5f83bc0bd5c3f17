"""The main job, on a real nginx with a wrong configuration: HTTP/1.1, and HTTP/2 over TLS."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator, validate

from corsac.cli import main
from corsac.cli.check_options import FORMATS
from corsac.cli.exits import Exit
from tests.servers.certificates import Authority
from tests.servers.nginx import Nginx, nginx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.servers

SECRET = "hunter2-hunter2"
SCHEMA = json.loads((resources.files("corsac.render") / "report.schema.json").read_text("utf-8"))

# Each location but the first is wrong in a way that people really write; ORIGIN is the page's.
LOCATIONS = """
    location /right {
        add_header Access-Control-Allow-Origin ORIGIN always;
        add_header Vary Origin always;
        return 200 ok;
    }
    location /slash {
        add_header Access-Control-Allow-Origin ORIGIN/ always;
        return 200 ok;
    }
    location /star {
        add_header Access-Control-Allow-Origin * always;
        return 200 ok;
    }
    location /not-always {
        add_header Access-Control-Allow-Origin ORIGIN;
        return 502;
    }
    location /never {
        add_header X-Echo $http_authorization always;
        return 200 ok;
    }
    location /twice {
        add_header Access-Control-Allow-Origin * always;
        add_header Access-Control-Allow-Origin ORIGIN always;
        return 200 ok;
    }
    location /no-options {
        add_header Access-Control-Allow-Origin ORIGIN always;
        if ($request_method = OPTIONS) { return 405; }
        return 200 ok;
    }
    location /method {
        add_header Access-Control-Allow-Origin ORIGIN always;
        add_header Access-Control-Allow-Methods "GET, POST" always;
        add_header Access-Control-Allow-Headers "Content-Type" always;
        if ($request_method = OPTIONS) { return 204; }
        return 200 ok;
    }
"""


class Server(NamedTuple):
    """A base URL, the page's origin, what corsac has to be told, and the version it then speaks."""

    base: str
    origin: str
    arguments: tuple[str, ...]
    version: str


class Answer(NamedTuple):
    """What a check printed, and its exit code."""

    code: int
    document: Any

    @property
    def first(self) -> tuple[str, str, str]:
        """Code, party and confidence of the answer."""
        finding = self.document["findings"][0]
        return finding["cause"], finding["party"], finding["confidence"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def running(authority: Authority) -> Iterator[Nginx]:
    certificate = authority.issue("api.example")
    config = f"""
    server {{
        listen 127.0.0.1:@plain@;
        {LOCATIONS.replace("ORIGIN", "http://app.example")}
    }}
    server {{
        listen 127.0.0.1:@tls@ ssl http2;
        ssl_certificate {certificate.cert};
        ssl_certificate_key {certificate.key};
        {LOCATIONS.replace("ORIGIN", "https://app.example")}
    }}
    """
    with nginx(config) as server:
        yield server


@pytest.fixture(params=["http", "https"])
def server(request: pytest.FixtureRequest, running: Nginx, authority: Authority) -> Server:
    scheme: str = request.param
    port = running.ports["plain" if scheme == "http" else "tls"]
    return Server(
        base=f"{scheme}://api.example:{port}",
        origin=f"{scheme}://app.example",
        arguments=(
            *("--resolve", f"api.example:{port}:127.0.0.1"),
            *(() if scheme == "http" else ("--cacert", str(authority.root))),
        ),
        version="HTTP/1.1" if scheme == "http" else "HTTP/2",
    )


@pytest.fixture
def check(server: Server, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run `corsac check` against a path of the server."""

    def run(path: str, *arguments: str) -> Answer:
        code = main(
            [
                *("check", server.base + path, "--origin", server.origin, "--format", "json"),
                *server.arguments,
                *arguments,
            ]
        )
        document = json.loads(capsys.readouterr().out)
        validate(document, SCHEMA, Draft202012Validator)
        return Answer(code, document)

    return run


def test_what_is_right_is_allowed_in_every_engine(
    check: Callable[..., Answer], server: Server
) -> None:
    answer = check("/right")
    assert answer.code == Exit.OK
    assert answer.document["verdict"] == "allowed"
    assert [each["verdict"] for each in answer.document["engines"]] == ["allowed"] * 3
    response = answer.document["requests"][0]["exchange"]["response"]
    assert (response["version"], response["status"]) == (server.version, 200)


@pytest.mark.parametrize(
    ("path", "arguments", "cause"),
    [
        ("/slash", (), "origin-typo"),
        ("/star", ("--credentials", "include"), "wildcard-credentials"),
        ("/not-always", (), "proxy-error-without-cors"),
        ("/never", (), "no-cors-config"),
        ("/twice", (), "duplicate-acao"),
        ("/no-options", ("-X", "PUT"), "preflight-route-404-405"),
        ("/method", ("-X", "PUT"), "method-not-allowed"),
        ("/method", ("-H", "X-Trace: 1"), "custom-header-not-allowed"),
    ],
)
def test_what_is_wrong_is_blocked_and_the_first_finding_is_the_cause(
    check: Callable[..., Answer], path: str, arguments: tuple[str, ...], cause: str
) -> None:
    answer = check(path, *arguments)
    assert answer.code == Exit.FOUND
    assert answer.document["verdict"] == "blocked"
    assert answer.first[0] == cause
    assert "nginx" in answer.document["server"]


def test_an_unsafe_request_is_sent_only_when_told(
    check: Callable[..., Answer], running: Nginx
) -> None:
    held = check("/right", "-X", "POST")
    assert (held.code, held.document["verdict"]) == (Exit.FAILED, "undecided")
    before = [line for line in running.access_log() if '"POST' in line]
    sent = check("/right", "-X", "POST", "--send")
    assert (sent.code, sent.document["verdict"]) == (Exit.OK, "allowed")
    after = [line for line in running.access_log() if '"POST' in line]
    assert len(after) == len(before) + 1


def test_cookies_go_along_or_it_is_said_why_not(
    check: Callable[..., Answer], server: Server
) -> None:
    cookies = ("-b", "sid=1; SameSite=None; Secure", "-b", "other=2", "--credentials", "include")
    answer = check("/right", *cookies)
    headers = dict(answer.document["requests"][0]["headers"])
    notes = " ".join(answer.document["notes"])
    findings = answer.document["findings"]
    told = " ".join(text for each in findings for text in [each["message"], *each["notes"]])
    if server.base.startswith("https"):
        assert headers["Cookie"] == "sid=[redacted]"
        assert "the cookie other does not go along" in told
        assert "the request comes from another site" in told
    else:
        assert "The cookie other stayed behind: the request comes from another site" in notes
        assert "the cookie sid does not go along it is Secure" in told
    assert "--credentials include" in " ".join(check("/right", "-b", "sid=1").document["notes"])


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_shows_what_was_secret(
    server: Server, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(
        [
            *("check", f"{server.base}/never?token={SECRET}", "--origin", server.origin),
            *("-H", f"Authorization: Bearer {SECRET}", "-b", f"sid={SECRET}", "-v"),
            *("--credentials", "include", "--format", form, *server.arguments),
        ]
    )
    printed = capsys.readouterr()
    assert SECRET not in printed.out + printed.err
    assert "[redacted]" in printed.out or form == "github"


def test_an_unknown_authority_is_no_cors_fault(
    running: Nginx, capsys: pytest.CaptureFixture[str]
) -> None:
    port = running.ports["tls"]
    resolve = ("--resolve", f"api.example:{port}:127.0.0.1")
    url = f"https://api.example:{port}/right"
    code = main(["check", url, "--origin", "https://app.example", *resolve])
    text = capsys.readouterr().out
    assert code == Exit.FAILED
    assert "FAILED in Chromium" in text
    assert main(["check", url, "--origin", "https://app.example", *resolve, "-k"]) == Exit.OK
    capsys.readouterr()
    assert main(["check", url, "--origin", "https://app.example", *resolve, "-k", "--http1"]) == 0
    assert "ALLOWED" in capsys.readouterr().out


def test_one_engine_can_be_asked_alone(check: Callable[..., Answer]) -> None:
    answer = check("/right", "--engine", "firefox")
    assert [each["engine"].partition("@")[0] for each in answer.document["engines"]] == ["firefox"]


@pytest.mark.parametrize(
    ("arguments", "message", "mend"),
    [
        (("--engine", "firefux"), "no such engine", "did you mean firefox?"),
        (("--cacert", "/nowhere.pem"), "/nowhere.pem", ""),
        (("--resolve", "nonsense"), "host:port:address", ""),
        (("--timeout", "0"), "--timeout", ""),
        (("-d", "@/nowhere"), "can't read /nowhere", ""),
        (("-H", "X Trace: 1"), "token", ""),
        (("--format", "xml"), "xml", ""),
    ],
)
def test_bad_input_is_exit_code_two_with_the_mend(
    arguments: tuple[str, ...], message: str, mend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", "http://127.0.0.1:9/", "--origin", "http://app.example", *arguments])
    printed = capsys.readouterr()
    assert code == Exit.USAGE
    assert printed.out == ""
    assert printed.err.startswith("error: ")
    assert message in printed.err
    assert mend in printed.err


def test_the_environment_can_say_what_the_command_line_does_not(
    running: Nginx, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORSAC_ORIGIN", "http://app.example")
    monkeypatch.setenv("CORSAC_ENGINE", "webkit")
    assert main(["check", running.url("plain", "/right")]) == Exit.OK
    assert "WebKitGTK" in capsys.readouterr().out


def test_a_scanner_s_upload_does_not_fail_on_findings(
    running: Nginx, capsys: pytest.CaptureFixture[str]
) -> None:
    url = running.url("plain", "/never")
    arguments = ["check", url, "--origin", "http://app.example", "--format", "sarif"]
    assert main(arguments) == Exit.OK
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"]
