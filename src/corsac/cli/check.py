"""`corsac check`: why a browser blocks a request, and what mends it."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from importlib import import_module
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any

import click

from corsac.cli.check_options import PARAMETERS, VARIABLES, Asked, read_file
from corsac.cli.exits import Exit
from corsac.cli.mistake import Mistake
from corsac.cli.request_words import RequestCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.browser import Browser, Profile
    from corsac.cli.cookie_options import Cookies
    from corsac.cli.files_behind import Repeatable
    from corsac.cli.page_request import Question
    from corsac.cli.pasted import Unfolded
    from corsac.cli.recorded import Recorded
    from corsac.diagnose.diagnosis import Diagnosis
    from corsac.diagnose.options import Options
    from corsac.diagnose.report import Report
    from corsac.probe.options import ProbeOptions
    from corsac.render.look import Look

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
  corsac check curl 'https://api.example/items' -H 'Origin: https://app.example'
  pbpaste | corsac check - --offline        what DevTools copied, as cURL or fetch
"""


def _run(**given: Any) -> int:  # noqa: ANN401 - click hands over what it read
    """Say why a browser blocks a request to URL, whose fault that is, and what mends it.

    The request is made as a page would make it, hop by hop, and judged as Chromium, Firefox and
    WebKit do. In place of URL may stand what DevTools copies: a curl command, or a fetch() call in
    quotes; @FILE and - read it from a file and from standard input.
    """
    from corsac.cli.output import environment, exit_code, look_of, renderer, write

    asked = Asked(**given)
    if asked.url is None and asked.har is None:
        raise click.MissingParameter(param_hint="'URL'", param_type="argument")
    look = look_of(
        sys.stdout, environment(), color=asked.color, verbose=asked.verbose, form=asked.format
    )

    def show(report: Report) -> None:
        """Print a report in the form that was asked for."""
        if asked.diagram is None:
            write(renderer(asked.format).render(report, look))
        else:
            write(getattr(import_module("corsac.render.diagram"), asked.diagram)(report, look))

    check = _repeatable(asked)
    if asked.watch:
        report = _watch(asked, check, show, look)
    else:
        report = check.make()
        show(report)
        check.mend(report.findings, aside=_aside(asked))
    if asked.offline:
        return Exit.FOUND if report.verdict == "blocked" else Exit.OK
    return exit_code(report, fail_on=asked.fail_on, scanner=asked.format == "sarif")


def _aside(asked: Asked) -> bool:
    """Tell whether standard output is no place for more than the answer."""
    return asked.format != "text" or asked.diagram is not None


def _watch(
    asked: Asked, check: Repeatable[Report], show: Callable[[Report], None], look: Look
) -> Report:
    from corsac.cli.watch import REPORTS, watch

    if asked.offline or asked.har is not None:
        raise Mistake("--watch waits for a server, which --offline and --har never ask")
    if asked.diagram is None and asked.format != "text":
        raise Mistake("--watch shows text alone", mend="leave --format out")
    return watch(
        check.make,
        show,
        look,
        every=asked.interval,
        limit=asked.watch_for,
        sleep=check.sleep,
        kind=REPORTS,
        mend=lambda report: check.mend(report.findings, aside=_aside(asked)),
    )


command = RequestCommand(
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


def report_of(recorded: Recorded) -> Report:
    """Diagnose a recorded request, with the usual options.

    Raises:
        Mistake: It is none that a page can make.
    """
    from corsac.cli.pasted import recorded_request

    with command.make_context("corsac check", ["--har", "-"]) as context:
        return _repeated(recorded_request(Asked(**context.params), recorded)).make()


def _report(asked: Asked) -> Report:
    """Ask the server what the diagnosis wants to know, and give its report."""
    return _repeatable(asked).make()


def _repeatable(asked: Asked) -> Repeatable[Report]:
    """Read what was asked, once; give what makes a report of it, each time anew."""
    from corsac.cli.pasted import unfold

    return _repeated(unfold(asked, read_file))


def _repeated(unfolded: Unfolded) -> Repeatable[Report]:
    from corsac.cli.cookie_notes import cookie_notes
    from corsac.cli.cookie_options import read_cookies
    from corsac.cli.files_behind import Repeatable, Seen, files_behind
    from corsac.cli.network import probe_options
    from corsac.cli.page_request import question

    asked = unfolded.asked
    wanted = question(asked, read_file)
    wanted = replace(
        wanted,
        request=unfolded.finish(wanted.request),
        notes=(*unfolded.notes, *wanted.notes),
    )
    engines = tuple(_engine(name) for name in dict.fromkeys(asked.engine or _ENGINES))
    cookies = read_cookies(asked.cookies)
    options = _options(asked, wanted, cookies)
    network = probe_options(asked)
    behind = files_behind(asked)
    silent = asked.offline or unfolded.recorded is not None
    if silent and behind is not None and behind.asks:
        raise Mistake("--via asks an address, and --offline and --har send nothing")

    def check() -> Report:
        """Check once."""
        from corsac.diagnose.diagnosis import Diagnosis
        from corsac.diagnose.offline import rehearse

        if unfolded.recorded is not None:
            from corsac.diagnose.recorded import Recording, replay

            recording = Recording(unfolded.recorded.entries)
            report = replay(wanted.request, wanted.page, engines, recording, options)
        elif asked.offline:
            report = rehearse(wanted.request, wanted.page, engines, options)
        else:
            report = _drive(Diagnosis(wanted.request, wanted.page, engines, options), network)
        notes = (*wanted.notes, *report.notes, *cookie_notes(report, cookies))
        if behind is None:
            return replace(report, notes=notes)
        seen = Seen(report.findings, report.exchanges, report.request.url, (report.origin,))
        findings = behind.point(seen, None if silent else network)
        return replace(report, notes=notes, findings=findings)

    return Repeatable(check, behind)


def _options(asked: Asked, wanted: Question, cookies: tuple[Cookies, ...]) -> Options:
    from corsac.browser import Settings
    from corsac.browser.url import parse_url
    from corsac.diagnose.options import Options

    parsed = parse_url(wanted.request.url)
    host = parsed.host if parsed and parsed.host else ""

    def prepare(browser: Browser) -> None:
        """Fill a new browser's jar."""
        for each in cookies:
            each.put_into(browser, host)

    return Options(
        send=asked.send,
        budget=asked.budget,
        every_engine=bool(asked.engine),
        settings=Settings(block_third_party_cookies=asked.block_third_party_cookies),
        prepare=prepare,
    )


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
        raise Mistake(error.text) from error
    report = diagnosis.report
    assert report is not None  # noqa: S101 - nothing is pending any more
    return report


def _engine(name: str) -> Profile:
    from corsac.browser import UnknownProfileError, find_profile

    try:
        return find_profile(name)
    except UnknownProfileError as error:
        known = ", ".join(error.known)
        mend = "did you mean {nearest}?" if error.nearest else "there are {known}"
        raise Mistake(
            "--engine: no such engine", name, mend=mend, nearest=error.nearest, known=known
        ) from error
