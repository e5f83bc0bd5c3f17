"""Files that `lint --fix` writes beside the one that it mends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.cli.program import run

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = '{\n  "dependencies": { "react-scripts": "5" },\n  "proxy": "http://localhost:5000"\n}\n'
MENDED = '{\n  "dependencies": { "react-scripts": "5" }\n}\n'
FIX = ["lint", "--fix", "--unsafe-fixes", "web/package.json"]


@pytest.fixture(autouse=True)
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "package.json").write_text(PACKAGE)
    return folder


def test_a_new_file_is_written_below_the_folder_of_the_mended_one(web: Path) -> None:
    assert run(FIX) == 0
    assert (web / "package.json").read_text() == MENDED
    assert "target: 'http://localhost:5000'," in (web / "src" / "setupProxy.js").read_text()
    assert run(["lint", "--fail-on", "info", "web"]) == 0


def test_the_diff_shows_it_whole_and_writes_nothing(
    web: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lint", "--diff", "--unsafe-fixes", "web/package.json"]) == 1
    said = capsys.readouterr().out
    assert "--- /dev/null\n+++ b/web/src/setupProxy.js\n@@ -0,0 +1," in said
    assert not (web / "src").exists()


def test_what_is_there_stays(web: Path) -> None:
    (web / "src").mkdir()
    (web / "src" / "setupProxy.js").write_text("// ours\n")
    assert run(FIX) == 0
    assert (web / "package.json").read_text() == MENDED
    assert (web / "src" / "setupProxy.js").read_text() == "// ours\n"


def test_a_place_where_nothing_can_be_written_is_told(
    web: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (web / "src").write_text("no folder")
    assert run(FIX) == 2
    assert "can't write web/src" in capsys.readouterr().err
    assert (web / "package.json").read_text() == PACKAGE
