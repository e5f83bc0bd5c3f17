"""Everything that a check found out, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.messages import Exchange
    from corsac.diagnose.detour import Detour
    from corsac.diagnose.ledger import Ledger
    from corsac.diagnose.report import EngineResult
    from corsac.rules.case import Case


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the report is made of.

    `results` are the engines' outcomes. `case` is the one that is explained; `aheads` are the same
    case as it would be blocked next, and next after that. `ledger` has all that left.
    """

    results: tuple[EngineResult, ...]
    case: Case
    aheads: tuple[Case, ...]
    ledger: Ledger
    every_engine: bool = False
    detour: Detour | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Everything that was exchanged, in the order of the waterfall."""
        entries = self.ledger.entries
        return tuple(entry.exchange for entry in entries if entry.exchange is not None)

    def inferred(self, result: EngineResult) -> bool:
        """Tell whether an outcome rests on a GET that stood in for what was not sent."""
        outcome = result.outcome
        last = len(outcome.exchanges)
        if outcome.block is not None and outcome.block.exchange is not None:
            last = outcome.block.exchange + 1
        replaced = {id(exchange) for exchange in self.ledger.replaced()}
        return any(id(exchange) in replaced for exchange in outcome.exchanges[:last])
