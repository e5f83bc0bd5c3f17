"""What `corsac demo` tells: blocked, read by a stranger, the files, mended, proven."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from corsac.browser.outcome import Verdict
from corsac.cli.language import say, spoken
from corsac.cli.mending import unified
from corsac.core.messages import WireResponse
from corsac.lab.guide.pages import OURS, THEIRS

if TYPE_CHECKING:
    from corsac.diagnose.report import Report
    from corsac.lab.guide.api import Api
    from corsac.lab.guide.visit import Saw, Visit

_COLUMN: Final = 9
_FILES: Final = ("site.conf", "settings.py")
_ASKED: Final = ("--credentials", "include")


@dataclass(frozen=True, slots=True)
class Page:
    """One page before the API: what corsac says of it, and what Chromium did with it."""

    origin: str
    report: Report
    saw: Saw | None

    @property
    def read(self) -> str | None:
        """What script reads, as corsac has it: status and body; None where it is kept away."""
        outcome = self.report.engines[0].outcome
        if outcome.verdict is not Verdict.ALLOWED or outcome.response is None:
            return None
        hop = self.report.hops[0].exchange
        answer = hop.answer if hop is not None else None
        body = answer.body if isinstance(answer, WireResponse) else b""
        return f"{outcome.response.status} {body.decode('utf-8', 'replace')}"

    @property
    def console(self) -> str | None:
        """The CORS line that corsac predicts for Chromium."""
        return next(iter(self.report.engines[0].outcome.console), None)

    @property
    def agrees(self) -> bool:
        """Whether Chromium did the same, letter by letter; also where it was not asked."""
        if self.saw is None:
            return True
        return (self.saw.read, self.saw.console) == (self.read, self.console)


def tell(api: Api) -> bool:
    """Tell the whole story; give whether everything came out as it should."""
    from corsac.lab.guide.visit import visit

    cookie = _log_in(api)
    click.echo(say("An API on this machine, as two popular guides print it: nginx before Django."))
    click.echo(say("Both let in {site}, with the cookie of the login.", site=OURS) + "\n")
    seen = visit(api)
    _introduce(seen)
    ours, theirs = _look(api, cookie, seen)
    _heading(say("Your app is blocked"))
    _show(api, ours)
    _heading(say("A page on plain http reads the user's data"))
    click.echo(
        "  " + say("Whoever owns the café's network writes what stands at {page}.", page=THEIRS)
    )
    _show(api, theirs)
    mended = _mend(api)
    api.reload()
    click.echo("  $ nginx -s reload\n")
    proven = _prove(api)
    after = visit(api)
    _heading(say("Your app reads, and the other does not"))
    good, bad = _look(api, cookie, after)
    _show(api, good)
    _show(api, bad)
    before = ours.read is None and theirs.read is not None
    now = good.read is not None and bad.read is None
    agreed = all(each.agrees for each in (ours, theirs, good, bad))
    _sum_up(seen, (ours, theirs, good, bad))
    return before and mended and proven and now and agreed


def _heading(text: str) -> None:
    click.secho(text, bold=True)


def _label(template: str) -> str:
    """Give a label in its column."""
    from corsac.render.cells import cells

    text = say(template)
    return text + " " * max(_COLUMN - cells(text), 0)


def _introduce(seen: Visit | None) -> None:
    """Say who is going to be asked besides corsac."""
    if seen is None:
        text = say("No Chromium is installed (apt-get install chromium): its model speaks alone.")
    elif seen.trouble:
        text = f"{seen.version}: {spoken().say(seen.trouble)}"
    else:
        text = say("{browser} opens the same pages, and has to agree.", browser=seen.version)
    click.echo(text + "\n")


def _log_in(api: Api) -> str:
    """Log in, as the user did; give the cookie with its attributes."""
    from corsac.core.messages import WireRequest
    from corsac.probe.options import ProbeOptions
    from corsac.probe.resolve import Resolve
    from corsac.probe.runner import Session

    _, resolve, _, trusted = api.connection
    options = ProbeOptions(resolve=(Resolve.parse(resolve),), cacert=trusted)
    with Session(options) as session:
        answer = session.send(WireRequest("GET", api.login)).answer
    cookie = answer.headers.get("Set-Cookie") if isinstance(answer, WireResponse) else None
    return cookie or "sessionid=none"


def _look(api: Api, cookie: str, seen: Visit | None) -> tuple[Page, Page]:
    """Check both pages; put what Chromium did beside it."""
    from corsac.cli.check import investigate

    def page(origin: str, saw: Saw | None) -> Page:
        """Check one page."""
        given = [api.url, "--origin", origin, *_ASKED, "--cookie", cookie, *api.connection]
        return Page(origin, investigate(given), saw)

    ours, theirs = (seen.ours, seen.theirs) if seen else (None, None)
    return page(OURS, ours), page(THEIRS, theirs)


def _show(api: Api, page: Page) -> None:
    """Say in a few lines what became of a page."""
    label = spoken().label
    command = ["corsac", "check", api.url, "--origin", page.origin, *_ASKED]
    click.echo(f"  $ {shlex.join(command)}")
    if page.read is not None:
        click.echo(f"  {_label('reads')} {page.read}")
    elif page.report.findings:
        first = page.report.findings[0]
        code = click.style(first.code, fg="red")
        click.echo(f"  {_label('cause')} {code} {label(first.rule.title)}")
        for note in first.notes[:1]:
            click.echo(f"  {' ' * _COLUMN} {spoken().say(note)}")
    if page.console:
        click.echo(f"  {_label('console')} {page.console}")
    if page.saw is not None:
        click.echo(f"  {_label('Chromium')} {_compared(page, page.saw)}")
    click.echo()


def _compared(page: Page, saw: Saw) -> str:
    if not page.agrees:
        did = saw.read or saw.console or say("(no CORS line)")
        return click.style(say("does otherwise: {did}", did=did), fg="red")
    same = say("prints the same line") if page.read is None else say("reads the same")
    return click.style(same, fg="green")


def _mend(api: Api) -> bool:
    """Find the files' defects, show the change, and make it; whether nothing is left."""
    from corsac.targets.defects import examine
    from corsac.targets.defects.edits import mend
    from corsac.targets.defects.source import Source, kind_of

    _heading(say("What is wrong in the files, and the mend"))
    click.echo(f"  $ corsac lint --fix {' '.join(_FILES)}")
    left = 0
    for name in _FILES:
        text = (api.folder / name).read_text("utf-8")
        kind = kind_of(name, text)
        assert kind is not None  # noqa: S101 - the demo's own two files
        source = Source(name, text, kind)
        for finding in examine(source):
            line = finding.span.line if finding.span else 1
            place = f"{name}:{line}"
            click.echo(f"  {place:13} {finding.code} {spoken().label(finding.rule.title)}")
        made = mend(source, examine)
        left += len(made.left)
        (api.folder / name).write_text(made.source.text, "utf-8")
        _show_change(name, text, made.source.text)
    return left == 0


def _show_change(name: str, old: str, new: str) -> None:
    lines = unified(name, old, new, 1).splitlines()
    colours = {"+": "green", "-": "red"}
    shown = [f"    {click.style(line, fg=colours.get(line[:1]))}" for line in lines]
    if shown:
        click.echo("\n" + "\n".join(shown) + "\n")


def _prove(api: Api) -> bool:
    """Try the policy that the guides mean on the API; whether it holds."""
    from corsac.cli.verify import verification
    from corsac.diagnose.verify.report import Outcome, Verdict

    policy = api.folder / "policy.toml"
    _heading(say("Proven, on the running API"))
    click.echo(f"  $ corsac verify {api.url} --policy policy.toml")
    done = verification([api.url, "--policy", str(policy), *api.connection])
    passed = done.verdict is Verdict.PASSED
    counted = say(
        "{passed} checks passed, {requests} requests sent",
        passed=done.count(Outcome.PASSED),
        requests=done.budget[0],
    )
    verdict = say("PASSED") if passed else say("FAILED")
    click.echo(f"  {click.style(verdict, fg='green' if passed else 'red')}  {counted}")
    for finding in done.findings:
        click.echo(f"  {finding.code} {spoken().label(finding.rule.title)}")
    click.echo()
    return passed


def _sum_up(seen: Visit | None, pages: tuple[Page, ...]) -> None:
    _heading(say("In short"))
    before, after = pages[:2], pages[2:]
    for title, (ours, theirs) in ((say("before"), before), (say("after"), after)):
        states = (
            f"{each.origin} {say('reads') if each.read is not None else say('is blocked')}"
            for each in (ours, theirs)
        )
        click.echo(f"  {title}: " + ", ".join(states))
    if seen is not None and not seen.trouble:
        agreed = sum(each.agrees for each in pages)
        click.echo(
            "  "
            + say(
                "{browser} agrees on {agreed} of {of}, line by line",
                browser=seen.version,
                agreed=agreed,
                of=len(pages),
            )
        )
    sys.stdout.flush()
