"""`corsac check URL`: why a browser blocks a request, and what mends it."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any

from corsac.cli.check_options import PARAMETERS, VARIABLES, Asked, read_file
from corsac.cli.mistake import Mistake
from corsac.cli.options import SectionedCommand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.browser import Browser, Profile
    from corsac.cli.cookie_options import Cookies
    from corsac.cli.page_request import Question
    from corsac.diagnose.diagnosis import Diagnosis
    from corsac.diagnose.report import Report
    from corsac.probe.options import ProbeOptions

_ENGINES = ("chromium", "firefox", "webkit")
_EPILOG = f"""\
\b
The environment may say the same, the command line wins:
{indent(fill(" ".join(VARIABLES), 76), "  ")}

\b
Only OPTIONS, GET and HEAD are sent without --send. Examples:
  corsac check https://api.example/items --origin https://app.example
  corsac check https://api.example/items --origin https://app.example \\
      -X PUT --json '{{"a": 1}}' --credentials include --send
"""


def _run(**given: Any) -> int:  # noqa: ANN401 - click hands over what it read
    """Say why a browser blocks a request to URL, whose fault that is, and what mends it.

    The request is made as a page would make it, hop by hop, and judged as Chromium, Firefox and
    WebKit do.
    """
    from corsac.cli.output import environment, exit_code, look_of, renderer, write

    asked = Asked(**given)
    report = _report(asked)
    look = look_of(sys.stdout, environment(), color=asked.color, verbose=asked.verbose)
    write(renderer(asked.format).render(report, look))
    return exit_code(report, fail_on=asked.fail_on, scanner=asked.format == "sarif")


command = SectionedCommand(
    "check",
    callback=_run,
    params=list(PARAMETERS),
    help=_run.__doc__,
    epilog=_EPILOG,
    short_help="why a browser blocks a request, and what mends it",
)


def investigate(arguments: Sequence[str]) -> Report:
    """Give the report of a check, by the arguments of the command line.

    Raises:
        Mistake: An argument is wrong.
        click.ClickException: An option is.
    """
    with command.make_context("corsac check", list(arguments)) as context:
        return _report(Asked(**context.params))


def _report(asked: Asked) -> Report:
    """Ask the server what the diagnosis wants to know, and give its report."""
    from corsac.cli.cookie_notes import cookie_notes
    from corsac.cli.cookie_options import read_cookies
    from corsac.cli.page_request import question

    wanted = question(asked, read_file)
    engines = tuple(_engine(name) for name in dict.fromkeys(asked.engine or _ENGINES))
    cookies = read_cookies(asked.cookies)
    report = _drive(_diagnosis(asked, wanted, engines, cookies), _probe_options(asked))
    return replace(report, notes=(*wanted.notes, *report.notes, *cookie_notes(report, cookies)))


def _diagnosis(
    asked: Asked, wanted: Question, engines: tuple[Profile, ...], cookies: tuple[Cookies, ...]
) -> Diagnosis:
    from corsac.browser import Settings
    from corsac.browser.url import parse_url
    from corsac.diagnose.diagnosis import Diagnosis
    from corsac.diagnose.options import Options

    parsed = parse_url(wanted.request.url)
    host = parsed.host if parsed and parsed.host else ""

    def prepare(browser: Browser) -> None:
        for each in cookies:
            each.put_into(browser, host)

    options = Options(
        send=asked.send,
        budget=asked.budget,
        every_engine=bool(asked.engine),
        settings=Settings(block_third_party_cookies=asked.block_third_party_cookies),
        prepare=prepare,
    )
    return Diagnosis(wanted.request, wanted.page, engines, options)


def _drive(diagnosis: Diagnosis, options: ProbeOptions) -> Report:
    """Send what is asked for until there is a report."""
    from corsac.cli.progress import Progress
    from corsac.probe.options import OptionError
    from corsac.probe.runner import Session

    try:
        with Session(options) as session, Progress() as progress:
            while (request := diagnosis.pending) is not None:
                progress.asking(request)
                diagnosis.receive(session.send(request), time.time())
    except OptionError as error:
        raise Mistake(str(error)) from error
    report = diagnosis.report
    assert report is not None  # noqa: S101 - nothing is pending any more
    return report


def _engine(name: str) -> Profile:
    from corsac.browser import UnknownProfileError, find_profile

    try:
        return find_profile(name)
    except UnknownProfileError as error:
        known = ", ".join(error.known)
        mend = f"did you mean {error.nearest}?" if error.nearest else f"there are {known}"
        raise Mistake("--engine: no such engine", name, mend=mend) from error


def _probe_options(asked: Asked) -> ProbeOptions:
    from corsac.probe.options import OptionError, ProbeOptions, Timeouts
    from corsac.probe.resolve import Resolve

    try:
        return ProbeOptions(
            resolve=tuple(Resolve.parse(each) for each in asked.resolve),
            cacert=asked.cacert,
            insecure=asked.insecure,
            http1=asked.http1,
            timeouts=Timeouts.within(asked.timeout),
        )
    except OptionError as error:
        raise Mistake(str(error)) from error
