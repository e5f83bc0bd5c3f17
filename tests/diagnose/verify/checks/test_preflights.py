"""Preflights: each check finds its fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import preflights
from tests.diagnose.verify.faults import assert_found
from tests.diagnose.verify.servers import PLAIN, adding, codes, verify, wrong

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", preflights.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


def test_a_max_age_that_the_policy_does_not_ask_for_still_has_to_be_a_number() -> None:
    for value, due in (("soon", {"CORS325"}), ("60", set[str]())):
        server = wrong(PLAIN, adding("Access-Control-Max-Age", value))
        assert codes(verify(server, PLAIN)) & {"CORS325"} == due
