"""Strangers and look-alikes: each check finds its fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import strangers
from tests.diagnose.verify.faults import assert_found
from tests.diagnose.verify.servers import POLICY, codes, granting, verify, wrong

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", strangers.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


def test_who_lets_a_stranger_in_is_not_blamed_for_two_lines_besides() -> None:
    report = verify(wrong(POLICY, granting(".")))
    assert "CORS340" in codes(report)
    assert "CORS352" not in codes(report)


def test_what_no_browser_sends_fails_no_verification() -> None:
    report = verify(wrong(POLICY, granting("(?i)^https://app\\.example/?$")))
    assert codes(report) == {"CORS349", "CORS350"}
    assert {each.rule.severity.value for each in report.findings} == {"warning"}
