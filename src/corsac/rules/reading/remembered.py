"""Preflights whose answer browsers remember (fetch#concept-cache)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Phase
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer


def good_preflight(case: Case) -> Answer | None:
    """Give the first preflight, if the browser was content with its answer."""
    block = case.outcome.block
    if block is not None and block.phase is not Phase.ACTUAL:
        return None
    return next(iter(Scene.of(case).preflights), None)
