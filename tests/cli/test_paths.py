"""Folders that let nobody in."""

from __future__ import annotations

from pathlib import Path

import pytest

from corsac.cli.paths import is_file, is_folder, is_there
from corsac.cli.program import run


def closed(self: Path, *_: object) -> bool:
    # Root may look everywhere, so the system's own refusal can't be had in every run.
    raise PermissionError(13, "Permission denied", str(self))


def test_what_is_there_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text("")
    assert (is_file(file), is_folder(file), is_there(file)) == (True, False, True)
    assert (is_file(tmp_path), is_folder(tmp_path), is_there(tmp_path)) == (False, True, True)
    assert not is_there(tmp_path / "b.js")


def test_behind_a_closed_folder_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for look in ("is_file", "is_dir", "exists"):
        monkeypatch.setattr(Path, look, closed)
    path = Path("closed/a.js")
    assert not any(look(path) for look in (is_file, is_folder, is_there))


@pytest.mark.parametrize(
    ("refused", "name"), [(("is_file", "is_dir", "exists", "open"), "a.js"), (("iterdir",), ".")]
)
def test_lint_names_what_it_can_not_read(
    refused: tuple[str, ...],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for look in refused:
        monkeypatch.setattr(Path, look, closed)
    path = tmp_path / name
    assert run(["lint", str(path)]) == 2
    assert f"can't read {path}: Permission denied" in capsys.readouterr().err
