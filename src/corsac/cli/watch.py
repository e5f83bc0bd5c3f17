"""`--watch`: the same again and again, until it turns green."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import click

from corsac.cli.language import say
from corsac.diagnose.changes import changes
from corsac.diagnose.report import Report, ReportVerdict
from corsac.diagnose.verify.changes import changes as changes_of_verification
from corsac.diagnose.verify.report import Verdict, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corsac.core.findings import Text
    from corsac.render.look import Look

    #: Waits for so many seconds.
    Sleep = Callable[[float], None]
    #: Gives the time in seconds, from any start.
    Clock = Callable[[], float]

Watched = TypeVar("Watched")


@dataclass(frozen=True, slots=True)
class Kind(Generic[Watched]):
    """What is watched: when it is green, and what changed between two of it."""

    green: Callable[[Watched], bool]
    changes: Callable[[Watched, Watched], Iterable[Text]]


def _allowed(report: Report) -> bool:
    return report.verdict is ReportVerdict.ALLOWED


def _passed(verification: Verification) -> bool:
    return verification.verdict is Verdict.PASSED


REPORTS: Final = Kind(_allowed, changes)
VERIFICATIONS: Final = Kind(_passed, changes_of_verification)


def _nothing(_: object) -> None:
    """Leave the files as they are."""


def watch(
    check: Callable[[], Watched],
    show: Callable[[Watched], None],
    look: Look,
    *,
    every: float,
    limit: float,
    kind: Kind[Watched],
    sleep: Sleep = time.sleep,
    clock: Clock = time.monotonic,
    mend: Callable[[Watched], None] = _nothing,
) -> Watched:
    """Check until it is green, or the time is over.

    The first result is shown whole, then what changed, and the last result whole again.

    Args:
        check: Makes a result.
        show: Shows one.
        look: The terminal, for what changed.
        every: Seconds between the end of a check and the next.
        limit: Seconds in all.
        kind: What the result is.
        sleep: Waits; less, where there is a reason to look again at once.
        clock: Tells the time.
        mend: Called once, with the first result, after it was shown.

    Returns:
        The last result.
    """
    end = clock() + limit
    first = result = check()
    show(result)
    mend(result)
    if not kind.green(result):
        _waiting(every)
    while not kind.green(result) and clock() + every <= end:
        sleep(every)
        before, result = result, check()
        for change in kind.changes(before, result):
            _tell(change, look)
    if result is not first and kind.green(result):
        click.echo()
        show(result)
    return result


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
