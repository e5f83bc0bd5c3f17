"""The conformance suite: every check, in the order in which faults are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.diagnose.verify.checks import (
    caches,
    elsewhere,
    names,
    others,
    preflights,
    reading,
    strangers,
)

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check

#: All of them. Numbers stay stable; a check that goes leaves its number unused.
CHECKS: Final[tuple[Check, ...]] = (
    *reading.CHECKS,
    *preflights.CHECKS,
    *strangers.CHECKS,
    *caches.CHECKS,
    *others.CHECKS,
    *names.CHECKS,
    *elsewhere.CHECKS,
)
