"""A cause on a system: run broken, asked by `check`, mended in each way, and run again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from corsac.cli.check import investigate
from corsac.core.findings import Severity
from corsac.policy import Policy
from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Source, kind_of
from corsac.targets.export import Address, Options, export
from corsac.targets.exports import BY_NAME
from tests.redgreen.by_hand import NotHere
from tests.redgreen.causes import ORIGIN
from tests.redgreen.hosts import Job, hosted, quiet_port
from tests.redgreen.proxies import configuration
from tests.targets.layers import at
from tests.targets.real import upstream
from tests.targets.systems import running

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from corsac.core.findings import Finding
    from corsac.diagnose.report import Report
    from tests.redgreen.applications import Application
    from tests.redgreen.causes import Cause
    from tests.redgreen.proxies import Proxy

POLICY: Final = Policy(
    allow_origins=[ORIGIN],
    allow_methods=["GET", "PUT"],
    allow_headers=["Authorization", "Content-Type", "X-Trace"],
    expose_headers=["X-Total-Count"],
    allow_credentials=True,
)
#: The remark on headers that script can't read: a request that passes has others too.
UNEXPOSED: Final = "CORS106"
#: Why `lint` mends nothing.
UNSEEN: Final = "it is not mended yet"
UNSHOWN: Final = "one file alone doesn't show it"
_LOUD: Final = (Severity.ERROR, Severity.WARNING)


@dataclass(slots=True)
class Trial:
    """A cause that runs: `urls` by way, `broken` among them; `gaps` say why a way is not there.

    `report` is what `check` said of the broken one; `files` are those that each way wrote.
    """

    cause: Cause
    urls: dict[str, str] = field(default_factory=dict[str, str])
    gaps: dict[str, str] = field(default_factory=dict[str, str])
    files: dict[str, tuple[Source, ...]] = field(default_factory=dict[str, tuple[Source, ...]])
    report: Report | None = None

    @property
    def code(self) -> str:
        """What `check` found first; empty where it found nothing."""
        found = self.report.findings if self.report else ()
        return found[0].rule.code if found else ""

    @property
    def line(self) -> str:
        """The console line that `check` printed; empty where there is none."""
        said = self.report.engines[0].outcome.console if self.report else ()
        return said[0] if said else ""


def asked(url: str, cause: Cause, *files: Path) -> Report:
    """Check a cause's request at a server, with files of its."""
    named = [f"--files={each}" for each in files]
    return investigate([url + cause.path, "--origin", ORIGIN, *cause.arguments, *named])


def loud(findings: Sequence[Finding]) -> set[str]:
    """Give the codes of findings above info."""
    return {each.rule.code for each in findings if each.rule.severity in _LOUD}


def source(name: str, text: str) -> Source:
    """Make a file for `lint`, which is told the allowed origin."""
    kind = kind_of(name, text)
    assert kind is not None
    return Source(name, text, kind, (ORIGIN,))


def sources(files: Mapping[str, str]) -> tuple[Source, ...]:
    """Make files for `lint`, of those that it knows."""
    known = [(name, text) for name, text in files.items() if kind_of(name, text)]
    return tuple(source(*each) for each in known)


def printed(trial: Trial, layer: str) -> str | NotHere:
    """Give the snippet that `check` printed for a system, or say why there is none.

    `layer` has the names that the system goes by.
    """
    assert trial.report is not None
    found = trial.report.findings
    if trial.cause.reads:
        found = tuple(each for each in found if each.rule.code == UNEXPOSED)
    fixes = [fix for each in found for fix in each.fixes]
    own = [fix for fix in fixes if fix.system in layer.split()]
    snippet = next((fix.snippet for fix in own if fix.snippet), "")
    if snippet:
        return snippet
    if trial.cause.leak:
        return NotHere("the request passes: strangers are for `verify` and `lint`")
    if own:
        return NotHere("nothing to paste: it says where the answer has to come from")
    if any(fix.language == "http" for fix in fixes):
        return NotHere("it doesn't show what it is: the header lines are printed")
    return NotHere("nothing to paste")


def linted(trial: Trial, before: Source) -> str | NotHere:
    """Give what `lint --fix --unsafe-fixes` makes of the wrong file, or say why nothing."""
    after = mend(before, examine, unsafe=True).source
    left = [each for each in examine(after) if each.rule.severity in _LOUD]
    if after.text != before.text:
        known = any(fix.edits for each in left for fix in each.fixes)
        kept = f"{' '.join(sorted(loud(left)))} stays: no edit is known for it"
        return after.text if known or not left else NotHere(kept)
    found = " ".join(sorted({each.rule.code for each in examine(before)}))
    if found:
        return NotHere(f"{found} is found, and no edit known" if trial.cause.shown else UNSHOWN)
    return NotHere(UNSEEN if trial.cause.shown else UNSHOWN)


def _settle(trial: Trial, way: str, text: str | NotHere) -> str | None:
    if isinstance(text, NotHere):
        trial.gaps[way] = text.reason
        return None
    return text


class Applications:
    """Runs the trials of one framework; servers with the same files are run once."""

    def __init__(self, system: Application, folder: Path, stack: contextlib.ExitStack) -> None:
        self.system = system
        self.folder = folder
        self.stack = stack
        self.jobs: dict[tuple[tuple[str, str], ...], Job] = {}
        self.broken: dict[str, Job] = {}
        self.homes = 0

    def run(self, causes: Sequence[Cause]) -> list[Trial]:
        """Run all of them; they end with the stack."""
        trials = [Trial(cause) for cause in causes]
        for trial in trials:
            trial.urls["broken"] = self._url(trial, None, "")
        self._start("broken")
        mended = [(trial, way) for trial in trials for way in self._ways(trial)]
        for trial, way in mended:
            trial.urls[way[0]] = self._url(trial, way[1], way[0])
        self._start("mended")
        return trials

    def _start(self, name: str) -> None:
        home = self.folder / name
        home.mkdir()
        jobs = list(self.jobs.values())
        self.jobs = {}
        self.stack.enter_context(hosted(self.system.language, jobs, home))

    def _ways(self, trial: Trial) -> list[tuple[str, str]]:
        name = self.system.linted
        files = [self.broken[trial.cause.name].folder / name] if self.system.told else []
        trial.report = asked(trial.urls["broken"], trial.cause, *files)
        text = self.system.written(trial.cause, 8080, self.system.alone)[name]
        found = {
            "check": printed(trial, self.system.layer),
            "lint": linted(trial, source(name, text)),
            "export": "" if self.system.target else NotHere("there is no export for it"),
        }
        kept = [(way, _settle(trial, way, text)) for way, text in found.items()]
        return [(way, text) for way, text in kept if text is not None]

    def _url(self, trial: Trial, text: str | None, way: str) -> str:
        """Write a server's files and give its URL; it runs after the next start."""
        system, cause = self.system, trial.cause
        files = self._files(cause, text, way, 8080)
        # Each broken one has its own address, which tells the console's lines apart.
        told = ("way", way if way == "export" else "" if way else cause.name)
        key = (*sorted(files.items()), told)
        if way:
            trial.files[way] = sources(files)
        if key not in self.jobs:
            port = quiet_port()
            self.homes += 1
            home = self.folder / str(self.homes)
            home.mkdir()
            for name, content in self._files(cause, text, way, port).items():
                (home / name).write_text(content)
            how = system.exported if way == "export" else system.alone
            arguments = tuple(each.replace("%PORT%", str(port)) for each in how.arguments)
            self.jobs[key] = Job(home, arguments, port)
            self.broken.setdefault(cause.name, self.jobs[key])
        return f"http://127.0.0.1:{self.jobs[key].port}"

    def _files(self, cause: Cause, text: str | None, way: str, port: int) -> dict[str, str]:
        system = self.system
        if way == "export":
            options = Options(full=True, listen=Address("127.0.0.1", port))
            made = export(BY_NAME[system.target], POLICY, options)
            own = {each.name: each.text for each in made.files}
            return system.written(cause, port, system.exported, "") | own
        if way == "lint":
            assert text is not None
            files = system.written(cause, port, system.alone)
            return files | {system.linted: text.replace("8080", str(port))}
        return system.written(cause, port, system.alone, text)


class Proxies:
    """Runs the trials of one proxy."""

    def __init__(self, system: Proxy, folder: Path, stack: contextlib.ExitStack) -> None:
        self.system = system
        self.folder = folder
        self.stack = stack

    def run(self, causes: Sequence[Cause]) -> list[Trial]:
        """Run all of them; they end with the stack."""
        return [self._trial(cause, number) for number, cause in enumerate(causes)]

    def _home(self, *names: object) -> Path:
        home = self.folder / "-".join(map(str, names))
        home.mkdir()
        return home

    def _trial(self, cause: Cause, number: int) -> Trial:
        system, trial = self.system, Trial(cause)
        app = system.behind(cause)
        behind = self.stack.enter_context(upstream(app))
        text = None
        if system.whole is None:
            home = self._home(number, "broken")
            trial.urls["broken"] = self.stack.enter_context(system.start(home, app=app))
        else:
            text = self._whole(trial, "broken", number, behind)
        trial.report = asked(trial.urls["broken"], cause)
        fix = _settle(trial, "check", printed(trial, system.layer))
        if fix is not None:
            home = self._home(number, "check")
            trial.urls["check"] = self.stack.enter_context(system.start(home, fix, app=app))
            written = [each for each in home.iterdir() if each.name == system.file]
            trial.files["check"] = sources({each.name: each.read_text() for each in written})
        if text is None:
            trial.gaps["lint"] = "the fault is behind, not in its file"
        else:
            mended = _settle(trial, "lint", linted(trial, source(system.file, text)))
            if mended is not None:
                self._whole(trial, "lint", number, behind, mended)
        home = self._home(number, "export")
        options = Options(upstream=at(behind))
        url, made = self.stack.enter_context(running(system.layer, home, options, POLICY))
        trial.urls["export"] = url
        trial.files["export"] = sources({each.name: each.text for each in made.files})
        return trial

    def _whole(
        self, trial: Trial, way: str, number: int, behind: int, mended: str | None = None
    ) -> str:
        """Start it with a whole file; give the file's text, with a port that is replaced."""
        system = self.system
        assert system.whole is not None
        port, home = quiet_port(), self._home(number, way)
        old = self.folder / f"{number}-broken"
        text = mended or configuration(system, trial.cause, old, 8080, behind)
        own = text.replace(str(old), str(home)).replace("127.0.0.1:8080", f"127.0.0.1:{port}")
        (home / system.file).write_text(own)
        trial.files[way] = (source(system.file, own),)
        trial.urls[way] = self.stack.enter_context(system.whole(home, port))
        return text
