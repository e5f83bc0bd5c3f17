"""`corsac import`: settings in, a corsac.toml out, and what they did on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from corsac.cli.exits import Exit
from corsac.cli.program import run
from corsac.policy.load import load_policy

if TYPE_CHECKING:
    from pathlib import Path

DJANGO = "CORS_ALLOWED_ORIGINS = ['https://app.example']\n"
FLASK = "from flask_cors import CORS\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_policy_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "settings.py").write_text(DJANGO)
    assert run(["import", "settings.py"]) == Exit.OK
    text = capsys.readouterr().out
    assert text.startswith("# What django-cors-headers in settings.py:1 meant")
    assert load_policy(text).allow_origins == ("https://app.example",)


def test_it_is_written_and_nothing_is_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "settings.py").write_text(DJANGO)
    assert run(["import", ".", "--out", "corsac.toml"]) == Exit.OK
    assert load_policy((folder / "corsac.toml").read_text()).allow_credentials is False
    assert capsys.readouterr().out == ""
    assert run(["import", ".", "--out", "corsac.toml"]) == Exit.USAGE
    assert "is there already" in capsys.readouterr().err
    assert run(["import", ".", "--out", "no/where.toml"]) == Exit.USAGE
    assert "can't write no/where.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (FLASK + "CORS(app, supports_credentials=True)", [], Exit.FOUND),
        (FLASK + "CORS(app, origins='https://a.example')", [], Exit.OK),
        (FLASK + "CORS(app, origins='https://a.example')", ["--fail-on", "warning"], Exit.FOUND),
        (FLASK + "CORS(app, origins=X)", [], Exit.FAILED),
        (FLASK + "CORS(app, origins=['https://a.example', X])", [], Exit.FAILED),
        (FLASK + "CORS(app, origins=X)", ["--origin", "https://a.example"], Exit.OK),
        (FLASK + "CORS(app, origins=X)", ["--origin", "https://a.example/"], Exit.USAGE),
        (FLASK, [], Exit.USAGE),
        (FLASK + "CORS(", [], Exit.USAGE),
    ],
)
def test_exit_codes(folder: Path, text: str, options: list[str], code: Exit) -> None:
    (folder / "app.py").write_text(text)
    assert run(["import", "app.py", *options]) == code


def test_standard_input_is_python() -> None:
    from corsac.cli.import_ import command  # noqa: PLC0415 -- as the program loads it

    done = CliRunner().invoke(command, ["-"], input=DJANGO)
    assert "https://app.example" in done.stdout


def test_without_files_it_says_what_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import"]) == Exit.USAGE
    assert "corsac import app.py" in capsys.readouterr().err


def test_the_systems_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "--list"]) == Exit.OK
    assert "django     django-cors-headers" in capsys.readouterr().out
