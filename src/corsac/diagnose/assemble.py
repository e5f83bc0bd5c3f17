"""The report, put together from the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Verdict
from corsac.diagnose.hosts import of_same_host
from corsac.diagnose.judge import judge
from corsac.diagnose.notes import notes
from corsac.diagnose.report import EngineResult, Hop, Report, ReportVerdict
from corsac.targets.recognise import recognise

if TYPE_CHECKING:
    from corsac.diagnose.evidence import Evidence

_VERDICTS = {
    Verdict.ALLOWED: ReportVerdict.ALLOWED,
    Verdict.BLOCKED: ReportVerdict.BLOCKED,
    Verdict.FAILED: ReportVerdict.FAILED,
}
#: The worst first: one engine that blocks is enough.
_WORST = (
    ReportVerdict.BLOCKED,
    ReportVerdict.FAILED,
    ReportVerdict.UNDECIDED,
    ReportVerdict.ALLOWED,
)


def assemble(evidence: Evidence) -> Report:
    """Judge the evidence and make the report."""
    case = evidence.case
    return Report(
        verdict=verdict(evidence),
        request=case.request,
        page=case.page,
        origin=case.origin,
        engines=evidence.results,
        hops=tuple(
            Hop(
                entry.role,
                entry.exchange.request if entry.exchange else entry.wanted,
                entry.exchange,
                entry.why,
            )
            for entry in evidence.ledger.entries
        ),
        findings=judge(evidence),
        notes=notes(evidence),
        system=_system(evidence),
        budget=(evidence.ledger.spent, evidence.ledger.budget),
    )


def verdict(evidence: Evidence) -> ReportVerdict:
    """Give the first engine's verdict, or the worst of all where all count."""
    each = [_verdict(result, evidence) for result in evidence.results]
    return min(each, key=_WORST.index) if evidence.every_engine else each[0]


def _verdict(result: EngineResult, evidence: Evidence) -> ReportVerdict:
    """Turn an outcome into a verdict: what was not sent is not decided.

    That a connection fails does not depend on the method.
    """
    outcome = result.outcome
    if outcome.verdict is not Verdict.FAILED and evidence.inferred(result):
        return ReportVerdict.UNDECIDED
    return _VERDICTS[outcome.verdict]


def _system(evidence: Evidence) -> str:
    """Name what answered at the URL that the page named."""
    if not evidence.exchanges:
        return ""
    system = recognise(of_same_host(evidence.exchanges[0], evidence.exchanges))
    return "" if system is None else str(system)
