"""`corsac lab --tour`: it runs, it ends, and it says no when something is not as promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from corsac.cli.lab import command
from corsac.cli.tour import TOUR, mended
from corsac.core.findings import Remedy, RemedyKind
from corsac.lab import chromium
from corsac.lab.cases import find_case

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_tour_leads_through_cases_that_there_are() -> None:
    assert all(find_case(name) for name in TOUR)


def test_a_mended_answer_has_the_lines_of_the_fix() -> None:
    remedy = Remedy(RemedyKind.SEND_HEADERS, "https://app.example", headers=("x-trace",))
    answers = mended(remedy)
    assert "Access-Control-Allow-Origin: https://app.example\r\n" in answers.actual
    assert "Access-Control-Allow-Headers: x-trace\r\n" in answers.preflight


@pytest.mark.servers
def test_without_a_browser_it_says_so_and_ends_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find_chromium", lambda: None)
    shown = CliRunner().invoke(command, ["--tour"], standalone_mode=False)
    assert shown.return_value == 0
    assert f"causes found: {len(TOUR)} of {len(TOUR)}" in shown.output
    assert "not asked: none is installed" in shown.output
    assert "mended and read: yes" in shown.output


@pytest.mark.browsers
def test_chromium_agrees_line_by_line(program: Callable[[str], str]) -> None:
    program("chromium")
    shown = CliRunner().invoke(command, ["--tour"], standalone_mode=False)
    assert shown.return_value == 0
    assert f"agrees on {len(TOUR)} of {len(TOUR)}, line by line" in shown.output
