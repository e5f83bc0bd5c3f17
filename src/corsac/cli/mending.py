"""Files that are examined and mended: what `lint`, `check` and `verify` do with them alike."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corsac.cli.mistake import Mistake, show_error

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from corsac.cli.sources import Read
    from corsac.core.findings import Finding
    from corsac.targets.defects.source import Source

    Examine = Callable[[Source], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with files: mended in place, or shown mended; unsafe fixes too."""

    fix: bool = False
    diff: bool = False
    unsafe: bool = False

    @property
    def mends(self) -> bool:
        """Whether anything is to be mended, or shown so."""
        return self.fix or self.diff


@dataclass(frozen=True, slots=True)
class Done:
    """One file: as it was read, as it is now, and what is found in it still."""

    read: Read
    source: Source
    mended: int
    left: tuple[Finding, ...]

    @property
    def changed(self) -> bool:
        """Whether it is another now."""
        return self.source.text != self.read.source.text


def examined(read: Read, wanted: Wanted, *, named: bool, by: Examine | None = None) -> Done | None:
    """Examine a file, and mend it where that is wanted; nothing is written.

    Args:
        read: The file.
        wanted: What is to be done.
        named: Whether it was named by itself: what can't be read then gives None.
        by: What finds its defects; by default the whole catalogue.

    Raises:
        Mistake: A language's parser is not installed.
    """
    from corsac.targets.defects import examine
    from corsac.targets.defects.edits import mend
    from corsac.targets.defects.source import MissingParserError, SourceError

    find = by or examine
    try:
        if wanted.mends:
            made = mend(read.source, find, unsafe=wanted.unsafe)
            return Done(read, made.source, made.mended, made.left)
        return Done(read, read.source, 0, find(read.source))
    except MissingParserError as error:
        raise Mistake(
            "{what}, which is not installed", mend="pip install 'corsac[lint]'", what=error
        ) from None
    except SourceError as error:
        show_error(f"{read.source.name}:{error.line}:{error.column}: {error.reason}")
        return None if named else Done(read, read.source, 0, ())


def all_examined(
    reads: Iterable[Read],
    wanted: Wanted,
    names: Collection[str],
    by: Callable[[Read], Examine] | None = None,
) -> tuple[list[Done], bool]:
    """Examine several files one after the other, as `examined` does each.

    Args:
        reads: The files.
        wanted: What is to be done.
        names: The files that were named by themselves; standard input is one of them.
        by: Makes what finds a file's defects; by default the whole catalogue.

    Returns:
        The files and what they include, and whether all that were named could be read.

    Raises:
        Mistake: A language's parser is not installed.
    """
    from corsac.targets.defects.edits import with_texts

    done: list[Done] = []
    texts: dict[str, str] = {}
    whole = True
    for each in reads:
        # What another file's mend changed in one that both include is so already.
        read = replace(each, source=with_texts(each.source, texts)) if texts else each
        named = read.source.name in names or read.path is None
        one = examined(read, wanted, named=named, by=by(each) if by else None)
        whole = whole and one is not None
        made = [one, *with_includes(one)] if one else []
        texts |= {x.source.name: x.source.text for x in made if x.changed}
        done += made
    return done, whole


def with_includes(done: Done) -> list[Done]:
    """Give the files that a mended one includes, where they are others now."""
    from corsac.cli.sources import mended_includes

    return [Done(read, source, 0, ()) for read, source in mended_includes(done.read, done.source)]


def write_back(changed: Iterable[Done]) -> None:
    """Write mended files in their places; what was read from standard input has none.

    Raises:
        Mistake: One can't be written.
    """
    for each in changed:
        if each.read.path is None:
            continue
        try:
            _write_new(each)
            each.read.path.write_bytes(each.read.bytes_of(each.source.text))
        except OSError as error:
            raise Mistake(
                "can't write {file}: {reason}",
                file=error.filename or each.read.path,
                reason=error.strerror,
            ) from None


def _write_new(done: Done) -> None:
    """Write the files that fixes have made; none that is there already."""
    for name, text in done.source.made.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)


def diff_of(changed: Iterable[Done]) -> str:
    """Give the changes of files as a unified diff, which patch and git apply."""
    parts: list[str] = []
    for each in changed:
        parts.append(unified(each.read.source.name, each.read.source.text, each.source.text))
        for name, text in each.source.made.items():
            _, _, rest = unified(name, "", text).partition("\n")
            parts.append(f"--- /dev/null\n{rest}")
    return "".join(parts)


def unified(name: str, before: str, after: str, context: int = 3) -> str:
    """Give one file's changes as a unified diff, so many lines around each."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    # A whole path stands as below the root: `patch -d / -p1` takes it, and refuses two slashes.
    path = name.lstrip("/")
    lines: Sequence[str] = list(difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", n=context))
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
