"""The answer in the terminal, whole, against golden files.

`CORSAC_GOLDEN=write` writes them anew: read the difference before it is committed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corsac.browser.request import Api, PageRequest
from corsac.diagnose.report import ReportVerdict
from corsac.render.cells import cells
from corsac.render.clean import clean
from corsac.render.look import Look
from corsac.render.see import sight
from corsac.render.to_text import render
from tests.render.reports import REPORTS, bare_report, slash_report, split_report

GOLDEN = Path(__file__).parent / "golden"
LOOKS = {
    "80": Look(width=80),
    "40": Look(width=40),
    "80-colour": Look(width=80, colour=True),
    "40-ascii": Look(width=40, unicode=False),
    "80-verbose": Look(width=80, verbose=True),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", REPORTS)
def test_the_answer_reads_as_it_always_did(name: str, look: str) -> None:
    golden = GOLDEN / f"{name}-{look}.txt"
    text = render(REPORTS[name](), LOOKS[look])
    if os.environ.get("CORSAC_GOLDEN") == "write":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_but_a_snippet_is_wider_than_the_terminal(name: str, width: int) -> None:
    report = REPORTS[name]()
    snippets = {
        f"    {line}" for f in report.findings for x in f.fixes for line in x.snippet.split("\n")
    }
    safe = clean(report)
    for finding in safe.findings:
        seen = sight(safe, finding)
        snippets |= {f"    {line}" for line in (seen.lines(width - 4) if seen else ())}
    for line in render(report, Look(width=width, verbose=True)).splitlines():
        assert cells(line) <= width or line in snippets


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        (PageRequest("https://a.example/"), "mode cors, credentials same-origin"),
        (
            PageRequest("https://a.example/", mode="no-cors"),
            "mode no-cors, credentials same-origin",
        ),
        (
            PageRequest("https://a.example/", Api.XHR, with_credentials=True),
            "XMLHttpRequest, credentials include",
        ),
        (PageRequest("wss://a.example/", Api.WEBSOCKET), "WebSocket"),
    ],
)
def test_the_headline_says_how_the_page_asks(request_: PageRequest, line: str) -> None:
    text = render(replace(slash_report(), request=request_), Look())
    assert f"\nfrom https://app.example, {line}\n" in text


def test_what_is_inferred_is_not_said_to_have_happened() -> None:
    report = replace(slash_report(), verdict=ReportVerdict.UNDECIDED)
    assert "Chromium 156 would then print:" in render(report, Look())


def test_every_engine_prints_its_line_where_they_differ_or_with_v() -> None:
    assert "Firefox 153: allowed" in render(split_report(), Look())
    verbose = render(slash_report(), Look(verbose=True))
    assert "Firefox 153 prints:" in verbose
    assert "WebKitGTK 2.50 prints:" in verbose
    assert "Firefox 153 prints:" not in render(slash_report(), Look())


def test_two_empty_lines_never_follow_each_other() -> None:
    for build in REPORTS.values():
        assert "\n\n\n" not in render(build(), Look(verbose=True))


def test_the_standard_has_no_console_to_be_silent() -> None:
    report = bare_report()
    standard = replace(report.engines[0], engine="standard", label="Fetch standard")
    assert "prints nothing" in render(report, Look())
    assert "prints" not in render(replace(report, engines=(standard,)), Look())
