"""Vary and the star: each check finds its fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import caches
from tests.diagnose.verify.faults import assert_found

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", caches.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)
