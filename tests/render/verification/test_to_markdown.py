"""A verification as Markdown."""

from __future__ import annotations

from dataclasses import replace

from corsac.diagnose.verify.report import Outcome
from corsac.render.look import Look
from corsac.render.verification.to_markdown import render
from tests.render.reports import accused_finding
from tests.render.verification.verifications import FAILED, PASSED, SHOULD, UNREACHABLE


def test_what_did_not_pass_is_a_table_and_each_finding_a_section() -> None:
    told = render(FAILED, Look())
    assert told.startswith("## `https://api.example/items`\n\n**FAILED: ")
    row = "| CORS340 | security | An origin that nobody has listed reads nothing | failed |"
    assert row in told
    assert "### CORS340: An origin that nobody has listed reads nothing" in told
    assert "> Origin: https://stranger.invalid\n" in told
    assert "< Access-Control-Allow-Origin: https://stranger.invalid\n" in told
    assert told.count("corsac export TARGET") == 1


def test_with_v_every_check_is_a_row() -> None:
    assert render(PASSED, Look()).count("\n|") == 0
    assert render(PASSED, Look(verbose=True)).count("| passed |") == PASSED.count(Outcome.PASSED)


def test_what_is_missing_has_no_line_of_its_own() -> None:
    assert "< Access-Control-Max-Age" not in render(SHOULD, Look())
    assert "UNREACHABLE" in render(UNREACHABLE, Look())


def test_a_finding_without_a_place_is_told_all_the_same() -> None:
    nowhere = replace(FAILED, findings=(replace(FAILED.findings[0], where=None),))
    assert "### CORS340" in render(nowhere, Look())
    assert "> Origin" not in render(nowhere, Look())


def test_the_lines_that_made_it_are_quoted() -> None:
    told = render(replace(FAILED, findings=(accused_finding(),)), Look())
    assert "settings.py:3:1 (Django): CORS209: this lets it in" in told
