"""The page from red to green says what was run, and all of it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.rules import CATALOGUE
from tests.redgreen.applications import Application
from tests.redgreen.by_hand import NotHere
from tests.redgreen.causes import CAUSES, ELSEWHERE
from tests.redgreen.cells import WAYS
from tests.redgreen.matrix import SYSTEMS
from tests.redgreen.page_side import FAULTS
from tests.redgreen.recipes import RECIPES
from tools.red_to_green import PAGE, RED, RED_RECIPES, gaps_of, listed, outcomes, page, read

if TYPE_CHECKING:
    from tests.redgreen.cells import Cell, Gap


def test_the_page_says_what_was_written_down() -> None:
    assert PAGE.read_text("utf-8") == page(read()), "python -m tools.red_to_green --page"


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_cause_that_can_occur_was_run_or_has_a_reason_in_each_way(name: str) -> None:
    part = read()[name]
    found: list[Cell | Gap] = [*listed(part), *gaps_of(part)]
    there = [each for each in CAUSES if not isinstance(SYSTEMS[name].wrong(each), NotHere)]
    assert {(x.cause, x.by) for x in found} == {(x.name, way) for x in there for way in WAYS}


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_cause_that_can_occur_is_mended_in_one_way_at_least(name: str) -> None:
    part, system = read()[name], SYSTEMS[name]
    green = {each.cause for each in listed(part) if each.green}
    there = {each.name for each in CAUSES if not isinstance(system.wrong(each), NotHere)}
    if isinstance(system, Application) and not system.target:  # what an export alone can mend
        there -= {x.cause for x in gaps_of(part) if x.by == "check"} - green
    assert green == there


def test_what_check_finds_has_a_row_or_a_reason() -> None:
    found = {cell.code for part in read().values() for cell in listed(part)}
    elsewhere = {code for each in ELSEWHERE for code in each.codes}
    every = {rule.RULE.code for rule in CATALOGUE}
    assert every - found == elsewhere


def test_each_fault_of_the_page_was_run() -> None:
    assert [each.cause for each in listed(read()["page"])] == [each.name for each in FAULTS]


def test_no_cell_is_red_but_those_that_are_known() -> None:
    every = {(x.system, x.cause, x.by): x.green for part in read().values() for x in listed(part)}
    assert {key for key, green in every.items() if not green} == set(RED)


def test_every_recipe_is_right_after_one_command_but_those_that_are_known() -> None:
    found = {each.name: each.green for each in outcomes(read()["recipes"])}
    assert found == {name: name not in RED_RECIPES for name in RECIPES}


def test_a_red_cell_is_crossed_out_and_named() -> None:
    results = read()
    results["nginx"]["cells"][0]["after"] = 0
    text = page(results)
    assert "~~C~~" in text
    assert "not known yet" in text
    assert "not known yet" not in page(read())
