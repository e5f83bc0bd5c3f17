"""A check from the first request to the report: asks for wire requests, is given exchanges.

The order is part of the promise: first the first engine's own requests, in full; then what other
engines ask differently; then what shows the faults behind the first; then differential probes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from corsac.browser.client import client_of
from corsac.browser.machine import Browser
from corsac.browser.outcome import Verdict
from corsac.browser.url import parse_url
from corsac.diagnose.assemble import assemble
from corsac.diagnose.detour import detour
from corsac.diagnose.evidence import Evidence
from corsac.diagnose.ledger import Cursor, Ledger, UnaskedError
from corsac.diagnose.options import Options
from corsac.diagnose.questions import questions
from corsac.diagnose.report import EngineResult
from corsac.diagnose.walk import look_ahead, walk
from corsac.rules.case import Case, Probe

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.browser.machine import Fetch
    from corsac.browser.outcome import Outcome
    from corsac.browser.profile import Profile
    from corsac.browser.request import Page, PageRequest
    from corsac.core.messages import Exchange, WireRequest
    from corsac.diagnose.ledger import Arrival
    from corsac.diagnose.report import Report

    Telling = Generator[WireRequest, Arrival, Report]


class Diagnosis:
    """A check as a state machine: send what is `pending`, hand in what came back, until `report`.

    No cookie and no header of the page's goes anywhere but to the URL that the user named, from
    the origin that the user named. Without `options.send` only OPTIONS, GET and HEAD leave.

    Args:
        request: What the page asks for.
        page: Where it asks from.
        engines: Whose verdict is wanted; the first one's comes first.
        options: The user's choices.

    Raises:
        PageError: The page can't exist.
        ValueError: No engine was given.

    Attributes:
        pending: The wire request to send next; None once there is a report.
        report: What was found out; None before the end.
    """

    def __init__(
        self,
        request: PageRequest,
        page: Page,
        engines: tuple[Profile, ...],
        options: Options | None = None,
    ) -> None:
        if not engines:
            raise ValueError("a diagnosis needs at least one engine")
        self.pending: WireRequest | None = None
        self.report: Report | None = None
        self._request = request
        self._page = page
        self._engines = engines
        self._options = options or Options()
        self._origin = client_of(page, parse_url).serialized
        self._ledger = Ledger(send=self._options.send, budget=self._options.budget)
        self._telling = self._tell()
        self._advance(None)

    def receive(self, exchange: Exchange, now: float) -> None:
        """Take what came back for the pending request.

        Args:
            exchange: The request as it was sent, and its answer or how it died.
            now: The time in seconds, from any start; it only has to move forward.

        Raises:
            RuntimeError: Nothing is pending.
        """
        if self.pending is None:
            raise RuntimeError("no wire request is pending")
        self._advance((exchange, now))

    def _advance(self, arrival: Arrival | None) -> None:
        try:
            self.pending = next(self._telling) if arrival is None else self._telling.send(arrival)
        except StopIteration as stop:
            self.pending, self.report = None, stop.value

    def _start(self, profile: Profile) -> Fetch:
        browser = Browser(profile, settings=self._options.settings)
        self._options.prepare(browser)
        return browser.start(self._request, self._page, self._ledger.now)

    def _tell(self) -> Telling:
        results = yield from self._run_engines()
        chosen = self._chosen(results)
        outcome = results[chosen].outcome
        start = partial(self._start, self._engines[chosen])
        aheads = yield from look_ahead(start, self._ledger, outcome)
        case = self._case(outcome)
        probes = yield from self._ask(case)
        way = yield from detour(
            self._request, self._page, self._engines[chosen], case, self._ledger
        )
        return assemble(
            Evidence(
                results=results,
                case=self._case(outcome, probes),
                aheads=tuple(self._case(each, probes) for each in aheads),
                ledger=self._ledger,
                every_engine=self._options.every_engine,
                detour=way,
            )
        )

    def _run_engines(self) -> Generator[WireRequest, Arrival, tuple[EngineResult, ...]]:
        """Run the first engine for real, the others on what came back."""
        ledger, results = self._ledger, list[EngineResult]()
        for profile in self._engines:
            ask = (
                partial(ledger.again, cursor=Cursor(), engine=profile.label)
                if results
                else ledger.own
            )
            outcome = yield from walk(self._start(profile), ask, ledger)
            results.append(EngineResult(profile.name, profile.label, outcome))
        return tuple(results)

    def _chosen(self, results: tuple[EngineResult, ...]) -> int:
        """Choose the outcome to explain: the first, or the first that is blocked if all count."""
        bad = [n for n, each in enumerate(results) if each.outcome.verdict is not Verdict.ALLOWED]
        return bad[0] if bad and self._options.every_engine else 0

    def _case(self, outcome: Outcome, probes: tuple[Probe, ...] = ()) -> Case:
        own = {id(exchange) for exchange in outcome.exchanges}
        stand_ins = [each for each in self._ledger.stand_ins() if id(each.exchange) not in own]
        return Case(
            request=self._request,
            page=self._page,
            origin=self._origin,
            outcome=outcome,
            probes=(*stand_ins, *probes),
            sent=not any(id(each) in own for each in self._ledger.replaced()),
        )

    def _ask(self, case: Case) -> Generator[WireRequest, Arrival, tuple[Probe, ...]]:
        probes: list[Probe] = []
        for question in questions(case):
            try:
                exchange = yield from self._ledger.probe(question.request, question.why)
            except UnaskedError:
                break
            probes.append(Probe(question.kind, exchange))
        return tuple(probes)
