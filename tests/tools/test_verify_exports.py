"""The table of what was run: which tests are about which targets, and its page, never stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets._generated import VERIFIED
from tools.verify_exports import PAGE, ROOT, main, page, results, tried

if TYPE_CHECKING:
    from pathlib import Path

MODULE = "tests.targets.{}"


def test_the_page_says_what_was_written_down() -> None:
    assert PAGE.read_text("utf-8") == page(VERIFIED), "python -m tools.verify_exports --page"


@pytest.mark.parametrize(
    ("module", "test", "names"),
    [
        ("express.test_export", "test_it[express-cors, one-origin]", ["express-cors"]),
        ("express.test_export", "test_it[5-express]", ["express"]),
        ("express.test_export", "test_it[express-cors-4]", ["express-cors"]),
        ("express.test_export", "test_alone", ["express", "express-cors"]),
        ("webpack.test_export", "test_it[6]", ["webpack"]),
        ("test_strict", "test_a_server[go]", ["go"]),
        ("test_strict", "test_the_newer_nginx_does", ["nginx"]),
        ("test_proxies", "test_it_gives_up[caddy]", ["caddy"]),
        ("test_stacks", "test_two[nginx-django]", ["nginx", "django"]),
    ],
)
def test_a_test_is_about_the_targets_that_it_names(
    module: str, test: str, names: list[str]
) -> None:
    assert tried(MODULE.format(module), test) == names


def test_chromium_visits_all_of_a_kind_at_once() -> None:
    short = tried(MODULE.format("test_chromium"), "test_our_page_reads_and_no_other_does")
    assert {"nginx", "vite"} <= set(short)
    assert "next" not in short


def test_the_files_of_the_exports_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--files"]) == 0
    named = [ROOT / line for line in capsys.readouterr().out.splitlines()]
    assert all(each.is_file() for each in named)
    assert {ROOT / "tests/targets/vite/test_export.py", ROOT / "tests/targets/test_strict.py"} < {
        *named
    }


def test_what_failed_or_was_skipped_does_not_count(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        "<testsuite>"
        '<testcase classname="tests.targets.ws.test_export" name="test_a"/>'
        '<testcase classname="tests.targets.ws.test_export" name="test_b"><skipped/></testcase>'
        '<testcase classname="tests.targets.go.test_export" name="test_a[go]"/>'
        "</testsuite>"
    )
    counts = results(report)
    assert (counts["ws"], counts["go"], counts["go-rs-cors"]) == ((1, 1), (1, 0), (0, 0))
