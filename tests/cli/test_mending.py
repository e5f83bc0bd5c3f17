"""Files are examined and mended alike by every command that takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.cli.mending import Done, Wanted, all_examined, diff_of, examined, unified, write_back
from corsac.cli.mistake import Mistake
from corsac.cli.sources import Asked, Read, read_all
from corsac.targets.defects.source import Kind, Source

if TYPE_CHECKING:
    from pathlib import Path

OPEN = 'add_header Access-Control-Allow-Origin "https://app.example";\n'
FIX = Wanted(fix=True)


def source(text: str = OPEN) -> Source:
    """Make a configuration."""
    return Source("a.conf", text, Kind.NGINX)


def test_nothing_is_mended_where_that_is_not_wanted() -> None:
    done = examined(Read(source(), None), Wanted(), named=True)
    assert done is not None
    assert not done.changed
    assert [each.code for each in done.left] == ["CORS201"]


def test_a_mend_is_held_in_memory_until_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.conf"
    path.write_text(OPEN)
    done = examined(Read(source(), path, marked=True), FIX, named=True)
    assert done is not None
    assert (done.changed, done.mended, path.read_text()) == (True, 1, OPEN)
    write_back([done])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfadd_header")
    assert b" always;" in path.read_bytes()


def test_what_can_not_be_written_is_said(tmp_path: Path) -> None:
    gone = Done(Read(source(), tmp_path / "gone" / "a.conf"), source("x;"), 1, ())
    with pytest.raises(Mistake, match="can't write"):
        write_back([gone])
    write_back([Done(Read(source(), None), source("x;"), 1, ())])


def test_what_can_not_be_read_is_said_and_left(capsys: pytest.CaptureFixture[str]) -> None:
    broken = Read(source("server {"), None)
    assert examined(broken, FIX, named=True) is None
    done = examined(broken, FIX, named=False)
    assert done is not None
    assert done.left == ()
    assert "a.conf:1:8: " in capsys.readouterr().err


def test_several_files_are_mended_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "cors.conf").write_text(OPEN)
    names = [str(tmp_path / name) for name in ("one.conf", "two.conf")]
    for name in names:
        (tmp_path / name).write_text("server {\n    include cors.conf;\n}\n")
    done, whole = all_examined(read_all(names, "-", Asked()), FIX, names)
    assert whole
    changed = [each for each in done if each.changed]
    assert [each.read.source.name for each in changed] == [str(tmp_path / "cors.conf")]
    assert diff_of(changed).count("\n+add_header") == 1


def test_another_eye_may_look(tmp_path: Path) -> None:
    (tmp_path / "a.conf").write_text(OPEN)
    names = [str(tmp_path / "a.conf")]
    reads = read_all(names, "-", Asked())
    done, _ = all_examined(reads, FIX, names, lambda _: lambda _: ())
    assert [(each.changed, each.left) for each in done] == [(False, ())]


def test_a_diff_says_where_a_file_does_not_end_its_last_line() -> None:
    assert unified("a", "x\ny", "x\nz", 0) == (
        "--- a/a\n+++ b/a\n@@ -2 +2 @@\n-y\n\\ No newline at end of file\n"
        "+z\n\\ No newline at end of file\n"
    )


def test_a_whole_path_stands_below_the_root() -> None:
    assert unified("/etc/a", "x\n", "y\n").splitlines()[:2] == ["--- a/etc/a", "+++ b/etc/a"]
