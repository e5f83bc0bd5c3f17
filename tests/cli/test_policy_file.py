"""The policy that a command is given: found, read within limits, its mistakes told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.cli.mistake import Mistake
from corsac.cli.policy_file import LARGEST, read_policy

if TYPE_CHECKING:
    from pathlib import Path

POLICY = '[policy]\nallow_origins = ["https://app.example"]\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_file_of_this_folder_is_found(here: Path) -> None:
    (here / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(Mistake, match="there is no corsac"):
        read_policy(None)
    (here / "pyproject.toml").write_text(POLICY.replace("[policy]", "[tool.corsac.policy]"))
    assert read_policy(None).allow_origins == ("https://app.example",)
    (here / "corsac.toml").write_text(POLICY.replace("app", "other"))
    assert read_policy(None).allow_origins == ("https://other.example",)


def test_what_is_no_policy_is_told_with_its_place(here: Path) -> None:
    (here / "corsac.toml").write_text("[policy\n")
    with pytest.raises(Mistake, match=r"corsac\.toml:1:8"):
        read_policy("corsac.toml")


def test_a_file_that_can_not_be_read_is_told(here: Path) -> None:
    (here / "large.toml").write_bytes(b"#" * (LARGEST + 1))
    (here / "latin.toml").write_bytes(b"# \xe9")
    for name, said in (
        ("large.toml", "larger than"),
        ("latin.toml", "not UTF-8, at byte 2"),
        ("none.toml", "No such file"),
        (".", "directory"),
    ):
        with pytest.raises(Mistake, match=said):
            read_policy(name)
