"""`--watch` goes on until the server is mended; a real one, on loopback."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.cli import main
from corsac.cli.exits import Exit
from corsac.cli.tour import mended
from corsac.cli.watch import REPORTS, watch
from corsac.diagnose.report import ReportVerdict
from corsac.lab.cases import find_case
from corsac.lab.server import Lab
from corsac.render.look import Look
from tests.render.reports import allowed_report, bare_report, get_exchange

if TYPE_CHECKING:
    from corsac.diagnose.report import Report


@pytest.mark.servers
def test_it_turns_green_when_the_server_is_mended(capsys: pytest.CaptureFixture[str]) -> None:
    from corsac.cli.check import investigate  # noqa: PLC0415 - as the command itself does

    case = find_case("no-cors")
    assert case is not None
    shown: list[ReportVerdict] = []
    with Lab() as lab:
        arguments = lab.command(case)

        def show(report: Report) -> None:
            shown.append(report.verdict)

        def mend_meanwhile(_seconds: float) -> None:
            remedy = investigate(arguments).findings[0].remedy
            assert remedy is not None
            lab.mend(case, mended(remedy))

        report = watch(
            lambda: investigate(arguments),
            show,
            Look(),
            every=1,
            limit=60,
            sleep=mend_meanwhile,
            clock=iter(range(100)).__next__,
            kind=REPORTS,
        )
    assert report.verdict is ReportVerdict.ALLOWED
    assert shown == [ReportVerdict.BLOCKED, ReportVerdict.ALLOWED]
    said = capsys.readouterr().out
    assert "the verdict was blocked, now it is allowed" in said
    assert "Access-Control-Allow-Origin is new" in said


def watched(*reports: Report, limit: float = 60) -> tuple[Report, list[Report], list[float]]:
    """Watch checks that give these reports; returns the last, those shown, and the waits."""
    left = iter(reports)
    shown: list[Report] = []
    waits: list[float] = []
    last = watch(
        lambda: next(left),
        shown.append,
        Look(),
        every=5,
        limit=limit,
        sleep=waits.append,
        clock=lambda: sum(waits),
        kind=REPORTS,
    )
    return last, shown, waits


def test_what_is_green_already_is_not_waited_for() -> None:
    green = allowed_report()
    assert watched(green) == (green, [green], [])


def test_it_waits_no_longer_than_it_may() -> None:
    red = bare_report()
    last, shown, waits = watched(*[red] * 5, limit=14)
    assert last is red
    assert shown == [red]
    assert waits == [5, 5]


def test_only_a_terminal_is_told_how_to_end_it_and_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched(bare_report(), bare_report(), allowed_report())
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    watched(bare_report(), bare_report(), allowed_report())
    assert capsys.readouterr().err == "watching, every 5 s; Ctrl-C ends it\n"
    watched(allowed_report())
    assert capsys.readouterr().err == ""


def test_a_change_has_its_time_and_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    before = bare_report()
    exchange = get_exchange(("Location", "https://a.example/?access_token=hunter2\x1b[2J"))
    after = replace(before, hops=(replace(before.hops[0], exchange=exchange),))
    watched(before, after, limit=5)
    said = capsys.readouterr().out
    assert re.match(r"\d\d:\d\d:\d\d  GET 1: Location is new: https://a\.example/", said)
    assert "hunter2" not in said
    assert "\x1b" not in said


@pytest.mark.servers
def test_it_gives_up_in_time(capsys: pytest.CaptureFixture[str]) -> None:
    case = find_case("no-cors")
    assert case is not None
    with Lab() as lab:
        times = ["--watch", "--interval", "0.2", "--watch-for", "0.5", "--budget", "0"]
        code = main(["check", *lab.command(case), *times])
    assert code == Exit.FOUND
    said = capsys.readouterr().out
    assert said.count("BLOCKED") == 1, "what did not change is not repeated"


@pytest.mark.parametrize("more", [["--offline"], ["--format", "json"]])
def test_what_does_not_go_together_is_refused(
    more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    url = ["https://api.example/", "--origin", "https://app.example"]
    assert main(["check", *url, "--watch", *more]) == Exit.USAGE
    assert "--watch" in capsys.readouterr().err
