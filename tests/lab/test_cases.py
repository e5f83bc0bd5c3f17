"""The catalogue of the lab: every case can be typed and explained."""

from __future__ import annotations

import pytest

from corsac.lab.case import Listener
from corsac.lab.cases import CASES, find_case


def test_names_are_unique_and_the_first_case_is_the_one_that_is_right() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert (CASES[0].name, CASES[0].cause) == ("healthy", "")
    assert all(case.cause for case in CASES[1:])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_that_answers_has_answers_and_the_others_have_none(case: object) -> None:
    found = next(one for one in CASES if one is case)
    assert (found.answers is not None) == (found.listener is Listener.ANSWERS)


def test_a_case_is_found_by_its_name() -> None:
    assert find_case("two-layers") is not None
    assert find_case("three-layers") is None
