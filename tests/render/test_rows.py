"""The waterfall as data: which header lines decided, and which are at fault."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Block, Phase, Reason
from corsac.diagnose.report import Hop, Report, Role
from corsac.render.rows import HeaderLine, exchange_of, row_of, row_of_step, rows
from tests.render.reports import (
    ORIGIN,
    URL,
    bare_report,
    get_exchange,
    preflight_exchange,
    refused_report,
    slash_report,
    undecided_report,
)


def lines(report: Report, row: int = 0, *, every: bool = False) -> list[tuple[str, bool]]:
    return [(line.name, line.bad) for line in rows(report, every=every)[row].lines]


def test_only_what_decided_is_shown() -> None:
    assert lines(slash_report()) == [
        ("Access-Control-Request-Method", False),
        ("Access-Control-Request-Headers", False),
        ("Origin", False),
        ("Access-Control-Allow-Origin", True),
        ("Access-Control-Allow-Methods", False),
        ("Access-Control-Allow-Headers", True),
    ]


def test_every_header_is_shown_when_asked_for() -> None:
    names = [name for name, _ in lines(slash_report(), every=True)]
    assert "Server" in names
    assert "Accept" in names
    unsent = [name for name, _ in lines(slash_report(), 1, every=True)]
    assert unsent == ["Content-Type", "Origin"]


def test_what_was_not_sent_shows_no_headers() -> None:
    assert lines(slash_report(), 1) == []


def test_a_header_that_should_be_there_is_a_line_of_its_own() -> None:
    row = rows(bare_report(), every=False)[0]
    assert row.lines[-1] == HeaderLine("Access-Control-Allow-Origin", None, sent=False, bad=True)


def test_a_request_without_an_answer_shows_what_was_sent() -> None:
    row = rows(refused_report(), every=False)[0]
    assert row.response is None
    assert [line.name for line in row.lines] == ["Origin"]


def test_a_status_can_be_the_fault() -> None:
    report = slash_report()
    block = Block(Reason.PREFLIGHT_STATUS, Phase.PREFLIGHT, 0)
    outcome = replace(report.engines[0].outcome, block=block)
    engines = (replace(report.engines[0], outcome=outcome),)
    assert rows(replace(report, engines=engines), every=False)[0].bad_status
    assert not rows(report, every=False)[0].bad_status


def test_probes_are_shown_with_everything_only() -> None:
    assert [row.number for row in rows(undecided_report(), every=False)] == [1, 2, 3]
    assert [row.number for row in rows(undecided_report(), every=True)] == [1, 2, 3, 4]


def test_another_server_s_url_is_shown_whole() -> None:
    report = bare_report()
    first = get_exchange()
    other = replace(first, request=replace(first.request, url="https://b.example"))
    hops = tuple(Hop(Role.ACTUAL, each.request, each) for each in (first, first, other))
    targets = [row.target for row in rows(replace(report, hops=hops), every=False)]
    assert targets == ["/items?page=2", "/items?page=2", "https://b.example"]
    bare = Hop(Role.ACTUAL, replace(first.request, url="https://b.example"))
    assert rows(replace(report, hops=(bare,)), every=False)[0].target == "/"


def test_a_redacted_user_name_does_not_confuse_the_target() -> None:
    hop = bare_report().hops[0]
    request = replace(hop.request, url="https://[redacted]@a.example/x")
    report = replace(bare_report(), hops=(replace(hop, request=request),))
    assert rows(report, every=False)[0].target == "/x"


def test_places_count_exchanges_and_rows_count_everything() -> None:
    report = undecided_report()
    assert [row_of(report, index) for index in range(4)] == [1, 3, 4, None]
    assert exchange_of(report, 1) == get_exchange(("Access-Control-Allow-Origin", ORIGIN))
    assert exchange_of(report, 3) is None


def test_an_engine_s_steps_find_their_rows() -> None:
    one = preflight_exchange()
    outcome = replace(slash_report().engines[0].outcome, exchanges=(one, one))
    hops = tuple(Hop(Role.PREFLIGHT, one.request, one) for _ in range(2))
    report = replace(slash_report(), hops=hops)
    assert row_of_step(report, outcome, 0) == 1
    assert row_of_step(report, outcome, 1) == 2
    assert row_of_step(report, outcome, 2) is None
    assert row_of_step(replace(report, hops=()), outcome, 0) is None


def test_nothing_is_at_fault_where_nothing_was_judged() -> None:
    report = replace(bare_report(), engines=(), findings=())
    assert not any(bad for _, bad in lines(report))
    assert URL.endswith(rows(report, every=False)[0].target)
