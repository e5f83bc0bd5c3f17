"""The generated public suffix list: sorted into its parts, in punycode, not stale."""

from __future__ import annotations

import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from tools import public_suffixes

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
// VERSION: 2026-01-02_03-04-05_UTC

// ===BEGIN ICANN DOMAINS===
com
// 公司
公司.cn
*.ck
!www.ck

// ===END ICANN DOMAINS===
// ===BEGIN PRIVATE DOMAINS===
github.io trailing words are a comment
"""


def test_rules_are_sorted_into_the_parts_of_the_list() -> None:
    assert public_suffixes.read_rules(LIST) == {
        "icann": ["com", "xn--55qx5d.cn", "*.ck", "!www.ck"],
        "private": ["github.io"],
    }


def test_the_module_says_its_date_and_holds_the_rules() -> None:
    scope: dict[str, object] = {}
    exec(public_suffixes.render(LIST), scope)  # noqa: S102 - the text stands above
    assert scope["DATE"] == "2026-01-02"
    assert scope["ICANN"] == {"com", "xn--55qx5d.cn", "*.ck", "!www.ck"}
    assert scope["PRIVATE"] == {"github.io"}


def test_a_list_without_a_date_is_refused() -> None:
    with pytest.raises(SystemExit, match="VERSION"):
        public_suffixes.render("com\n")


def test_the_module_is_that_of_the_installed_list() -> None:
    pytest.importorskip("publicsuffixlist", reason="the tools group is not installed")
    source = files("publicsuffixlist") / "public_suffix_list.dat"
    wanted = public_suffixes.render(source.read_text("utf-8"))
    assert public_suffixes.MODULE.read_text("utf-8") == wanted, "run tools/public_suffixes.py"


def test_checking_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("publicsuffixlist", reason="the tools group is not installed")
    module = tmp_path / "generated" / "suffixes.py"
    monkeypatch.setattr(public_suffixes, "MODULE", module)
    monkeypatch.setattr(sys, "argv", ["public_suffixes.py", "--check"])
    assert public_suffixes.main() == 1
    assert not module.exists()
    monkeypatch.setattr(sys, "argv", ["public_suffixes.py"])
    assert public_suffixes.main() == 0
    assert public_suffixes.main() == 0
    assert capsys.readouterr().out == "suffixes.py: written\nsuffixes.py: unchanged\n"
    monkeypatch.setattr(sys, "argv", ["public_suffixes.py", "--check"])
    assert public_suffixes.main() == 0
