"""What several formats ask of a report: whether the engines agree, which method it was about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.diagnose.report import Role

if TYPE_CHECKING:
    from corsac.browser.outcome import Reason, Verdict
    from corsac.diagnose.report import EngineResult, Report


def engines_agree(report: Report) -> bool:
    """Whether every engine came to the same verdict, be it by different checks."""
    return len({engine.outcome.verdict for engine in report.engines}) <= 1


def ways(report: Report) -> tuple[EngineResult, ...]:
    """Give one engine, the first, for each way to a verdict: the check that decided it."""
    first: dict[object, EngineResult] = {}
    for engine in report.engines:
        first.setdefault(_decision(engine), engine)
    return tuple(first.values())


def _decision(engine: EngineResult) -> tuple[Verdict, Reason | None]:
    block = engine.outcome.block
    return engine.outcome.verdict, block.reason if block else None


def printing(report: Report) -> EngineResult:
    """Give the first engine that prints something, else the first."""
    return next((each for each in report.engines if each.outcome.console), report.engines[0])


def method_of(report: Report) -> str:
    """Give the method that the page's request had, as it went or would go over the wire."""
    first = next((hop.request.method for hop in report.hops if hop.role is Role.ACTUAL), None)
    return first or report.request.method or "GET"
