"""`corsac lab`: small servers on loopback, each wrong in one way on purpose."""

from __future__ import annotations

import shlex
import signal
import sys
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.exits import Exit
from corsac.cli.language import say, spoken
from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.lab.case import LabCase
    from corsac.lab.server import Lab


_ENDS: Final = (signal.SIGINT, signal.SIGTERM)


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from corsac.lab.cases import CASES

    return [case.name for case in CASES if case.name.startswith(incomplete)]


@click.command("lab", short_help="broken servers on loopback, one for each cause")
@click.argument("names", nargs=-1, shell_complete=_complete)
@click.option(
    "--port",
    type=click.IntRange(0, 65_000),
    default=8750,
    show_default=True,
    help="Port of the index page; the servers take the ports after it. 0 takes free ones.",
)
@click.option("--list", "only_list", is_flag=True, help="Print the cases and start nothing.")
@click.option("--tour", is_flag=True, help="Show some of them, their causes and a fix, and end.")
def command(names: tuple[str, ...], port: int, *, only_list: bool, tour: bool) -> int:
    """Serve broken servers on loopback, one for each cause, until Ctrl-C.

    Each comes with the `corsac check` that finds it out; the index page tries them in your own
    browser. NAMES choose among them; without any, all are served.
    """
    from corsac.lab.cases import CASES

    if tour:
        return _tour(names)
    cases = _chosen(names, CASES)
    if only_list:
        width = max(len(case.name) for case in cases)
        for case in cases:
            click.echo(f"{case.name:{width}}  {spoken().label(case.story)}")
        return Exit.OK
    from corsac.lab.server import Lab

    try:
        lab = Lab(port, CASES)
    except OSError as error:
        raise Mistake("{reason}; --port 0 takes free ones", reason=error.strerror) from error
    _hold_ends()
    with lab:
        _show(lab, cases)
        _wait()
    return Exit.OK


def _tour(names: Sequence[str]) -> int:
    from corsac.cli.tour import tour

    if names:
        raise Mistake("the tour chooses its cases itself", names[0], mend="leave the names out")
    return tour()


def _chosen(names: Sequence[str], cases: Sequence[LabCase]) -> list[LabCase]:
    known = {case.name: case for case in cases}
    for name in names:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            mend = "did you mean {near}?" if near else "corsac lab --list names them all"
            raise Mistake("no case has this name", name, mend=mend, near="".join(near))
    return [known[name] for name in names] or list(cases)


def _show(lab: Lab, cases: Sequence[LabCase]) -> None:
    for case in cases:
        click.echo(f"{case.name}: {spoken().label(case.story)}")
        click.echo(f"    corsac check {shlex.join(lab.command(case))}")
    click.echo("\n" + say("index, to try them in a browser: {url}", url=lab.origin))
    click.echo(say("Ctrl-C ends it."), err=True)
    sys.stdout.flush()


def _hold_ends() -> None:
    """Keep Ctrl-C and a polite kill for `_wait`, so that neither comes too early to be polite."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)


def _wait() -> None:
    """Wait for Ctrl-C or a polite kill: both are the ordinary end."""
    signal.sigwait(_ENDS)
    click.echo("", err=True)
