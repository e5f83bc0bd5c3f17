"""What a verification found out, as data for `render`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.diagnose.report import Hop, Role

if TYPE_CHECKING:
    from corsac.core.findings import Finding, Rule, Text
    from corsac.core.messages import Exchange
    from corsac.diagnose.verify.check import Level


class Outcome(StrEnum):
    """How a check came out.

    Skipped: it has no object here (no exposed headers in the policy, no WebSocket asked for).
    Undecided: it was not sent for want of budget, or an answer did not come.
    """

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNDECIDED = "undecided"


class Verdict(StrEnum):
    """How the whole came out.

    Passed: nothing is wrong in must and security. Undecided: neither, and something there could
    not be asked. Unreachable: the server never answered.
    """

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Result:
    """One check's outcome. `requests` is how many answers it judged, `faults` how many were bad."""

    rule: Rule
    level: Level
    clause: str
    outcome: Outcome
    requests: int = 0
    faults: int = 0


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer of a verification.

    Attributes:
        url: What was verified.
        against: `policy`, or `conformance` without one.
        verdict: How it came out.
        results: Every check's, in the suite's order.
        findings: One for each check that failed, the worst first.
        exchanges: Everything that was sent, in order: what a finding's place counts.
        origin: An origin that is let in; empty where none is known.
        notes: Facts worth a line.
        system: What answered, as far as its headers tell; empty if not.
        budget: Requests sent, requests allowed.
    """

    url: str
    against: str
    verdict: Verdict
    results: tuple[Result, ...]
    findings: tuple[Finding, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    origin: str = ""
    notes: tuple[Text, ...] = ()
    system: str = ""
    budget: tuple[int, int] = (0, 0)

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The exchanges as a report's hops."""
        return tuple(Hop(Role.PROBE, each.request, each) for each in self.exchanges)

    def count(self, outcome: Outcome) -> int:
        """Count the checks with an outcome."""
        return sum(result.outcome is outcome for result in self.results)
