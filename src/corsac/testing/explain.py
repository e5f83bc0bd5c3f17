"""Why a request in a test ended as it did: the report of `corsac check`, made in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.browser.outcome import Phase, Verdict
from corsac.core.messages import Exchange
from corsac.diagnose.diagnosis import Diagnosis
from corsac.diagnose.report import EngineResult, Hop, Report, ReportVerdict, Role
from corsac.rules import examine
from corsac.rules.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.core.messages import Answer, WireRequest
    from corsac.testing.fetched import Fetched

_VERDICTS: Final = {
    Verdict.ALLOWED: ReportVerdict.ALLOWED,
    Verdict.BLOCKED: ReportVerdict.BLOCKED,
    Verdict.FAILED: ReportVerdict.FAILED,
}
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def explain(fetched: Fetched, ask: Callable[[WireRequest], Answer]) -> Report:
    """Explain a request.

    One that only reads, or that its preflight ended, is diagnosed in full, with further requests
    to the application, all of them GET, HEAD or OPTIONS. Of any other its own exchanges have to
    be enough: it is not sent a second time.

    Args:
        fetched: What is to be explained.
        ask: Asks the application.
    """
    block = fetched.outcome.block
    if block is None or not (block.phase is Phase.PREFLIGHT or _only_reads(fetched)):
        return _as_it_is(fetched)
    diagnosis = Diagnosis(fetched.request, fetched.page, (fetched.profile,))
    now = 0.0
    while diagnosis.pending is not None:
        request = diagnosis.pending
        diagnosis.receive(Exchange(request, ask(request)), now)
        now += 1.0
    report = diagnosis.report
    # Cookies and remembered preflights are this browser's own: what it saw itself counts more.
    seen = report.engines[0].outcome.block if report else None
    if report is None or seen is None or seen.reason != block.reason:
        return _as_it_is(fetched)
    return report


def _only_reads(fetched: Fetched) -> bool:
    return all(each.request.method in _SAFE for each in fetched.outcome.exchanges)


def _as_it_is(fetched: Fetched) -> Report:
    outcome = fetched.outcome
    return Report(
        verdict=_VERDICTS[outcome.verdict],
        request=fetched.request,
        page=fetched.page,
        origin=fetched.origin,
        engines=(EngineResult(fetched.profile.name, fetched.profile.label, outcome),),
        hops=tuple(
            Hop(Role.PREFLIGHT if each.request.preflight else Role.ACTUAL, each.request, each)
            for each in outcome.exchanges
        ),
        findings=examine(Case(fetched.request, fetched.page, fetched.origin, outcome)),
    )
