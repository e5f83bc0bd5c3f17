"""OPTIONS, companions, hostile headers, WebSockets: each check finds its fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import others
from tests.diagnose.verify.faults import assert_found
from tests.diagnose.verify.servers import POLICY, codes, verify, wrong

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", others.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


def test_where_every_path_is_a_page_an_options_may_succeed_too() -> None:
    everything = wrong(POLICY, lambda _, response: replace(response, status=200))
    assert "CORS371" not in codes(verify(everything))
