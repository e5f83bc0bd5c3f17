"""Where one may not look, nothing is, until it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from corsac.cli.paths import is_file, is_folder, is_there
from corsac.cli.program import run

if TYPE_CHECKING:
    import pytest

#: Refused by the system for everybody; a folder that lets nobody in is none to root.
TOO_LONG = "x" * 300


def test_what_is_there_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text("")
    assert (is_file(file), is_folder(file), is_there(file)) == (True, False, True)
    assert (is_file(tmp_path), is_folder(tmp_path), is_there(tmp_path)) == (False, True, True)
    assert not is_there(tmp_path / "b.js")


def test_what_can_not_be_looked_at_is_not_there() -> None:
    assert not any(look(Path(TOO_LONG)) for look in (is_file, is_folder, is_there))


def test_lint_names_a_file_that_it_can_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", TOO_LONG]) == 2
    assert "File name too long" in capsys.readouterr().err


def test_lint_names_a_folder_that_it_can_not_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def closed(self: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", closed)
    assert run(["lint", str(tmp_path)]) == 2
    assert f"can't read {tmp_path}: Permission denied" in capsys.readouterr().err
