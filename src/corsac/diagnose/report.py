"""The report: everything that a check found out, as data for `render`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.browser.outcome import Outcome
    from corsac.browser.request import Page, PageRequest
    from corsac.core.findings import Finding, Text
    from corsac.core.messages import Exchange, WireRequest


class ReportVerdict(StrEnum):
    """Undecided: something that decides was not sent. Failed: DNS, TCP, TLS, time-out; not CORS."""

    ALLOWED = "allowed"
    BLOCKED = "blocked"
    UNDECIDED = "undecided"
    FAILED = "failed"


class Role(StrEnum):
    """Why a request is in the waterfall."""

    PREFLIGHT = "preflight"
    ACTUAL = "actual"
    STAND_IN = "stand-in"
    PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Hop:
    """One line of the waterfall: a request and, if it was sent, its exchange.

    `why` says why it was not sent, or what the browser decided here.
    """

    role: Role
    request: WireRequest
    exchange: Exchange | None = None
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class EngineResult:
    """One engine's outcome; `engine` is the profile's name, `label` how people call it."""

    engine: str
    label: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of a check. Findings are ordered: the first is the answer.

    `notes` are facts worth a line that are no faults (why there was no preflight, that the server
    did run the request). `system` names what answered, as far as its headers tell; empty if not.
    `budget` is (probes sent, probes allowed).
    """

    verdict: ReportVerdict
    request: PageRequest
    page: Page
    origin: str
    engines: tuple[EngineResult, ...]
    hops: tuple[Hop, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[Text, ...] = ()
    system: str = ""
    budget: tuple[int, int] = (0, 0)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Everything that was exchanged, in the waterfall's order: what a `Where` counts.

        The first engine's own exchanges come first, so that its blocks count the same.
        """
        return tuple(hop.exchange for hop in self.hops if hop.exchange is not None)
