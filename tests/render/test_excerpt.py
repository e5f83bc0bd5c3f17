"""The place of a finding: carets under exactly what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.core.findings import Where
from corsac.diagnose.report import Hop, Report, Role
from corsac.render.cells import cells
from corsac.render.excerpt import excerpt
from corsac.render.look import Look, Style, paint
from tests.render.reports import (
    bare_report,
    get_exchange,
    preflight_exchange,
    refused_report,
    slash_report,
)


def drawn(report: Report, where: Where, width: int = 80, label: str = "wrong") -> list[str]:
    look = Look(width=width)
    return paint(excerpt(report, where, label, look, Style.ERROR), look).splitlines()


def answered(*lines: tuple[str, str]) -> Report:
    exchange = preflight_exchange(*lines)
    hops = (Hop(Role.PREFLIGHT, exchange.request, exchange),)
    return replace(slash_report(), hops=hops)


def test_carets_stand_under_the_value_with_the_reason_behind_them() -> None:
    where = Where(0, "access-control-allow-origin", "https://app.example/")
    assert drawn(slash_report(), where) == [
        "  --> OPTIONS https://api.example/items?page=2",
        "   |",
        " 1 | Access-Control-Allow-Origin: https://app.example/",
        "   |                              ^^^^^^^^^^^^^^^^^^^^ wrong",
        "   |",
    ]


def test_carets_stand_under_a_part_of_the_value() -> None:
    report = answered(("Access-Control-Allow-Methods", "GET, put, DELETE"))
    lines = drawn(report, Where(0, "Access-Control-Allow-Methods", "put"))
    assert lines[2:4] == [
        " 1 | Access-Control-Allow-Methods: GET, put, DELETE",
        "   |                                    ^^^ wrong",
    ]


def test_duplicates_are_shown_line_by_line() -> None:
    report = answered(("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Origin", "*"))
    lines = drawn(report, Where(0, "Access-Control-Allow-Origin"))
    assert [line.rstrip() for line in lines[2:6]] == [
        " 1 | Access-Control-Allow-Origin: *",
        "   |                              ^",
        "   | Access-Control-Allow-Origin: *",
        "   |                              ^ wrong",
    ]


def test_an_empty_value_gets_one_caret() -> None:
    lines = drawn(
        answered(("Access-Control-Allow-Origin", "")), Where(0, "Access-Control-Allow-Origin")
    )
    assert lines[3] == "   |                              ^ wrong"


def test_what_is_missing_is_named_below_the_status_line() -> None:
    lines = drawn(bare_report(), Where(0, "Access-Control-Allow-Origin"))
    assert lines[2:5] == [
        " 1 | HTTP/1.1 200 OK",
        "   | no Access-Control-Allow-Origin",
        "   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong",
    ]


def test_the_status_itself_can_be_the_place() -> None:
    lines = drawn(bare_report(), Where(0))
    assert lines[2:4] == [" 1 | HTTP/1.1 200 OK", "   |          ^^^^^^ wrong"]


def test_a_failure_can_be_the_place() -> None:
    lines = drawn(refused_report(), Where(0))
    assert lines[2:4] == [" 1 | connection refused", "   | ^^^^^^^^^^^^^^^^^^ wrong"]


def test_a_request_s_header_can_be_the_place() -> None:
    where = Where(0, "Access-Control-Request-Headers", "x-trace")
    lines = drawn(slash_report(), where)
    assert lines[2:4] == [
        " 1 | Access-Control-Request-Headers: content-type,x-trace",
        "   |                                              ^^^^^^^ wrong",
    ]


def test_a_narrow_terminal_gets_the_value_on_a_line_of_its_own() -> None:
    where = Where(0, "Access-Control-Allow-Origin", "https://app.example/")
    assert drawn(slash_report(), where, 40)[2:6] == [
        " 1 | Access-Control-Allow-Origin:",
        "   |   https://app.example/",
        "   |   ^^^^^^^^^^^^^^^^^^^^ wrong",
        "   |",
    ]


def test_a_long_label_goes_below() -> None:
    lines = drawn(bare_report(), Where(0), 40, "a reason that is too long for the line")
    assert lines[3:6] == [
        "   |          ^^^^^^",
        "   | a reason that is too long for the",
        "   | line",
    ]


def test_an_exchange_that_is_not_there_draws_nothing() -> None:
    assert drawn(bare_report(), Where(7, "X")) == []


@pytest.mark.parametrize("width", [24, 40, 80])
@pytest.mark.parametrize(
    "value", ["a," * 30_000, "x" * 300, "a" * 60 + "BAD" + "b" * 60, "BAD" + "b" * 200]
)
def test_a_fault_stays_in_sight_however_long_the_line(width: int, value: str) -> None:
    report = answered(("Access-Control-Allow-Headers", value))
    wrong = "BAD" if "BAD" in value else value
    lines = drawn(report, Where(0, "Access-Control-Allow-Headers", wrong), width)
    assert all(cells(line) <= width for line in lines)
    place = next(index for index, line in enumerate(lines) if "^" in line)
    start, end = lines[place].index("^"), lines[place].rindex("^") + 1
    assert lines[place - 1][start:end] == "BAD" or wrong != "BAD"


def test_wide_characters_do_not_push_the_carets_away() -> None:
    named = get_exchange(("X-名", "值 wrong"))
    report = replace(bare_report(), hops=(Hop(Role.ACTUAL, named.request, named),))
    lines = drawn(report, Where(0, "X-名", "wrong"))
    assert lines[2] == " 1 | X-名: 值 wrong"
    assert lines[3] == "   |          ^^^^^ wrong"
