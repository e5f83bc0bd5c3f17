"""`--watch` goes on until the server is mended; a real one, on loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.cli import main
from corsac.cli.demo import mended
from corsac.cli.exits import Exit
from corsac.cli.watch import watch
from corsac.diagnose.report import ReportVerdict
from corsac.lab.cases import find_case
from corsac.lab.server import Lab
from corsac.render.look import Look

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
        )
    assert report.verdict is ReportVerdict.ALLOWED
    assert shown == [ReportVerdict.BLOCKED, ReportVerdict.ALLOWED]
    said = capsys.readouterr().out
    assert "the verdict was blocked, now it is allowed" in said
    assert "Access-Control-Allow-Origin is new" in said


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
