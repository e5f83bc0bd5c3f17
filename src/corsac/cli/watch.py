"""`--watch`: the same check again and again, until it turns green."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from corsac.cli.language import say
from corsac.diagnose.report import ReportVerdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.core.findings import Text
    from corsac.diagnose.report import Report
    from corsac.render.look import Look

    #: Waits for so many seconds.
    Sleep = Callable[[float], None]
    #: Gives the time in seconds, from any start.
    Clock = Callable[[], float]


def watch(
    check: Callable[[], Report],
    show: Callable[[Report], None],
    look: Look,
    *,
    every: float,
    limit: float,
    sleep: Sleep = time.sleep,
    clock: Clock = time.monotonic,
) -> Report:
    """Check until the request is allowed, or the time is over.

    The first report is shown whole, then what changed, and the last report whole again.

    Args:
        check: Makes a report.
        show: Shows one.
        look: The terminal, for what changed.
        every: Seconds between the end of a check and the next.
        limit: Seconds in all.
        sleep: Waits.
        clock: Tells the time.

    Returns:
        The last report.
    """
    from corsac.diagnose.changes import changes

    end = clock() + limit
    first = report = check()
    show(report)
    if report.verdict is not ReportVerdict.ALLOWED:
        _waiting(every)
    while report.verdict is not ReportVerdict.ALLOWED and clock() + every <= end:
        sleep(every)
        before, report = report, check()
        for change in changes(before, report):
            _tell(change, look)
    if report is not first and report.verdict is ReportVerdict.ALLOWED:
        click.echo()
        show(report)
    return report


def _waiting(every: float) -> None:
    if sys.stderr.isatty():
        click.echo(
            say("watching, every {seconds} s; Ctrl-C ends it", seconds=f"{every:g}"), err=True
        )


def _tell(change: Text, look: Look) -> None:
    """Print one change, with the time of day."""
    from corsac.cli.output import write
    from corsac.render.printable import line
    from corsac.render.redact import message

    write(f"{time.strftime('%H:%M:%S')}  {line(message(look.catalogue.say(change)))}\n")
