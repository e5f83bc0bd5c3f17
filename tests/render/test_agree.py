"""Whether the engines agree, and what the request was."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Block, Phase, Reason
from corsac.render.agree import engines_agree, method_of, printing, ways
from tests.render.reports import bare_report, slash_report, split_report


def test_engines_agree_on_the_verdict() -> None:
    assert engines_agree(slash_report())
    assert engines_agree(bare_report())
    assert not engines_agree(split_report())


def test_the_method_is_the_one_on_the_wire() -> None:
    report = slash_report()
    assert method_of(report) == "PUT"
    lower = replace(report, request=replace(report.request, method="put"))
    assert method_of(lower) == "PUT"
    assert method_of(replace(lower, hops=())) == "put"
    assert method_of(replace(bare_report(), hops=())) == "GET"


def test_the_first_engine_that_prints_is_quoted() -> None:
    report = slash_report()
    silent = replace(report.engines[0], outcome=replace(report.engines[0].outcome, console=()))
    assert printing(report) is report.engines[0]
    assert printing(replace(report, engines=(silent, report.engines[1]))) is report.engines[1]
    assert printing(replace(report, engines=(silent,))) is silent


def test_two_engines_can_come_to_one_verdict_in_two_ways() -> None:
    report = slash_report()
    assert ways(report) == report.engines[:1]
    last = report.engines[2]
    status = replace(last.outcome, block=Block(Reason.PREFLIGHT_STATUS, Phase.PREFLIGHT, 0))
    other = replace(report, engines=(*report.engines[:2], replace(last, outcome=status)))
    assert engines_agree(other)
    assert ways(other) == (other.engines[0], other.engines[2])
