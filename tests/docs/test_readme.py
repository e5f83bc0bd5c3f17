"""The two readmes: what is typed and what is shown are the same in both languages."""

from __future__ import annotations

import re

from corsac.cli.tour import TOUR
from corsac.lab.cases import CASES
from tests.meta.tree import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text("utf-8")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_FIRST_CELL = re.compile(r"^\| (.+?) \|", re.MULTILINE)
_INLINE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\]\(([^)]+)\)")


def test_each_is_reached_from_the_head_of_the_other() -> None:
    assert "[简体中文](README.zh-CN.md)" in README.splitlines()[:5]
    assert "[English](README.md)" in CHINESE.splitlines()[:5]


def test_both_show_the_same_examples() -> None:
    assert _FENCED.findall(README) == _FENCED.findall(CHINESE) != []


def test_both_name_the_same_commands_in_the_same_order() -> None:
    def typed(text: str) -> list[list[str]]:
        return [_INLINE.findall(cell) for cell in _FIRST_CELL.findall(text)][2:]

    assert typed(README) == typed(CHINESE) != []


def test_both_link_the_same_pages() -> None:
    def linked(text: str) -> set[str]:
        return set(_LINK.findall(text)) - {"README.md", "README.zh-CN.md"}

    assert linked(README) == linked(CHINESE) != set()


def test_the_lab_is_as_large_as_they_say() -> None:
    broken = len(CASES) - 1  # one is as it should be
    for text in (README, CHINESE):
        (row,) = [line for line in text.splitlines() if line.startswith("| `corsac lab` |")]
        assert f" {broken} " in row
    assert len(TOUR) == 8, "mend the word in both"
