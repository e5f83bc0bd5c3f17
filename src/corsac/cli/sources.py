"""The files that `lint` is given: found, read within limits, told apart, includes resolved."""

from __future__ import annotations

import glob
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corsac.cli.mistake import Mistake
from corsac.cli.packages import packages_around
from corsac.cli.paths import is_file, is_folder, is_there
from corsac.targets.defects.edits import files_of
from corsac.targets.defects.source import NEIGHBOURS, Kind, Source, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: No file that people write is larger, in bytes; nor has a project more files.
LARGEST: Final = 2_000_000
MOST: Final = 50_000
#: How many files may be included in all, by one line of it, and how deep.
_INCLUDED, _INCLUDES, _DEPTH = 2_000, 200, 8
#: How many parts of a path two files of one machine share (`/etc`), and how many folders around a
#: file are looked through for one that it includes.
_SHARED, _AROUND = 2, 2
_GIT_SECONDS: Final = 60
_SKIPPED: Final = frozenset(
    {"node_modules", "bower_components", "vendor", "dist", "build", "__pycache__", "venv"}
)
_INCLUDE: Final = re.compile(
    r"(?:^|[;{}])[ \t]*include[ \t]+[\"']?([^;\"'\n]+)[\"']?[ \t]*;", re.MULTILINE
)
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Asked:
    """How files are to be read: as what (None: as they look), and what the user allows."""

    kind: Kind | None = None
    origins: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read; `marked` where it began with a byte order mark, which is not text."""

    source: Source
    path: Path | None
    marked: bool = False

    def bytes_of(self, text: str) -> bytes:
        """Give the bytes of a new text of it."""
        return ((_BOM if self.marked else "") + text).encode("utf-8")


def read_all(names: Sequence[str], stdin_name: str, asked: Asked) -> Iterator[Read]:
    """Read the files that were named, those of folders among them.

    Args:
        names: Paths; `-` is standard input.
        stdin_name: What standard input is called.
        asked: How they are read.

    Raises:
        Mistake: One of the named files can't be read, or can't be told what it is.
    """
    for name in names:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
            yield _made(data, stdin_name, asked, None)
        elif is_folder(Path(name)):
            yield from _folder(Path(name), asked)
        else:
            path = Path(name)
            yield _made(_bytes(path), name, asked, path)


def _bytes(path: Path) -> bytes:
    try:
        if not is_file(path) and is_there(path):
            raise Mistake(
                "{file} is not a file", mend="name a file, a folder, or - for stdin", file=path
            )
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Mistake("can't read {file}: {reason}", file=path, reason=error.strerror) from None


def _text(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise Mistake(
            "{file} is larger than {largest} bytes: no configuration is",
            file=name,
            largest=LARGEST,
        )
    if b"\0" in data:
        raise Mistake("{file} is not text: it has a zero byte", file=name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Mistake("{file} is not UTF-8, at byte {byte}", file=name, byte=error.start) from None


def _made(data: bytes, name: str, asked: Asked, path: Path | None) -> Read:
    text = _text(data, name)
    marked = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    kind = asked.kind or kind_of(name, text)
    if kind is None:
        kinds = ", ".join(Kind)
        mend = "say it: --as KIND, one of {kinds}"
        if path is None:
            mend = "say it: --as KIND, one of {kinds}; or --stdin-filename NAME"
        raise Mistake("can't tell what {file} is written in", mend=mend, file=name, kinds=kinds)
    source = Source(name, text, kind, asked.origins, methods=asked.methods)
    if path is not None:
        around = packages_around(path.parent)
        source = replace(source, beside=_beside(path.parent), packages=around)
    if kind is Kind.NGINX and path is not None:
        source = _with_includes(source, path.parent, [_INCLUDED], (str(path.resolve()),))
    return Read(source, path, marked)


def _beside(folder: Path) -> frozenset[str]:
    return frozenset(each for each in NEIGHBOURS if is_there(folder / each))


def _folder(folder: Path, asked: Asked) -> Iterator[Read]:
    """Read what is recognised in a folder; what can't be read is said, and passed over."""
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise Mistake("can't read {file}: {reason}", file=folder, reason=error.strerror) from None
    for path in _listed(folder):
        try:
            if path.stat().st_size > LARGEST or path.name.endswith((".min.js", ".d.ts")):
                continue
            yield _made(_bytes(path), str(path), asked, path)
        except (Mistake, OSError):
            # Pictures, other encodings, kinds without a catalogue: a folder has many of them.
            continue


def _listed(folder: Path) -> list[Path]:
    """List a folder's files: git's own and those it does not ignore, or all but what is built."""
    command = ["git", "-C", str(folder), "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, check=True, capture_output=True, timeout=_GIT_SECONDS
        )
        names = sorted({os.fsdecode(each) for each in done.stdout.split(b"\0") if each})
        # A folder that git ignores as a whole was named on purpose.
        found = [folder / name for name in names] or list(_walked(folder))
    except (OSError, subprocess.SubprocessError):
        found = list(_walked(folder))
    found = [each for each in found if _SKIPPED.isdisjoint(each.relative_to(folder).parts)]
    found = [each for each in found if is_file(each) and not each.is_symlink()]
    if len(found) > MOST:
        raise Mistake(
            "{folder} has more than {most} files",
            mend="name a folder further down",
            folder=folder,
            most=MOST,
        )
    return found


def _walked(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(x for x in folders if x not in _SKIPPED and not x.startswith("."))
        yield from (Path(root) / name for name in sorted(names))


def _with_includes(
    source: Source, folder: Path, left: list[int], around: tuple[str, ...]
) -> Source:
    """Read what an nginx configuration includes, as far as it is here; no circles.

    Args:
        source: The file.
        folder: Where its paths begin.
        left: How many files more may be read.
        around: The files that include this one, and itself, resolved.
    """
    found: dict[str, tuple[Source, ...]] = {}
    for pattern in dict.fromkeys(each.strip() for each in _INCLUDE.findall(source.text)):
        made: list[Source] = []
        for each in _matching(folder, pattern):
            real = str(Path(each).resolve())
            left[0] -= 1
            text = _quietly(Path(each)) if left[0] > 0 and real not in around else None
            if text is not None:
                inner = replace(source, name=each, text=text, includes={})
                deep = len(around) < _DEPTH
                made.append(_with_includes(inner, folder, left, (*around, real)) if deep else inner)
        found[pattern] = tuple(made)
    return replace(source, includes=found)


def _matching(folder: Path, pattern: str) -> list[str]:
    """Name the files that an include means.

    A path of the machine that the file is written for, as in a container, is looked for in the
    project: `/etc/nginx/snippets/cors.conf` is `snippets/cors.conf` here or in a folder around.
    """
    parts = Path(pattern).parts
    elsewhere = Path(pattern).is_absolute() and not folder.resolve().is_relative_to(
        Path(*parts[:_SHARED]).resolve()
    )
    places = (folder, *folder.parents[:_AROUND]) if elsewhere else ()
    for tail in range(1, len(parts)):
        inside = Path(*parts[tail:])
        # Any file of a folder is no name to look for.
        if glob.has_magic(inside.parts[0]):
            break
        for place in places:
            if found := _globbed(place / inside):
                return found
    return _globbed(folder / pattern)


def _globbed(path: Path) -> list[str]:
    return sorted(glob.glob(str(path)))[:_INCLUDES]  # noqa: PTH207 - absolute too


def mended_includes(read: Read, source: Source) -> Iterator[tuple[Read, Source]]:
    """Give the files that a mended one includes and that are others now: as read, and mended."""
    before, after = files_of(read.source), files_of(source)
    for name, each in after.items():
        if name != source.name and name in before and each.text != before[name].text:
            yield Read(before[name], Path(name)), each


def _quietly(path: Path) -> str | None:
    """Read an included file, if it is one that can be read."""
    try:
        return _text(_bytes(path), str(path))
    except Mistake:
        return None
