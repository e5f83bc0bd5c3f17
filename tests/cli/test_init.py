"""`corsac init`: the file that it writes is one that corsac reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from corsac.cli import init
from corsac.policy import Policy
from corsac.policy.load import load_policy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(init.command, arguments, input=answers)


def written(folder: Path) -> Policy:
    return load_policy((folder / "corsac.toml").read_text("utf-8"))


def test_options_become_a_file(folder: Path) -> None:
    done = run(
        *("--origin", "https://app.example", "--origin", "https://*.foo.com", "--method", "PUT"),
        *("--header", "Content-Type", "--credentials", "--max-age", "600", "--preset", "sentry"),
    )
    assert (done.exit_code, done.stdout) == (0, "")
    assert written(folder) == Policy(
        allow_origins=["https://app.example", "https://*.foo.com"],
        allow_methods=["PUT"],
        allow_headers=["Content-Type"],
        presets=["sentry"],
        allow_credentials=True,
        max_age=600,
    )


def test_it_goes_to_standard_output_too(folder: Path) -> None:
    done = run("--origin", "*", "-o", "-")
    assert load_policy(done.stdout) == Policy(allow_origins="*")
    assert list(folder.iterdir()) == []


def test_the_comment_in_the_file_is_a_good_profile() -> None:
    text = run("--origin", "https://app.example", "-o", "-").stdout
    lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    rest = text + "\n".join(lines[1:])
    assert load_policy(rest, profile="dev").allow_origins[1] == "http://localhost:3000"


def test_a_file_that_is_there_stays(folder: Path) -> None:
    (folder / "corsac.toml").write_text("mine", "utf-8")
    done = run("--origin", "*")
    assert done.exit_code == 2
    assert "corsac.toml is there already" in done.stderr
    assert (folder / "corsac.toml").read_text("utf-8") == "mine"


def test_every_mistake_is_told_by_its_option(folder: Path) -> None:
    done = run("--origin", "https://app.example/", "--method", "put", "--max-age", "-1")
    assert done.exit_code == 2
    for part in ("--origin 'https://app.example/' ends in a slash", 'write "PUT"', "--max-age -1"):
        assert part in done.stderr
    assert list(folder.iterdir()) == []


def test_without_anybody_to_ask_it_says_what_to_type() -> None:
    done = run()
    assert done.exit_code == 2
    assert "corsac init --origin" in done.stderr


def test_a_folder_that_is_not_there_is_told() -> None:
    done = run("--origin", "*", "-o", "nowhere/corsac.toml")
    assert done.exit_code == 2
    assert "can't write nowhere/corsac.toml: No such file" in done.stderr


def asked(monkeypatch: pytest.MonkeyPatch, answers: str) -> Result:
    monkeypatch.setattr(init, "at_terminal", lambda: True)
    return run(answers=answers)


def test_it_asks_until_the_answer_can_stand(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    done = asked(
        monkeypatch, "app.example\nhttps://app.example, https://b.example\ny\nput\nPUT\n\n"
    )
    assert done.exit_code == 0, done.output
    assert "write https://app.example" in done.stderr
    assert 'write "PUT"' in done.stderr
    assert written(folder) == Policy(
        allow_origins=["https://app.example", "https://b.example"],
        allow_methods=["PUT"],
        allow_headers=["Content-Type"],
        allow_credentials=True,
    )


def test_it_does_not_ask_for_cookies_with_the_star(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    done = asked(monkeypatch, "*\n\n\n")
    assert "cookies" not in done.stderr
    assert written(folder) == Policy(allow_origins="*", allow_headers=["Content-Type"])


def test_origins_that_cookies_make_unsafe_are_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    done = asked(monkeypatch, "http://app.example\ny\nhttps://app.example\n\n\n")
    assert "is not encrypted" in done.stderr
    assert written(folder).allow_origins == ("https://app.example",)


def test_it_may_begin_with_an_applications_settings(folder: Path) -> None:
    (folder / "settings.py").write_text("CORS_ALLOWED_ORIGINS = ['https://app.example/']\n")
    done = run("--from", ".", "--max-age", "5")
    assert done.exit_code == 0
    assert written(folder).allow_origins == ("https://app.example",)
    assert written(folder).max_age == 5


def test_settings_that_can_not_be_told_are_asked_for(folder: Path) -> None:
    (folder / "settings.py").write_text("CORS_ALLOWED_ORIGINS = ORIGINS\n")
    done = run("--from", "settings.py")
    assert done.exit_code == 2
    assert "--origin https://app.example" in done.stderr
    done = run("--from", "settings.py", "--origin", "https://app.example")
    assert done.exit_code == 0
    assert written(folder).allow_origins == ("https://app.example",)
