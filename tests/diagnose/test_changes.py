"""What changed between two checks."""

from __future__ import annotations

from dataclasses import replace

from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.diagnose.changes import changes
from corsac.diagnose.report import Report, ReportVerdict
from tests.render.reports import bare_report, slash_report


def said(before: Report, after: Report) -> list[str]:
    return [str(change) for change in changes(before, after)]


def answered(report: Report, answer: WireResponse | Failure) -> Report:
    hop = report.hops[0]
    assert hop.exchange is not None
    exchange = replace(hop.exchange, answer=answer)
    return replace(report, hops=(replace(hop, exchange=exchange), *report.hops[1:]))


def test_the_same_is_no_change() -> None:
    assert said(slash_report(), slash_report()) == []


def test_a_verdict_and_a_finding_change() -> None:
    before = slash_report()
    after = replace(before, verdict=ReportVerdict.ALLOWED, findings=())
    lines = said(before, after)
    assert lines[0] == "the verdict was blocked, now it is allowed"
    assert "is gone" in lines[1]
    assert "is new" in said(after, before)[1]


def test_headers_and_statuses_change() -> None:
    report = slash_report()
    hop = report.hops[0]
    assert hop.exchange is not None
    answer = hop.exchange.answer
    assert isinstance(answer, WireResponse)
    other = replace(
        answer,
        status=500,
        headers=answer.headers.without("Access-Control-Allow-Origin")
        .with_line("Vary", "Origin")
        .with_line("X-Dull", "1"),
    )
    lines = said(report, answered(report, other))
    assert any("the status was" in line and "now 500" in line for line in lines)
    assert any("Access-Control-Allow-Origin is gone" in line for line in lines)
    assert any("Vary is new: Origin" in line for line in lines)
    assert not any("Dull" in line for line in lines)
    changed = replace(
        answer,
        headers=answer.headers.without("Access-Control-Allow-Origin").with_line(
            "Access-Control-Allow-Origin", "*"
        ),
    )
    assert any("now *" in line for line in said(report, answered(report, changed)))


def test_a_server_that_comes_up_is_a_change() -> None:
    report = slash_report()
    down = answered(report, Failure(FailureKind.REFUSED))
    assert any("no answer" in line for line in said(down, report))


def test_other_requests_are_not_compared() -> None:
    report = slash_report()
    fewer = replace(report, hops=report.hops[:1])
    assert said(report, fewer) == ["the number of requests was 2, now it is 1"]
    assert said(fewer, report) == ["the number of requests was 1, now it is 2"]
    moved = replace(bare_report().hops[0].request, url="https://other.example/")
    get = replace(report, hops=bare_report().hops)
    elsewhere = replace(get, hops=(replace(get.hops[0], request=moved),))
    assert said(get, elsewhere) == []
