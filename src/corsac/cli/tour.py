"""`corsac lab --tour`: broken servers, what corsac and a browser say of them, and one mended."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.exits import Exit
from corsac.cli.language import say, spoken

if TYPE_CHECKING:
    from corsac.core.findings import Remedy
    from corsac.diagnose.report import Report
    from corsac.lab.case import Answers, LabCase
    from corsac.lab.chromium import Said, Visit
    from corsac.lab.server import Lab

_COLUMN: Final = 9
#: The cases of the tour; the last is the one that is mended.
TOUR: Final = (
    "star-with-credentials",
    "trailing-slash",
    "two-layers",
    "preflight-401",
    "header",
    "error-without-headers",
    "redirect-elsewhere",
    "no-cors",
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the tour: a case, corsac's report, and what Chromium said if it was asked."""

    case: LabCase
    report: Report
    said: Said | None

    @property
    def found(self) -> bool:
        """Whether the first finding is the cause that was built in."""
        findings = self.report.findings
        return bool(findings) and findings[0].rule.cause == self.case.cause

    @property
    def console(self) -> str | None:
        """The CORS line that corsac predicts for Chromium."""
        return next(iter(self.report.engines[0].outcome.console), None)

    @property
    def agrees(self) -> bool:
        """Whether Chromium blocked it too, with the same line."""
        return self.said is not None and not self.said.ok and self.said.console == self.console


def tour() -> int:
    """Show some of the lab's servers, their causes, and one of them mended.

    Where Chromium is installed it is asked too, and both have to agree. Nothing leaves this
    machine.

    Returns:
        The exit code: 0 when every cause was found and the mended server is read.
    """
    from corsac.lab.cases import find_case
    from corsac.lab.chromium import ask_chromium
    from corsac.lab.server import Lab

    cases = [case for case in map(find_case, TOUR) if case is not None]
    click.echo(say("Eight servers on this machine, each wrong in one way, and what corsac says."))
    click.echo()
    with Lab() as lab:
        visit = ask_chromium(lab, cases)
        said = {each.name: each for each in visit.said} if visit else {}
        stops = [Stop(case, _check(lab, case), said.get(case.name)) for case in cases]
        for stop in stops:
            _show(lab, stop)
        green = _mend(lab, stops[-1])
    return _sum_up(stops, visit, green=green)


def _check(lab: Lab, case: LabCase) -> Report:
    from corsac.cli.check import investigate

    return investigate(lab.command(case))


def _show(lab: Lab, stop: Stop) -> None:
    """Say in a few lines what came out of one check."""
    from corsac.render.story import mended_by

    label = spoken().label
    click.secho(f"{stop.case.name}: {label(stop.case.story)}", bold=True)
    click.echo(f"  $ {_command(lab, stop.case)}")
    for finding in stop.report.findings[:1]:
        code = click.style(finding.code, fg="red")
        click.echo(f"  {_label('cause')} {code} {label(finding.rule.title)}")
        click.echo(f"  {mended_by(finding, spoken())}")
    click.echo(f"  {_label('console')} {stop.console or say('(no CORS line)')}")
    if stop.said is not None:
        same = click.style(say("prints the same line"), fg="green")
        other = click.style(say("prints {line}", line=stop.said.console), fg="red")
        click.echo(f"  {_label('Chromium')} {same if stop.agrees else other}")
    click.echo()


def _label(template: str) -> str:
    """Give a label in its column."""
    from corsac.render.cells import cells

    text = say(template)
    return text + " " * max(_COLUMN - cells(text), 0)


def _mend(lab: Lab, stop: Stop) -> bool:
    """Show one report whole, give its server the lines of the fix, and check again."""
    from corsac.diagnose.report import ReportVerdict

    click.secho(say("The last one in full:") + "\n", bold=True)
    click.echo(f"$ {_command(lab, stop.case)}\n\n{_text(stop.report)}")
    remedy = stop.report.findings[0].remedy if stop.report.findings else None
    if remedy is None:
        return False
    lab.mend(stop.case, mended(remedy))
    click.secho(say("The same server, once it sends the lines of the fix:") + "\n", bold=True)
    after = _check(lab, stop.case)
    click.echo(f"$ {_command(lab, stop.case)}\n\n{_text(after)}")
    return after.verdict is ReportVerdict.ALLOWED


def mended(remedy: Remedy) -> Answers:
    """Write the answers that the fix's own header lines make, and nothing else."""
    from corsac.lab.case import Answers, answer
    from corsac.targets.answer import Answer

    wanted = Answer.of(remedy)
    lines = [f"{name}: {value}" for name, value in wanted.lines()]
    preflight = [f"{name}: {value}" for name, value in wanted.preflight_lines()]
    return Answers(
        preflight=answer("204 No Content", *lines, *preflight),
        actual=answer("200 OK", "Content-Type: application/json", *lines, body='[{"id": 1}]'),
    )


def _sum_up(stops: list[Stop], visit: Visit | None, *, green: bool) -> int:
    found = sum(stop.found for stop in stops)
    agreed = sum(stop.agrees for stop in stops)
    click.secho(say("In short"), bold=True)
    lines = [say("causes found: {found} of {of}", found=found, of=len(stops))]
    if visit is None:
        lines.append(
            say("a real browser was not asked: none is installed (apt-get install chromium)")
        )
    elif visit.trouble:
        lines.append(f"{visit.version}: {spoken().say(visit.trouble)}")
    else:
        lines.append(
            say(
                "{browser} agrees on {agreed} of {of}, line by line",
                browser=visit.version,
                agreed=agreed,
                of=len(stops),
            )
        )
    lines.append(say("mended and read: yes") if green else say("mended and read: no"))
    click.echo("\n".join(f"  {line}" for line in lines))
    following = say("Next: corsac lab serves every case; corsac check URL --origin PAGE is yours.")
    click.echo(f"\n{following}")
    asked = visit is not None and not visit.trouble
    right = found == len(stops) and green and (agreed == len(stops) or not asked)
    return Exit.OK if right else Exit.FOUND


def _command(lab: Lab, case: LabCase) -> str:
    return f"corsac check {shlex.join(lab.command(case))}"


def _text(report: Report) -> str:
    from corsac.cli.output import environment, look_of
    from corsac.render.to_text import render

    return render(report, look_of(sys.stdout, environment(), color=None, verbose=False))
