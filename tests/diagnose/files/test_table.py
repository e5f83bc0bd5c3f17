"""The table of faults and defects names what there is, and each fault once."""

from __future__ import annotations

import pytest

from corsac.diagnose.files.table import ROWS, TWICE, Fact, row_of, written
from corsac.diagnose.verify.checks import CHECKS
from corsac.rules import CATALOGUE
from corsac.targets.defects import RULES
from tests.diagnose.files.scenes import finding

FAULTS = {each.RULE.code for each in CATALOGUE} | {each.code for each in CHECKS}
DEFECTS = {each.code for each in RULES}
#: Defects that make no fault of an answer: of the catalogue's own comments, of tools and pages.
BESIDE = {
    written(each) for each in (200, 216, 217, 218, 260, 261, 264, 269, 282, 283, 285, 287, 288, 289)
} | {written(each) for each in (236, 273, 290, 291, 296)}


def test_every_number_is_one_of_the_catalogues() -> None:
    assert {written(each) for row in ROWS for each in row.faults} <= FAULTS
    assert {written(each) for row in ROWS for each in (*row.defects, *row.quoted)} <= DEFECTS


def test_every_fault_stands_once() -> None:
    numbers = [each for row in ROWS for each in row.faults]
    assert len(numbers) == len(set(numbers))


def test_every_defect_makes_something() -> None:
    told = {written(each) for row in ROWS for each in row.defects}
    assert sorted(DEFECTS - told - BESIDE) == [], "which faults do these make? put them in ROWS"


@pytest.mark.parametrize(("number", "fact"), [(12, Fact.SENDERS), (2, Fact.LISTS)])
def test_a_fault_has_its_row(number: int, fact: Fact) -> None:
    row = row_of(finding(number))
    assert row is not None
    assert row.fact is fact
    assert (row is TWICE) == (number == 12)


def test_other_faults_are_held_against_who_sends_the_header() -> None:
    row = row_of(finding(99))
    assert row is not None
    assert (row.fact, row.defects) == (Fact.SENDERS, ())
    assert row_of(finding(99, "X-Other")) is None
    assert row_of(finding(80, "")) is None
