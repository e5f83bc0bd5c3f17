"""The package.json files around a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.cli import packages
from corsac.cli.packages import packages_around
from corsac.cli.sources import Asked, read_all

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def asks(folder: Path, **wanted: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    told = ", ".join(f'"{name}": "{version}"' for name, version in wanted.items())
    (folder / "package.json").write_text(f'{{"dependencies": {{{told}}}}}')


def test_the_nearest_that_names_a_package_counts(tmp_path: Path) -> None:
    (tmp_path / "work" / ".git").mkdir(parents=True)
    asks(tmp_path, vite="1", next="1")
    asks(tmp_path / "work", vite="4", vue="3")
    asks(tmp_path / "work" / "site", vite="6")
    (tmp_path / "work" / "site" / "src").mkdir()
    assert packages_around(tmp_path / "work" / "site" / "src") == {"vite": 6, "vue": 3}


def test_what_is_too_large_or_no_file_names_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "package.json").mkdir(parents=True)
    asks(tmp_path / "b", vite="6")
    monkeypatch.setattr(packages, "_LARGEST", 3)
    for name in "ab":
        assert packages_around(tmp_path / name) == {}


def test_what_cannot_be_read_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asks(tmp_path, vite="6")

    def refuse(*_: object) -> str:
        raise PermissionError

    monkeypatch.setattr(type(tmp_path), "read_text", refuse)
    assert packages_around(tmp_path) == {}


def test_a_file_that_was_read_knows_them(tmp_path: Path) -> None:
    asks(tmp_path, vite="6")
    (tmp_path / "vite.config.js").write_text("export default {};\n")
    (read,) = read_all([str(tmp_path / "vite.config.js")], "-", Asked())
    assert read.source.packages == {"vite": 6}
