"""What a fetch leaves behind while it runs: steps, exchanges and console lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.trace import Result, Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.messages import Exchange


class Recorder:
    """Collects the trace of one fetch. With `tracing` off, steps are dropped and cost nothing."""

    __slots__ = ("console", "exchanges", "steps", "tracing")

    def __init__(self, *, tracing: bool) -> None:
        self.tracing = tracing
        self.steps: list[Step] = []
        self.exchanges: list[Exchange] = []
        self.console: list[str] = []

    @property
    def last(self) -> int | None:
        """The index of the latest exchange, None before the first."""
        return len(self.exchanges) - 1 if self.exchanges else None

    def step(
        self, clause: str, name: str, result: Result, *facts: tuple[str, str], before: bool = False
    ) -> None:
        """Record one step.

        Args:
            clause: The standard's anchor and step, `fetch#cors-check.3`.
            name: What was decided, stable for programs.
            result: How it came out.
            facts: The inputs that decided, as (name, value) pairs.
            before: It judged a request that isn't sent yet, not the latest exchange.
        """
        if self.tracing:
            exchange = None if before else self.last
            self.steps.append(Step(clause, name, result, facts, exchange))

    def passed(self, clause: str, name: str, *facts: tuple[str, str]) -> None:
        """Record a check of the latest exchange that passed."""
        self.step(clause, name, Result.PASS, *facts)

    def failed(self, clause: str, name: str, *facts: tuple[str, str]) -> None:
        """Record a check of the latest exchange that failed."""
        self.step(clause, name, Result.FAIL, *facts)

    def note(self, clause: str, name: str, *facts: tuple[str, str]) -> None:
        """Record what decided nothing by itself, about what is sent next."""
        self.step(clause, name, Result.NOTE, *facts, before=True)

    def print(self, lines: Iterable[str]) -> None:
        """Put lines on the console."""
        self.console.extend(lines)
