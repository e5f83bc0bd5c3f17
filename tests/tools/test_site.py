"""The site: drawn pages are whole, it builds without a warning, the manual page is fresh."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

from corsac.cli.program import SECTIONS
from corsac.rules import CATALOGUE
from tools.site.build import WRITTEN, gather
from tools.site.cli import MAN
from tools.site.commands import commands_page, man_page
from tools.site.pages import pages
from tools.site.parts import ROOT, page, table

NAMES = [name for section in SECTIONS.values() for name in section]


def test_each_rule_has_its_page() -> None:
    drawn = dict(pages())
    for module in CATALOGUE:
        text = drawn[f"rules/{module.RULE.name}.md"]
        assert text.startswith(f"# {module.RULE.title}\n\n`{module.RULE.code}`")
        assert f"[{module.RULE.code}]({module.RULE.name}.md)" in drawn["rules/index.md"]


def test_no_drawn_page_overwrites_a_written_one() -> None:
    assert [name for name, _ in pages() if (WRITTEN / name).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_command_is_in_the_reference_and_the_manual(name: str) -> None:
    assert f"\n## corsac {name}\n" in commands_page()
    assert f"\n.SS corsac {name} " in man_page("1")


def test_the_manual_page_is_fresh() -> None:
    stale = MAN.read_text("utf-8") != man_page(version("corsac"))
    assert not stale, "run: python -m tools.site man"


def test_a_table_s_cells_hold_bars() -> None:
    assert table(("a", "b"), [("1|2", "3")]) == "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |"
    assert page("T", "one\n", "two") == "# T\n\none\n\ntwo\n"


@pytest.mark.install
@pytest.mark.timeout(600)
def test_the_site_builds_without_a_warning() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.site", "build"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (ROOT / done.stdout.strip()).is_file()


def test_written_and_drawn_pages_come_together(tmp_path_factory: pytest.TempPathFactory) -> None:
    source = gather(tmp_path_factory.mktemp("site"))
    assert (source / "tutorial.md").is_file()
    assert (source / "reference/commands.md").is_file()
