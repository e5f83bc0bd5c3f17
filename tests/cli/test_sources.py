"""The files that lint reads: limits, kinds, includes, folders."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from corsac.cli import sources
from corsac.cli.mistake import Mistake
from corsac.cli.sources import Asked, read_all
from corsac.targets.defects.source import Kind, Source

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "server { add_header Vary Origin; }\n"


def names(folder: Path) -> list[str]:
    found = read_all([str(folder)], "-", Asked())
    return sorted(each.source.name.removeprefix(f"{folder}/") for each in found)


def test_a_file_has_the_kind_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("nothing")
    (read,) = read_all([str(tmp_path / "x")], "-", Asked(Kind.SHELL, ("https://a.example",)))
    assert (read.source.kind, read.source.origins) == (Kind.SHELL, ("https://a.example",))


def test_what_is_too_large_is_refused_by_name_and_passed_over_in_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST", 10)
    (tmp_path / "a.nginx").write_text(TEXT)
    with pytest.raises(Mistake, match="larger than 10 bytes"):
        list(read_all([str(tmp_path / "a.nginx")], "-", Asked()))
    assert names(tmp_path) == []


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST", 1)
    for name in ("a.nginx", "b.nginx"):
        (tmp_path / name).write_text(TEXT)
    with pytest.raises(Mistake, match="more than 1 files"):
        names(tmp_path)


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name in ("a.nginx", "b.nginx", "x.min.js"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "link.nginx").symlink_to(tmp_path / "a.nginx")
    (tmp_path / ".gitignore").write_text("b.nginx\n")
    assert names(tmp_path) == ["a.nginx"]


def test_something_that_is_no_file_is_refused() -> None:
    with pytest.raises(Mistake, match="is not a file"):
        list(read_all(["/dev/null"], "-", Asked()))


def test_includes_are_read_within_each_other_and_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a.conf").write_text("include b.inc;\ninclude binary.inc;\n")
    (tmp_path / "b.inc").write_text("include b.inc;\nadd_header X-B 1;\n")
    (tmp_path / "binary.inc").write_bytes(b"\0")
    (read,) = read_all([str(tmp_path / "a.conf")], "-", Asked(Kind.NGINX))
    (inner,) = read.source.includes["b.inc"]
    assert inner.text.startswith("include b.inc;")
    assert inner.includes["b.inc"] == ()
    assert read.source.includes["binary.inc"] == ()


def test_what_a_container_includes_is_looked_for_in_the_project(tmp_path: Path) -> None:
    names = ("/etc/nginx/snippets/cors.conf", "/etc/nginx/conf.d/*.inc", "/opt/none/*.conf")
    folder = tmp_path / "docker" / "sites"
    for path in (folder / "conf.d" / "a.inc", folder / "cors.conf"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("add_header X-A 1;\n")
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "cors.conf").write_text("add_header X-B 1;\n")
    (folder / "a.nginx").write_text("".join(f"include {each};\n" for each in names))
    (read,) = read_all([str(folder / "a.nginx")], "-", Asked())
    found = {name: [x.name for x in each] for name, each in read.source.includes.items()}
    assert found == {
        # The longest part of the path that is there, in the folder or one around it.
        names[0]: [str(tmp_path / "snippets" / "cors.conf")],
        names[1]: [str(folder / "conf.d" / "a.inc")],
        # Any file of a folder is no name to look for.
        names[2]: [],
    }


def test_on_the_machine_itself_a_whole_path_is_taken_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    for place in (tmp_path, tmp_path / "other"):
        (place / "cors.conf").write_text("add_header X-A 1;\n")
    whole = str(tmp_path / "other" / "cors.conf")
    (tmp_path / "a.nginx").write_text(f"include {whole};\n")
    (read,) = read_all([str(tmp_path / "a.nginx")], "-", Asked())
    assert [x.name for x in read.source.includes[whole]] == [whole]


def test_files_that_include_each_other_are_read_within_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_INCLUDED", 50)
    for at in range(12):
        (tmp_path / f"{at}.conf").write_text("include *.conf;\nadd_header X-A 1;\n")
    (read,) = read_all([str(tmp_path / "0.conf")], "-", Asked(Kind.NGINX))

    def count(source: Source) -> int:
        return 1 + sum(count(x) for several in source.includes.values() for x in several)

    assert 12 <= count(read.source) <= 51
