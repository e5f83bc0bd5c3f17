"""`--files`: findings of real servers, at the lines that made them, mended there and proven."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from corsac.cli import main
from corsac.cli.files_behind import FilesBehind, Repeatable, Seen, files_behind
from corsac.cli.mending import Wanted
from corsac.core.messages import Exchange, WireRequest
from corsac.lab.guide.api import Api
from corsac.lab.guide.visit import visit
from tests.diagnose.files.scenes import answer, finding
from tests.servers.nginx import nginx
from tests.targets.defects import pasted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OURS = "https://yoursite.com"
APP = "http://localhost:3000"
NEW = "http://localhost:4000"
EXPRESS = """\
const express = require('express');
const cors = require('cors');
const app = express();
app.use(cors({
  origin: [
    'http://localhost:3000',
  ],
}));
app.listen(8080);
"""
APACHE = """\
<VirtualHost *:80>
    ProxyPass / http://localhost:8080/
    Header always set Access-Control-Allow-Origin "http://localhost:3000"
    Header always set Vary "Origin"
</VirtualHost>
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; give its exit code and what it says."""
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - parsed JSON
    """Give the JSON of a command."""
    return json.loads(run(capsys, *arguments, "--format", "json")[1])


def told(finding: Any) -> list[str]:  # noqa: ANN401 - parsed JSON
    """Give the lines of a finding: layer, file's name, line."""
    return [
        f"{each['layer']} {each['span']['file'].rpartition('/')[2]}:{each['span']['line']}"
        for each in finding["culprits"]
    ]


# The guide's nginx before the guide's Django ----------------------------------------------------


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with Api(tmp_path) as running:
        yield running


def files_of(api: Api) -> list[str]:
    """Give the options for the API's files."""
    return [x for name in ("site.conf", "settings.py") for x in ("--files", str(api.folder / name))]


def asked(api: Api) -> list[str]:
    """Give the arguments of a check of the API."""
    return [api.url, "--origin", OURS, "--credentials", "include", *api.connection]


@pytest.mark.servers
def test_a_check_names_both_lines_and_both_layers(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    first = document(capsys, "check", *asked(api), *files_of(api))["findings"][0]
    assert first["code"] == "CORS012"
    assert told(first) == ["nginx site.conf:12", "Django settings.py:10", "nginx site.conf:30"]
    assert first["culprits"][2]["code"] == "CORS209"
    assert first["span"] == first["culprits"][0]["span"]
    assert first["party"] == "proxy"
    assert "nginx and Django both answer CORS: one of them should" in first["notes"]
    code, out, _ = run(capsys, "check", *asked(api), *files_of(api), "--via", "edge,app")
    assert code == 1
    assert "site.conf:12:9 (edge)" in out
    assert "settings.py:10:1 (app)" in out
    assert "[--fix]" in out


@pytest.mark.servers
def test_fix_shows_the_change_and_the_check_is_green(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    site = api.folder / "site.conf"
    before = site.read_text("utf-8")
    code, out, err = run(capsys, "check", *asked(api), *files_of(api), "--diff")
    assert (code, err) == (1, "")
    assert out.count("+        proxy_hide_header ") == 6
    assert site.read_text("utf-8") == before
    code, out, err = run(capsys, "check", *asked(api), *files_of(api), "--fix", "--format", "json")
    assert json.loads(out)["verdict"] == "blocked"
    assert err.count("+        proxy_hide_header ") == 6
    assert f"mended: {site}; let the server read it again, then ask again" in err
    lines = site.read_text("utf-8").splitlines()
    assert [each for each in lines if "proxy_hide_header" not in each] == before.splitlines()
    api.reload()
    assert run(capsys, "check", *asked(api), *files_of(api))[0] == 0


@pytest.mark.servers
def test_verify_mends_all_that_its_policy_says(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = ("--policy", str(api.folder / "policy.toml"))
    arguments = ("verify", api.url, *policy, *api.connection, *files_of(api))
    found = {each["code"]: each for each in document(capsys, *arguments)["findings"]}
    assert told(found["CORS304"])[:2] == ["nginx site.conf:12", "Django settings.py:10"]
    assert told(found["CORS346"]) == ["nginx site.conf:8"]
    assert found["CORS346"]["culprits"][0]["code"] == "CORS206"
    code, out, err = run(capsys, *arguments, "--fix")
    assert code == 1
    assert "+++ b/" in out
    assert "mended: " in err
    api.reload()
    assert run(capsys, *arguments)[0] == 0


@pytest.mark.servers
def test_verify_without_a_policy_points_too(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    conformance = ("--conformance", "--origin", OURS, *api.connection)
    done = document(capsys, "verify", api.url, *conformance, *files_of(api))
    found = {each["code"]: each for each in done["findings"]}
    assert told(found["CORS304"])[:2] == ["nginx site.conf:12", "Django settings.py:10"]


@pytest.mark.servers
@pytest.mark.browsers
def test_chromium_reads_what_was_mended_and_the_stranger_no_more(
    api: Api, capsys: pytest.CaptureFixture[str], program: Callable[[str], str]
) -> None:
    program("chromium")
    before = visit(api)
    assert before is not None
    assert (before.ours and before.ours.read, bool(before.theirs and before.theirs.read)) == (
        None,
        True,
    )
    policy = ("--policy", str(api.folder / "policy.toml"))
    run(capsys, "verify", api.url, *policy, *api.connection, *files_of(api), "--fix")
    api.reload()
    after = visit(api)
    assert after is not None
    assert after.ours is not None
    assert "ana" in (after.ours.read or "")
    assert after.theirs is not None
    assert after.theirs.read is None


@pytest.mark.servers
def test_the_layers_are_told_apart_by_their_own_answers(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = [x for x in (api.folder / "site.conf").read_text().splitlines() if "proxy_pass" in x]
    address = line.strip().removeprefix("proxy_pass ").removesuffix(";")
    first = document(capsys, "check", *asked(api), "--via", address)["findings"][0]
    name = address.partition("://")[2]
    own = api.url.partition("://")[2].partition("/")[0]
    assert f"{own} adds Access-Control-Allow-Origin: {OURS}" in first["notes"]
    assert f"{name} sends Access-Control-Allow-Origin: {OURS}" in first["notes"]
    via = ("--via", f"nginx,django={address}")
    first = document(capsys, "check", *asked(api), *files_of(api), *via)["findings"][0]
    assert f"nginx adds Access-Control-Allow-Origin: {OURS}" in first["notes"]
    assert told(first)[:2] == ["nginx site.conf:12", "django settings.py:10"]


@pytest.mark.servers
def test_watch_turns_green_when_somebody_mends_the_file_and_reloads(api: Api) -> None:
    command = [sys.executable, "-m", "corsac", "check", *asked(api), *files_of(api)]
    options = ["--watch", "--interval", "60", "--watch-for", "100"]
    started = time.monotonic()
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as watching:
        assert watching.stdout is not None
        said = ""
        while "BLOCKED" not in said:
            said += watching.stdout.readline()
        time.sleep(0.5)
        site = api.folder / "site.conf"
        text = site.read_text("utf-8")
        hidden = "proxy_hide_header Access-Control-Allow-Origin; proxy_pass"
        hidden = f"proxy_hide_header Access-Control-Allow-Credentials; {hidden}"
        site.write_text(text.replace("proxy_pass", hidden), "utf-8")
        time.sleep(0.5)
        api.reload()
        rest = watching.communicate(timeout=50)[0]
    assert watching.returncode == 0
    assert "the verdict was blocked, now it is allowed" in rest
    assert "ALLOWED" in rest
    assert time.monotonic() - started < 55, "it looked again when the file changed"


@pytest.mark.servers
def test_fix_and_watch_prove_the_mend(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    site = api.folder / "site.conf"
    before = site.read_text("utf-8")

    def reload() -> None:
        """Wait for the mend, and let nginx read it."""
        end = time.monotonic() + 60
        while site.read_text("utf-8") == before and time.monotonic() < end:
            time.sleep(0.05)
        api.reload()

    somebody = threading.Thread(target=reload)
    somebody.start()
    policy = ("--policy", str(api.folder / "policy.toml"))
    watch = ("--fix", "--watch", "--interval", "0.5", "--watch-for", "60")
    code, out, err = run(
        capsys, "verify", api.url, *policy, *api.connection, *files_of(api), *watch
    )
    somebody.join()
    assert code == 0
    assert "mended: " in err
    assert "the verdict was failed, now it is passed" in out
    assert "PASSED: " in out


# Other systems ----------------------------------------------------------------------------------


@pytest.mark.servers
def test_apache_before_express(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app").mkdir()
    site = tmp_path / "site.conf"
    site.write_text(APACHE)
    with pasted.express(tmp_path / "app", EXPRESS) as behind:
        port = int(behind.rpartition(":")[2].rstrip("/"))
        files = ("--files", str(site), "--files", str(tmp_path / "app" / "app.js"))
        for fixed in (False, True):
            with pasted.apache(tmp_path, site.read_text(), port) as url:
                arguments = ("check", f"{url}/x", "--origin", APP, *files)
                if fixed:
                    assert run(capsys, *arguments)[0] == 0
                else:
                    first = document(capsys, *arguments, "--fix")["findings"][0]
                    assert first["code"] == "CORS012"
                    assert told(first)[:2] == ["Apache site.conf:3", "Express app.js:5"]
                    assert {each["code"] for each in first["culprits"]} > {None}


@pytest.mark.servers
def test_an_origin_that_express_does_not_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pasted.express(tmp_path, EXPRESS) as url:
        script = tmp_path / "app.js"
        arguments = ("check", f"{url}/x", "--origin", NEW, "--files", str(script))
        first = document(capsys, *arguments)["findings"][0]
        assert told(first) == ["Express app.js:5"]
        assert first["culprits"][0]["message"] == f"{NEW} is not among these"
        before = script.read_text()
        _, _, err = run(capsys, *arguments, "--fix")
        assert "needs a look: --diff --unsafe-fixes shows it" in err
        assert script.read_text() == before
        run(capsys, *arguments, "--fix", "--unsafe-fixes")
        assert f"    '{APP}',\n    '{NEW}',\n" in script.read_text()
    (tmp_path / "again").mkdir()
    mended = script.read_text().replace(url.rpartition(":")[2].rstrip("/"), "8080")
    with pasted.express(tmp_path / "again", mended) as url:
        assert run(capsys, "check", f"{url}/x", "--origin", NEW)[0] == 0


@pytest.mark.servers
def test_what_the_files_do_not_explain_is_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site.conf"
    site.write_text("server { listen 80; location / { return 200; } }")
    with nginx("server { listen 127.0.0.1:@api@; return 200; }") as server:
        arguments = ("check", server.url("api"), "--origin", APP, "--files", str(site))
        code, out, err = run(capsys, *arguments, "--fix")
    assert code == 1
    words = " ".join(out.replace("\n", " ").split())
    assert "no line of the files that were read explains this" in words
    assert "says nothing of CORS to this request" in words
    assert "nothing in these files that can be mended by itself explains what was found" in err
    assert site.read_text().startswith("server { listen 80;")


@pytest.mark.servers
def test_what_is_right_needs_no_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site.conf"
    site.write_text("server { listen 80; }")
    always = 'add_header Access-Control-Allow-Origin "*" always'
    with nginx(f"server {{ listen 127.0.0.1:@api@; {always}; return 200; }}") as server:
        arguments = ("check", server.url("api"), "--origin", "http://127.0.0.1:3000")
        code, _, err = run(capsys, *arguments, "--files", str(site), "--fix")
    assert code == 0
    assert "nothing to mend: nothing was found" in err


# Without servers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--fix"], "--fix of which files?"),
        (["--diff"], "--diff of which files?"),
        (["--via", "nginx,django"], "nothing is known of it"),
        (["--via", "app="], "--via: not a layer"),
        (["--via", "a,,b"], "--via: not a layer"),
        (["--via", "app=ftp://127.0.0.1/"], "not the address of a server"),
        (["--via", "app=http://u:p@127.0.0.1/"], "not the address of a server"),
        (["--files", "-"], "--files reads files and folders"),
        (["--files", "missing.conf"], "can't read missing.conf"),
        (["--files", "broken.conf"], "a file of --files can't be read"),
        (["--via", "http://127.0.0.1:1"], "--offline and --har send nothing"),
    ],
)
def test_what_does_not_go_together_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    complaint: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.conf").write_text("server {")
    url = ("https://api.example/", "--origin", APP, "--offline")
    code, _, err = run(capsys, "check", *url, *options)
    assert code == 2
    assert complaint in err


class Typed:
    """What was typed."""

    def __init__(self, *via: str, files: tuple[str, ...] = ()) -> None:
        self.via = via
        self.files = files
        self.fix = self.diff = self.unsafe_fixes = False


def test_without_options_there_are_no_files() -> None:
    assert files_behind(Typed()) is None


def test_a_name_may_have_files_and_an_address() -> None:
    behind = files_behind(Typed("edge=a.conf,app=b.py", "app=http://127.0.0.1:8000"))
    assert behind is not None
    assert behind.asks
    assert behind.paths == ()


def test_the_wait_ends_when_a_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.conf"
    file.write_text("server { }")
    behind = FilesBehind([str(file)], [], Wanted())
    behind.point(Seen((), (), "https://api.example/"), None)
    assert behind.paths == (file,)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        """Let the second wait see another file, the third none."""
        waits.append(seconds)
        if len(waits) == 2:
            file.write_text("server { listen 80; }")
        if len(waits) == 3:
            file.unlink()

    monkeypatch.setattr(time, "sleep", wait)
    watched = Repeatable(lambda: None, behind)
    watched.sleep(100)
    assert len(waits) == 2
    watched.sleep(100)
    assert len(waits) == 3
    Repeatable(lambda: None).sleep(3)
    assert waits[-1] == 3
    Repeatable(lambda: None).mend([], aside=False)


def test_only_the_place_that_answered_is_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        "    set $cors $http_origin;\n"
        "    add_header Access-Control-Allow-Origin $cors;\n"
        "    add_header Access-Control-Allow-Credentials true;\n"
    )
    text = "".join(
        f"server {{\n    server_name {name}.example;\n{lines}}}\n" for name in ("a", "b")
    )
    file = tmp_path / "site.conf"
    file.write_text(text)
    exchange = Exchange(
        WireRequest("GET", "https://b.example/"), answer(("Access-Control-Allow-Origin", APP))
    )
    behind = FilesBehind([str(file)], [], Wanted(fix=True))
    found = [finding(101), finding(4)]
    findings = behind.point(Seen(tuple(found), (exchange,), "https://b.example/", (APP,)), None)
    assert {each.code for x in findings for each in x.culprits} == {"CORS201", "CORS208"}
    behind.mend(findings, aside=False)
    said = capsys.readouterr()
    assert "mended: " in said.err
    mended = file.read_text()
    half = text.index("server {", 1)
    assert mended[:half] == text[:half]
    second = mended[half:]
    assert second.count(" always;") == 3
    assert "add_header Vary Origin always;" in second
    assert said.out.count("\n@@ ") == 1


def test_the_file_that_an_include_names_is_mended_and_watched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, cors = tmp_path / "site.conf", tmp_path / "cors.inc"
    text = "server {\n    include cors.inc;\n}\n"
    site.write_text(text)
    cors.write_text('add_header Access-Control-Allow-Origin "https://a.example/";\n')
    exchange = Exchange(
        WireRequest("GET", "https://b.example/"),
        answer(("Access-Control-Allow-Origin", "https://a.example/")),
    )
    behind = FilesBehind([str(site)], [], Wanted(fix=True))
    seen = Seen((finding(101), finding(4)), (exchange,), "https://b.example/")
    findings = behind.point(seen, None)
    assert set(behind.paths) == {site, cors}
    behind.mend(findings, aside=False)
    said = capsys.readouterr()
    assert said.err.startswith(f"mended: {cors};")
    assert f"+++ b{cors}" in said.out
    assert " always;" in cors.read_text()
    assert site.read_text() == text


def test_after_a_change_it_is_looked_at_soon(tmp_path: Path) -> None:
    file = tmp_path / "a.conf"
    file.write_text("server { }")
    behind = FilesBehind([str(file)], [], Wanted())
    behind.point(Seen((), (), "https://api.example/"), None)
    file.write_text("server { listen 80; }")
    behind.sleep(100)
    behind.point(Seen((), (), "https://api.example/"), None)
    started = time.monotonic()
    behind.sleep(100)
    assert time.monotonic() - started < 50


def test_watch_of_verify_shows_text_alone(capsys: pytest.CaptureFixture[str]) -> None:
    url = ("https://api.example/", "--conformance")
    assert main(["verify", *url, "--watch", "--format", "json"]) == 2
    assert "--watch shows text alone" in capsys.readouterr().err
