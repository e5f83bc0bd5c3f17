"""The answering system's own files: read, held against the findings, mended, watched."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

import click

from corsac.cli.language import say
from corsac.cli.mending import Wanted, all_examined, diff_of, write_back
from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corsac.cli.mending import Done, Examine
    from corsac.cli.sources import Read
    from corsac.core.findings import Finding, Fix
    from corsac.core.messages import Exchange
    from corsac.diagnose.files.across import Heard
    from corsac.diagnose.files.layers import Layer, Named
    from corsac.probe.options import ProbeOptions
    from corsac.targets.defects.source import Source
    from corsac.targets.said import Ask, Said

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
#: So many requests are sent to each layer's own address.
_MOST: Final = 8
_GLANCE: Final = 0.1  # seconds between two looks at the files
#: After a change: so many waits of so many seconds.
_TIMES, _SHORT = 5, 1.0


class Asked(Protocol):
    """What was typed of the options that are about files."""

    @property
    def files(self) -> tuple[str, ...]:
        """Files and folders."""
        ...

    @property
    def via(self) -> tuple[str, ...]:
        """Layers, from the browser inwards."""
        ...

    @property
    def fix(self) -> bool:
        """Whether the files are to be mended."""
        ...

    @property
    def diff(self) -> bool:
        """Whether the mends are to be shown."""
        ...

    @property
    def unsafe_fixes(self) -> bool:
        """Whether mends that need a look count too."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in answers: findings, the exchanges that they count, the URL asked for.

    `origins` are for mends that have to name some; `granted` is what a policy allows, by field.
    """

    findings: tuple[Finding, ...]
    exchanges: tuple[Exchange, ...]
    url: str
    origins: tuple[str, ...] = ()
    granted: Mapping[str, tuple[str, ...]] | None = None


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Repeatable(Generic[Made]):
    """What can be asked again and again, and the files that are held against what comes of it."""

    make: Callable[[], Made]
    behind: FilesBehind | None = None

    def mend(self, findings: Sequence[Finding], *, aside: bool) -> None:
        """Mend the files, or show how, where that is wanted; `aside` as `FilesBehind` has it.

        Raises:
            Mistake: A file can't be written.
        """
        if self.behind is not None:
            self.behind.mend(findings, aside=aside)

    def sleep(self, seconds: float) -> None:
        """Wait, and no longer than until one of the files is another."""
        if self.behind is not None:
            self.behind.sleep(seconds)
        else:
            time.sleep(seconds)


class FilesBehind:
    """The files that were named, and what is wanted of them; they are read anew at each look."""

    def __init__(self, files: Sequence[str], named: Sequence[Named], wanted: Wanted) -> None:
        """Note what was named."""
        self._files = tuple(files)
        self._named = tuple(named)
        self._done: list[Done] = []
        self._seen: list[tuple[int, int] | None] = []
        self._soon = 0
        self.wanted = wanted

    def point(self, seen: Seen, network: ProbeOptions | None) -> tuple[Finding, ...]:
        """Give the findings with the lines that made them.

        Args:
            seen: What was found.
            network: How layers are asked at their own addresses; None where nothing may be sent.

        Raises:
            Mistake: A file can't be read.
        """
        from corsac.diagnose.files.layers import File, arrange
        from corsac.diagnose.files.point import Files, pointed

        self._done = self._examined(seen.origins)
        self._seen = _stamps(self.paths)
        files = [File(each.source, each.left) for each in self._done]
        layers = arrange(files, self._named)
        heard = {} if network is None else _hear(seen, layers, network)
        told = Files(layers, _reader(), heard, seen.granted)
        return pointed(seen.findings, seen.exchanges, told)

    def _examined(self, origins: tuple[str, ...]) -> list[Done]:
        from corsac.cli.sources import Asked as Reading
        from corsac.cli.sources import read_all

        usable = tuple(each for each in origins if each not in {"*", "null"})
        reads = read_all(self._files, "-", Reading(origins=usable))
        done, whole = all_examined(reads, Wanted(), self._files)
        if not whole:
            raise Mistake("a file of --files can't be read", mend="mend it, or leave it out")
        return done

    @property
    def asks(self) -> bool:
        """Whether a layer is to be asked at an address of its own."""
        return any(each.address for each in self._named)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were read last, and what they include."""
        from corsac.targets.defects.edits import files_of

        names = (name for each in self._done for name in files_of(each.read.source))
        return tuple(dict.fromkeys(map(Path, names)))

    def mend(self, findings: Sequence[Finding], *, aside: bool) -> None:
        """Show the mends of what made the findings, and write them where that is wanted.

        Args:
            findings: What `point` gave.
            aside: Whether standard output is a program's, and this goes to standard error.

        Raises:
            Mistake: A file can't be written.
        """
        from corsac.cli.output import write

        if not self.wanted.mends:
            return
        changed = [each for each in self._mended(findings) if each.changed]
        diff = diff_of(changed)
        if aside:
            click.echo(diff, err=True, nl=False)
        else:
            write(f"\n{diff}" if diff else "")
        if not changed:
            click.echo(_nothing(findings), err=True)
        elif self.wanted.fix:
            write_back(changed)
            names = ", ".join(each.read.source.name for each in changed)
            text = say("mended: {files}; let the server read it again, then ask again", files=names)
            click.echo(text, err=True)

    def _mended(self, findings: Sequence[Finding]) -> list[Done]:
        known = {each.read.source.name: each for each in self._done}

        def by(read: Read) -> Examine:
            """Make what finds what is to be mended in a file."""
            return _explaining(known[read.source.name], findings)

        reads = [each.read for each in self._done]
        return all_examined(reads, self.wanted, self._files, by)[0]

    def sleep(self, seconds: float) -> None:
        """Wait, and no longer than until one of the files is another than it was read.

        A server takes a moment to read it: the next few waits are short.
        """
        end = time.monotonic() + (min(seconds, _SHORT) if self._soon else seconds)
        self._soon = max(self._soon - 1, 0)
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(_GLANCE, left))
            if _stamps(self.paths) != self._seen:
                self._soon = _TIMES
                return


def files_behind(asked: Asked) -> FilesBehind | None:
    """Read the options; None where none of them was given.

    Raises:
        Mistake: They do not go together.
    """
    wanted = Wanted(asked.fix, asked.diff, asked.unsafe_fixes)
    named = tuple(_named(asked.via))
    files = tuple(dict.fromkeys((*asked.files, *(x for each in named for x in each.files))))
    if wanted.mends and not files:
        option = "--fix" if asked.fix else "--diff"
        raise Mistake(
            "{option} of which files?", mend="name them: --files site.conf", option=option
        )
    if named and not files and not any(each.address for each in named):
        raise Mistake(
            "--via names what answers, and nothing is known of it",
            mend="add --files site.conf, or an address: app=http://127.0.0.1:8000",
        )
    if "-" in files:
        raise Mistake("--files reads files and folders", "-", mend="name the file")
    return FilesBehind(files, named, wanted) if files or named else None


def _named(via: Sequence[str]) -> Iterator[Named]:
    """Read `edge,app=settings.py,http://127.0.0.1:8000`; what has the same name is one."""
    from corsac.diagnose.files.layers import Named

    found: dict[str, Named] = {}
    for part in (x.strip() for text in via for x in text.split(",")):
        name, equals, rest = part.partition("=")
        if not equals or "://" in name:
            name, rest = part, part if "://" in part else ""
        if not name or (equals and not rest):
            raise Mistake(
                "--via: not a layer", part or ",".join(via), mend="write nginx,app=settings.py"
            )
        address = _address(rest) if "://" in rest else ""
        if name == rest:
            name = address.partition("://")[2].partition("/")[0]
        known = found.get(name, Named(name))
        files = (*known.files, rest) if rest and not address else known.files
        found[name] = Named(name, files, address or known.address)
    yield from found.values()


def _address(text: str) -> str:
    from corsac.browser.url import parse_url

    parsed = parse_url(text)
    if parsed is None or parsed.scheme not in {"http", "https"} or parsed.includes_credentials:
        raise Mistake(
            "--via: not the address of a server", text, mend="write http://127.0.0.1:8000"
        )
    return parsed.href


def _reader() -> Callable[[Source, Ask], Said]:
    """Make what reads a file for a request, each once."""
    from corsac.targets.said import Said, said

    known: dict[tuple[str, Ask], Said] = {}

    def read(source: Source, ask: Ask) -> Said:
        """Read a file for a request; nothing where its language has no such reader."""
        key = (source.name, ask)
        if key not in known:
            try:
                known[key] = said(source, ask)
            except ValueError:
                known[key] = Said()  # it was said when the file was examined
        return known[key]

    return read


def _hear(
    seen: Seen, layers: Sequence[Layer], network: ProbeOptions
) -> dict[int, tuple[Heard, ...]]:
    """Ask the layers that have an address the requests that something was found in."""
    from corsac.browser.url import parse_url
    from corsac.diagnose.files.across import Heard, inner_url
    from corsac.probe.runner import Session

    inner = [each for each in layers if each.address]
    if not inner:
        return {}
    parsed = parse_url(seen.url)
    front = layers[0].name if not layers[0].address else parsed.authority if parsed else seen.url
    places = dict.fromkeys(x.where.exchange for x in seen.findings if x.where is not None)
    asked = [
        at
        for at in places
        if at < len(seen.exchanges)
        and seen.exchanges[at].request.method in _SAFE
        and seen.exchanges[at].request.url.startswith("http")
    ]
    heard: dict[int, tuple[Heard, ...]] = {}
    with Session(network) as session:
        for at in asked[:_MOST]:
            exchange = seen.exchanges[at]
            own = [
                replace(exchange.request, url=inner_url(exchange.request.url, each.address))
                for each in inner
            ]
            answers = [session.send(each).answer for each in own]
            behind = (Heard(x.name, answer) for x, answer in zip(inner, answers, strict=True))
            heard[at] = (Heard(front, exchange.answer), *behind)
    return heard


def _explaining(done: Done, findings: Sequence[Finding]) -> Examine:
    """Make what finds, of a file's defects, those that made the findings, and what is to be added.

    At first they are told by their places. A mend moves what stands below it, and may leave more
    to mend on the lines that it wrote: later they are told by those, and by lines that the file
    has once.
    """
    from corsac.targets.defects import examine
    from corsac.targets.defects.edits import files_of

    first = files_of(done.read.source)
    had = {
        name: Counter(x.strip() for x in each.text.replace("\t", " ").splitlines())
        for name, each in first.items()
    }
    marked = {
        (each.code, each.span): each.line.strip()
        for finding in findings
        for each in finding.culprits
        if each.code
    }
    lines = {(code, span.file, line) for (code, span), line in marked.items()}
    codes = {(code, span.file) for code, span in marked}
    added = tuple(_added(done, findings))

    def find(source: Source) -> tuple[Finding, ...]:
        """Find what is to be mended."""
        files = files_of(source)
        if all(each.text == first[name].text for name, each in files.items()):
            return (*(x for x in examine(source) if (x.code, x.span) in marked), *added)
        found: list[Finding] = []
        for each in examine(source):
            span = each.span
            if span is None or (each.code, span.file) not in codes:
                continue
            line = files[span.file].line(span.line).replace("\t", " ").strip()
            times = had[span.file][line]
            if not times or (times == 1 and (each.code, span.file, line) in lines):
                found.append(each)
        return tuple(found)

    return find


def _added(done: Done, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Give what the findings add to a file's lists, each as a finding of its own."""
    own = {fix for each in done.left for fix in each.fixes}
    told: set[Fix] = set()
    for finding in findings:
        for fix in finding.fixes:
            here = bool(fix.edits) and fix.edits[0].span.file == done.read.source.name
            if here and fix not in own and fix not in told:
                told.add(fix)
                yield replace(finding, fixes=(fix,))


def _nothing(findings: Sequence[Finding]) -> str:
    """Say why nothing was mended."""
    if not findings:
        return say("nothing to mend: nothing was found")
    fixes = [fix for each in findings for fix in each.fixes if fix.edits]
    if any(not fix.safe for fix in fixes):
        return say("what would mend it needs a look: --diff --unsafe-fixes shows it")
    return say("nothing in these files that can be mended by itself explains what was found")


def _stamps(paths: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Give what tells whether files are the same: time and size; None for one that is gone."""
    found: list[tuple[int, int] | None] = []
    for each in paths:
        try:
            stat = each.stat()
            found.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            found.append(None)
    return found
