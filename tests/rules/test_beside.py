"""Remarks stand behind causes, and are few."""

from __future__ import annotations

import pytest

from corsac.core.findings import Confidence, Finding, Party, Rule, Severity, Text
from corsac.rules.beside import ALONE, rank, without_crowd


def finding(name: str, severity: Severity) -> Finding:
    rule = Rule("CORS900", name, name, name, "", severity)
    return Finding(rule, Party.BACKEND, Confidence.HIGH, Text.of("x"))


CAUSE = finding("cause", Severity.ERROR)
NEXT = finding("next", Severity.ERROR)
WARNINGS = [finding(f"warning-{n}", Severity.WARNING) for n in range(3)]
INFOS = [finding(f"info-{n}", Severity.INFO) for n in range(5)]


def test_behind_a_cause_stands_one_warning_and_no_info() -> None:
    kept = without_crowd([CAUSE, NEXT, *WARNINGS, *INFOS])
    assert kept == (CAUSE, NEXT, WARNINGS[0])


def test_a_warning_that_explains_the_block_keeps_its_place() -> None:
    assert without_crowd([WARNINGS[0], CAUSE, INFOS[0]]) == (WARNINGS[0], CAUSE)


def test_where_nothing_blocks_there_are_four_remarks() -> None:
    kept = without_crowd([*WARNINGS, *INFOS])
    assert kept == (*WARNINGS, INFOS[0])
    assert len(kept) == ALONE


@pytest.mark.parametrize(
    ("one", "other"), [(CAUSE, WARNINGS[0]), (WARNINGS[0], INFOS[0]), (CAUSE, INFOS[0])]
)
def test_the_worse_ranks_first(one: Finding, other: Finding) -> None:
    assert rank(one) < rank(other)
