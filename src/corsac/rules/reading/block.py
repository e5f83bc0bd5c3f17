"""The step that ended a request, where it is one that a rule is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Where

if TYPE_CHECKING:
    from corsac.browser.outcome import Block, Reason
    from corsac.core.messages import Exchange
    from corsac.rules.case import Case


def blocked_for(case: Case, *reasons: Reason) -> Block | None:
    """Give the block if it is for one of these reasons."""
    block = case.outcome.block
    return block if block is not None and block.reason in reasons else None


def exchange_at(case: Case, block: Block) -> Exchange | None:
    """Give the exchange that a block judged, None where nothing was sent."""
    exchanges = case.outcome.exchanges
    if block.exchange is None or not 0 <= block.exchange < len(exchanges):
        return None
    return exchanges[block.exchange]


def place_of(block: Block, header: str = "") -> Where | None:
    """Give the place that a block judged, None where nothing was sent."""
    return None if block.exchange is None else Where(block.exchange, header)
