"""Who says what to whom: the same scene in the terminal and as Mermaid."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corsac.browser.outcome import ScriptResponse
from corsac.browser.request import Api
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.diagnose.report import Hop, Report, Role
from corsac.render.cells import cells
from corsac.render.diagram import mermaid, terminal
from corsac.render.look import Look
from tests.render.reports import (
    REPORTS,
    URL,
    allowed_report,
    bare_report,
    get_exchange,
    page_request,
    refused_report,
    slash_report,
    undecided_report,
)

BLOCKED_PREFLIGHT = """\
https://app.example                   Chromium 156           https://api.example
  │                                     │                                     │
  │ fetch() PUT                         │                                     │
  │────────────────────────────────────▶│                                     │
  │                                     │ OPTIONS /items?page=2               │
  │                                     │────────────────────────────────────▶│
  │                                     │ 204, Access-Control-All…pp.example/ │
  │                                     │◀┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│
  │                                     │ not sent: PUT /items?page=2         │
  │                                     │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄▶│
  │ an error without a reason           │                                     │
  │✗┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│                                     │
  │                                     │                                     │
"""
BLOCKED_PREFLIGHT_MERMAID = """\
sequenceDiagram
    participant a0 as https://app.example
    participant a1 as Chromium 156
    participant a2 as https://api.example
    a0->>a1: fetch() PUT
    a1->>a2: OPTIONS /items?page=2
    a2-->>a1: 204, Access-Control-Allow-Origin: https://app.example/
    a1-->>a2: not sent: PUT /items?page=2
    a1--xa0: an error without a reason
"""


def said(report: Report) -> list[str]:
    """Give what is said, in order, from the Mermaid form."""
    return re.findall(r"a\d-{1,2}(?:>>|x)a\d: (.*)", mermaid(report, Look()))


def through(*urls: str) -> Report:
    """Give a report of a GET that went from server to server."""
    hops: list[Hop] = []
    for url in urls:
        request = WireRequest("GET", url, Headers())
        hops.append(Hop(Role.ACTUAL, request, replace(get_exchange(), request=request)))
    return replace(bare_report(), hops=tuple(hops))


def test_a_blocked_preflight_is_drawn_with_what_never_left() -> None:
    assert terminal(slash_report(), Look(width=80)) == BLOCKED_PREFLIGHT


def test_mermaid_says_the_same() -> None:
    assert mermaid(slash_report(), Look(width=80)) == BLOCKED_PREFLIGHT_MERMAID


def test_without_unicode_it_is_drawn_in_ascii() -> None:
    drawn = terminal(slash_report(), Look(width=80, unicode=False))
    assert drawn.isascii()
    assert "|------------------------------------>|" in drawn
    assert "|<....................................|" in drawn
    assert "|x....................................|" in drawn


@pytest.mark.parametrize("width", [32, 40, 60, 80, 120])
@pytest.mark.parametrize("name", REPORTS)
def test_it_is_no_wider_than_the_terminal(name: str, width: int) -> None:
    for line in terminal(REPORTS[name](), Look(width=width)).splitlines():
        assert cells(line) <= width, line


@pytest.mark.parametrize("width", [32, 80, 120])
def test_every_arrow_ends_at_the_bars(width: int) -> None:
    _, bars, *rows = terminal(slash_report(), Look(width=width)).splitlines()
    places = [index for index, char in enumerate(bars) if char == "│"]
    assert len(places) == 3
    assert all(row[place] == "│" for row in rows for place in places)
    assert {len(row) for row in rows} == {places[-1] + 1}


def test_a_long_name_takes_the_room_that_its_neighbour_leaves() -> None:
    report = through("https://an-address-that-is-much-too-long-for-this.example/")
    head = terminal(report, Look(width=60)).splitlines()[0]
    assert cells(head) == 60
    assert "Chromium 156 https://a" in head
    assert head.endswith("xample")


def test_many_servers_keep_columns_that_can_be_read() -> None:
    report = through(*(f"https://s{number}.example/" for number in range(6)))
    lines = terminal(report, Look(width=40)).splitlines()
    assert lines[1].count("│") == 8
    assert max(map(cells, lines)) == 7 * 12 + 3


def test_each_server_has_one_column() -> None:
    report = through("https://a.example", "https://b.example/x", "https://a.example/?y#z")
    text = mermaid(report, Look())
    assert text.count("participant") == 4
    assert "a1->>a2: GET /\n" in text
    assert "a1->>a3: GET /x\n" in text
    assert "a1->>a2: GET /?y#35;z\n" in text


def test_a_lost_request_and_its_missing_answer_end_at_crosses() -> None:
    assert "a1-xa2: GET /items?page=2\n    a2--xa1: connection refused\n" in mermaid(
        refused_report(), Look()
    )
    drawn = terminal(refused_report(), Look(width=80))
    assert "────✗│\n" in drawn
    assert "│✗┄┄┄" in drawn


def test_an_answer_without_the_header_says_so() -> None:
    assert said(bare_report()) == [
        "fetch() GET",
        "GET /items?page=2",
        "200, no Access-Control-Allow-Origin",
        "an error without a reason",
    ]


def test_what_the_page_gets_comes_last() -> None:
    assert said(allowed_report())[-1] == "the answer, status 200"
    assert said(undecided_report())[-1] == "undecided"


@pytest.mark.parametrize("response", [ScriptResponse("opaque", 0), None])
def test_an_opaque_answer_has_no_status(response: ScriptResponse | None) -> None:
    report = allowed_report()
    outcome = replace(report.engines[0].outcome, response=response)
    report = replace(report, engines=(replace(report.engines[0], outcome=outcome),))
    assert said(report)[-1] == "an opaque answer"


def test_probes_are_no_part_of_the_scene() -> None:
    assert len([line for line in said(undecided_report()) if line.startswith("GET")]) == 1


@pytest.mark.parametrize(
    ("api", "words"),
    [
        (Api.XHR, "XMLHttpRequest GET"),
        (Api.WEBSOCKET, "WebSocket GET"),
        (Api.IMG, "img GET"),
    ],
)
def test_the_page_s_way_to_ask_is_named(api: Api, words: str) -> None:
    report = replace(bare_report(), request=replace(page_request(), api=api))
    assert said(report)[0] == words


def test_mermaid_s_own_characters_are_entities_and_none_is_cut() -> None:
    text = mermaid(through(f"{URL}&q=a;b#c%3C"), Look())
    assert "GET /items?page=2#38;q=a#59;b#35;c#37;3C\n" in text
    text = mermaid(through("https://a.example/?" + ";" * 1000), Look())
    line = next(line for line in text.splitlines() if "GET /" in line)
    assert re.fullmatch(r"    a1->>a2: GET /\?(#59;)+\.\.\.(#59;)+", line)
    assert line.count("#59;") < 200


def test_a_server_can_neither_move_the_cursor_nor_end_the_line() -> None:
    exchange = get_exchange(("Access-Control-Allow-Origin", "a\x1b[2J\nb"))
    report = replace(bare_report(), hops=(Hop(Role.ACTUAL, exchange.request, exchange),))
    assert said(report)[2] == r"200, Access-Control-Allow-Origin: a\x1b[2J\x0ab"
    assert "\x1b" not in terminal(report, Look(width=120))


def test_secrets_are_not_drawn() -> None:
    report = through("https://a.example/?access_token=hunter2hunter2")
    for drawn in (terminal(report, Look(width=120)), mermaid(report, Look())):
        assert "hunter2" not in drawn
