"""The waterfall's lines: aligned, cut where they must be, never wider than the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.diagnose.report import Hop, Report, Role
from corsac.render.cells import cells
from corsac.render.look import Look, paint
from corsac.render.waterfall import milliseconds, waterfall
from tests.render.reports import bare_report, get_exchange, refused_report, slash_report

if TYPE_CHECKING:
    from corsac.core.messages import Exchange


def drawn(report: Report, look: Look) -> list[str]:
    return paint(waterfall(report, look), look).splitlines()


def report_of(exchange: Exchange) -> Report:
    return replace(bare_report(), hops=(Hop(Role.ACTUAL, exchange.request, exchange),))


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (None, ""),
        (0.4, "<1 ms"),
        (38.4, "38 ms"),
        (999.4, "999 ms"),
        (999.6, "1.0 s"),
        (15e3, "15.0 s"),
    ],
)
def test_durations_are_short(time: float | None, written: str) -> None:
    assert milliseconds(time) == written


def test_status_and_time_stand_at_the_right() -> None:
    first = drawn(slash_report(), Look(width=60))[0]
    assert first == " 1 OPTIONS /items?page=2                        204    38 ms"
    assert len(first) == 60


def test_a_long_path_loses_its_middle() -> None:
    exchange = get_exchange()
    request = replace(exchange.request, url="https://a.example/" + "x" * 200 + "/end")
    first = drawn(report_of(replace(exchange, request=request)), Look(width=40))[0]
    assert "…" in first
    assert "x/end" in first
    assert cells(first) == 40


def test_a_long_header_loses_its_middle_but_less_of_it_with_v() -> None:
    exchange = get_exchange(("Access-Control-Allow-Headers", "a," * 32_000 + "end"))
    report = report_of(exchange)
    short, long = (drawn(report, Look(verbose=verbose)) for verbose in (False, True))
    assert len(short) < 12
    assert len(short) < len(long) < 80
    assert any(line.endswith(",end") for line in short)


def test_no_answer_says_what_went_wrong() -> None:
    lines = drawn(refused_report(), Look())
    assert lines[0].endswith("no answer    1.2 s")
    assert lines[-1] == "   ✗ connection refused (errno 111)"
    bare = replace(get_exchange(), answer=Failure(FailureKind.REFUSED))
    assert drawn(report_of(bare), Look())[-1] == "   ✗ connection refused"


def test_an_unusual_status_is_shown_as_it_is() -> None:
    exchange = get_exchange()
    answer = WireResponse(999, "", Headers())
    assert "999" in drawn(report_of(replace(exchange, answer=answer)), Look())[0]


@pytest.mark.parametrize("width", [32, 40, 80, 120])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    for report in (slash_report(), bare_report(), refused_report()):
        for line in drawn(report, Look(width=width, verbose=True)):
            assert cells(line) <= width, line
