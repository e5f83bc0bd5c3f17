"""`corsac export`: what is printed, what is written, and what is said of mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.cli.program import run
from corsac.targets.exports import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from corsac.targets.export import ExportTarget

POLICY = """\
version = 1
[policy]
allow_origins = ["https://app.example"]
allow_methods = ["PUT"]
allow_headers = ["Content-Type"]
allow_credentials = true

[profiles.dev]
allow_origins = ["http://localhost:5173"]
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CORSAC_POLICY_FILE", raising=False)
    (tmp_path / "corsac.toml").write_text(POLICY)
    return tmp_path


@pytest.mark.parametrize("target", EXPORTS, ids=lambda target: target.name)
def test_every_target_prints_a_snippet_and_a_whole_file(
    target: ExportTarget, capsys: pytest.CaptureFixture[str]
) -> None:
    name = target.name
    behind = ["--upstream", "http://127.0.0.1:8000"]
    assert run(["export", name, *(behind if needs(name) else [])]) == 0
    pasted = capsys.readouterr()
    assert run(["export", name, "--full", *(behind if needs(name) else [])]) == 0
    whole = capsys.readouterr()
    assert pasted.out.endswith("\n")
    assert len(whole.out) > 100
    assert "install: " in whole.err
    assert "in your page" in whole.err


def needs(name: str) -> bool:
    return any(each.name == name and each.needs_upstream for each in EXPORTS)


def test_the_page_is_told_how_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "nginx"]) == 0
    said = capsys.readouterr().err
    assert 'method: "PUT",' in said
    assert 'credentials: "include",' in said
    assert "xhr.withCredentials = true;" in said
    assert "axios.put(" in said


def test_files_are_written_and_never_replaced_unasked(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "nginx", "--full", "--out", "made"]) == 0
    assert capsys.readouterr().out == "made/nginx.conf\n"
    assert "listen 127.0.0.1:8080;" in (here / "made" / "nginx.conf").read_text()
    assert run(["export", "nginx", "--full", "--out", "made"]) == 2
    assert "--force" in capsys.readouterr().err
    again = ["export", "nginx", "--full", "--out", "made", "--force", "--listen", "[::1]:9000"]
    assert run(again) == 0
    assert "listen [::1]:9000;" in (here / "made" / "nginx.conf").read_text()


def test_a_profile_is_exported_only_when_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "nginx"]) == 0
    assert "localhost" not in capsys.readouterr().out
    assert run(["export", "nginx", "--profile", "dev"]) == 0
    assert r'"~^http://localhost:5173$"' in capsys.readouterr().out


def test_https_upstreams_are_somebody_elses_unless_told(capsys: pytest.CaptureFixture[str]) -> None:
    behind = ["export", "nginx", "--upstream", "https://api.example"]
    assert run(behind) == 0
    assert 'proxy_set_header Cookie "";' in capsys.readouterr().out
    assert run([*behind, "--own"]) == 0
    own = capsys.readouterr()
    assert "Cookie" not in own.out
    assert "warning[name-resolved-once]" in own.err


def test_development_targets_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "vite", "--upstream", "http://127.0.0.1:8000"]) == 0
    assert "for development only" in capsys.readouterr().err


def test_the_syntax_of_a_version_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "nginx", "--for-version", "1.29.4"]) == 0
    assert "add_header_inherit merge;" in capsys.readouterr().out
    assert run(["export", "nginx", "--for-version", "1.2"]) == 2
    assert "1.11.7 or later" in capsys.readouterr().err


def test_the_list_says_what_was_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [target.name for target in EXPORTS]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "corsac export --list names them all"),
        (["ngnix"], "did you mean nginx?"),
        (["zzz"], "corsac export --list names them all"),
        (["nginx", "--listen", "here"], "write host:port"),
        (["nginx", "--listen", "1:99999"], "write host:port"),
        (["nginx", "--upstream", "ftp://x"], "write http://host:port"),
        (["nginx", "--upstream", "http://u:p@x"], "write http://host:port"),
        (["nginx", "--prefix", "/a b"], "write a path, as /api"),
        (["nginx", "--ca", "a;b"], "write the file's path"),
        (["express", "--full", "--app", "a b"], "write its name alone"),
        (["express", "--upstream", "http://x"], "leave --upstream out"),
        (["vite"], "add --upstream"),
        (["nginx", "--policy", "none.toml"], "name a policy"),
        (["nginx", "--profile", "none"], "is no profile of this file"),
    ],
)
def test_a_mistake_is_told_with_its_mend(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", *given]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[policy]\nallow_origins = ["https://app.example/"]', "corsac.toml:2:18"),
        ("[policy]", "the policy allows no origin"),
        ('[policy]\nallow_origins = ["https://a.example"]\nallow_headers = ["x-$y"]', "expands"),
        (
            '[policy]\nallow_origins = "*"\n[[policy.routes]]\npath = "/a"\nallow_origins = ["https://b.example"]',
            "this one has routes",
        ),
    ],
)
def test_a_policy_that_can_not_be_exported_is_refused(
    text: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "corsac.toml").write_text(text)
    assert run(["export", "nginx"]) == 2
    assert said in capsys.readouterr().err


def test_our_own_middleware_takes_routes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = POLICY.partition("[profiles")[0]
    (here / "corsac.toml").write_text(
        f'{text}[[policy.routes]]\npath = "/public"\nmethods = ["GET"]\nallow_origins = "*"\n'
    )
    assert run(["export", "flask-corsac"]) == 0
    assert 'Route("/public", Policy(' in capsys.readouterr().out
