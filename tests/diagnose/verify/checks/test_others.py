"""OPTIONS, companions, hostile headers, WebSockets: each check finds its fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import others
from tests.diagnose.verify.faults import assert_found

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", others.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)
