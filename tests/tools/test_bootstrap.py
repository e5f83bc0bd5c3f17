"""Setting up: nothing to do when it stands, and everything to do when anything changed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tools import bootstrap
from tools.get_uv import SetupError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def standing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose set-up has been done."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    (venv / "pyvenv.cfg").write_text("home = /usr/bin\n")
    (tmp_path / "requirements.lock").write_text("click==8\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "STAMP", venv / "stamp.json")
    monkeypatch.setattr(bootstrap, "CACHE", tmp_path / ".cache")
    bootstrap.write_stamp()
    return tmp_path


def test_a_standing_environment_is_left_alone(standing: Path) -> None:
    assert bootstrap.is_ready()
    assert bootstrap.main() == 0
    assert not (standing / ".cache").exists(), "nothing was fetched or locked"


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", ".venv/pyvenv.cfg"])
def test_what_it_was_made_from_has_changed(standing: Path, name: str) -> None:
    (standing / name).write_text("other")
    assert not bootstrap.is_ready()


def test_its_python_is_gone(standing: Path) -> None:
    python = standing / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(standing / "uninstalled")
    assert not bootstrap.is_ready()


def test_the_checkout_was_moved(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", standing / "elsewhere")
    assert not bootstrap.is_ready()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\udcff"])
def test_a_damaged_stamp_counts_for_nothing(standing: Path, text: str) -> None:
    stamp = standing / ".venv" / "stamp.json"
    stamp.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert not bootstrap.is_ready()


def test_without_the_lock_it_says_so(standing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (standing / "requirements.lock").unlink()
    assert bootstrap.main() == 1
    assert "requirements.lock is missing" in capsys.readouterr().err


def test_an_interrupt_ends_it_quietly(
    standing: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    (standing / "requirements.lock").write_text("other")
    monkeypatch.setattr(bootstrap, "set_up", interrupted)
    assert bootstrap.main() == 130
    assert capsys.readouterr().err == "setup: interrupted; run it again to go on\n"


def test_a_command_that_fails_is_shown_with_what_may_mend_it() -> None:
    with pytest.raises(SetupError, match=r"(?s)exit code 3:\n.*SSL_CERT_FILE"):
        bootstrap.run([sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))


def test_an_old_python_looks_for_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match=r"3\.11 or newer.*apt-get install python3"):
        bootstrap.find_python()
    (tmp_path / "python3.12").symlink_to(sys.executable)
    assert bootstrap.find_python() == str(tmp_path / "python3.12")
