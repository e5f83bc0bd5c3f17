"""The catalogue of the lab: every case can be typed and explained."""

from __future__ import annotations

import pytest

from corsac.lab.case import Listener, answer
from corsac.lab.cases import CASES, find_case
from corsac.lab.page import fetch_init


def test_names_are_unique_and_the_first_case_is_the_one_that_is_right() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert (CASES[0].name, CASES[0].cause) == ("healthy", "")
    assert all(case.cause for case in CASES[1:])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_that_answers_has_answers_and_the_others_have_none(case: object) -> None:
    found = next(one for one in CASES if one is case)
    assert (found.answers is not None) == (found.listener is Listener.ANSWERS)
    assert fetch_init(found)["cache"] == "no-store"


def test_a_case_is_found_by_its_name() -> None:
    assert find_case("two-layers") is not None
    assert find_case("three-layers") is None


def test_an_answer_is_written_with_its_length_unless_the_status_forbids_one() -> None:
    assert answer("200 OK", "A: b", body="é") == (
        "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\nConnection: close\r\n\r\né"
    )
    assert "Content-Length" not in answer("204 No Content")
