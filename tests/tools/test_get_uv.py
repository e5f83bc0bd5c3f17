"""Getting uv on machines that have this or that, and the lock's own entry for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import get_uv

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without uv; returns its one folder of programs."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(get_uv, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(get_uv, "UV_HOME", tmp_path / "cache" / "uv")
    return programs


def put_uv(folder: Path, version: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "uv"
    program.write_text(f"#!/bin/sh\necho 'uv {version} (some build)'\n")
    program.chmod(0o755)
    return str(program)


def refuse(_: dict[str, str]) -> None:
    raise get_uv.SetupError("not today")


def test_one_on_path_is_used(bare: Path) -> None:
    put_uv(get_uv.UV_HOME / "bin", "0.13.8")
    on_path = put_uv(bare, "0.13.7")
    assert get_uv.find_uv({}) == on_path


def test_one_that_was_fetched_before_is_used(bare: Path) -> None:
    put_uv(bare, "0.1.2")
    fetched = put_uv(get_uv.UV_HOME / "bin", "0.13.8")
    assert get_uv.find_uv({}) == fetched


@pytest.mark.parametrize("version", ["0.4.30", "0.1", "unknown"])
def test_one_that_is_too_old_is_not(bare: Path, version: str) -> None:
    assert not get_uv.is_new_enough(put_uv(bare, version))


@pytest.mark.usefixtures("bare")
def test_the_ways_are_tried_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    def works(_: dict[str, str]) -> None:
        put_uv(get_uv.UV_HOME / "bin", "0.13.8")

    monkeypatch.setattr(get_uv, "WAYS_TO_UV", (("one way", refuse), ("another way", works)))
    assert get_uv.find_uv({}) == str(get_uv.UV_HOME / "bin" / "uv")


@pytest.mark.usefixtures("bare")
def test_when_none_works_each_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: dict[str, str]) -> None:
        put_uv(get_uv.UV_HOME / "bin", "nonsense")

    monkeypatch.setattr(get_uv, "WAYS_TO_UV", (("one way", refuse), ("another way", broken)))
    with pytest.raises(get_uv.SetupError) as error:
        get_uv.find_uv({})
    assert "one way: not today" in str(error.value)
    assert "another way: it was fetched but doesn't run" in str(error.value)
    assert "Install uv or pip by hand" in str(error.value)


@pytest.mark.usefixtures("bare")
def test_a_python_without_pip_is_no_traceback() -> None:
    get_uv.CACHE.mkdir()
    with pytest.raises(get_uv.SetupError, match="No module named"):
        get_uv.install_with(["/usr/bin/env", "python3", "-m", "no_pip_here"], {"PATH": "/usr/bin"})


def test_the_lock_pins_uv_by_version_and_hashes() -> None:
    entry, version, hashes = get_uv.locked_uv()
    assert entry.startswith(f"uv=={version} ")
    assert len(hashes) == entry.count("--hash=") > 1
    assert "\n\n" not in entry
    assert entry.count("==") == 1


def test_a_lock_without_uv_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lock").write_text("uvloop==1.0 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(get_uv, "LOCK", tmp_path / "lock")
    with pytest.raises(get_uv.SetupError, match="no entry for uv"):
        get_uv.locked_uv()


@pytest.mark.parametrize(
    ("named", "other"),
    [("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), ("UV_DEFAULT_INDEX", "PIP_INDEX_URL")],
)
def test_an_index_named_to_one_is_told_to_the_other(
    monkeypatch: pytest.MonkeyPatch, named: str, other: str
) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(named, "https://mirror.example/simple")
    assert get_uv.uv_environment()[other] == "https://mirror.example/simple"
    monkeypatch.setenv(other, "https://other.example/simple")
    assert get_uv.uv_environment()[other] == "https://other.example/simple"


def test_an_activated_environment_is_not_the_one_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    assert "VIRTUAL_ENV" not in get_uv.uv_environment()
