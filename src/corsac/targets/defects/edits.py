"""Fixes put into a file: those that overlap wait for the next round, until nothing changes."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from corsac.core.findings import Edit, Finding, Fix
    from corsac.targets.defects.source import Source

#: More rounds than this are a fault of two fixes that undo each other.
ROUNDS: Final = 40


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of it: the file, how many findings a fix was put in for, and what is left.

    The files that it includes are mended with it: they are in `source.includes`. New ones that
    fixes have made are in `source.made`.
    """

    source: Source
    mended: int
    left: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str


def usable(fixes: Iterable[Fix], *, unsafe: bool) -> Fix | None:
    """Give the first fix that can be put in by itself; an unsafe one only where it is wanted."""
    return next((fix for fix in fixes if fix.edits and (fix.safe or unsafe)), None)


def mend(
    source: Source, examine: Callable[[Source], tuple[Finding, ...]], *, unsafe: bool = False
) -> Mended:
    """Put in every fix that can be, and look again, until nothing changes.

    Args:
        source: The file as it is.
        examine: What finds its defects.
        unsafe: Whether fixes that may change what works are put in too.
    """
    count = 0
    first = source
    for _ in range(ROUNDS):
        findings = examine(source)
        texts, done = _round(source, findings, unsafe=unsafe)
        if not texts:
            return Mended(source, count, findings)
        count += done
        source = with_texts(source, texts)
        new = {name: text for name, text in texts.items() if name not in files_of(source)}
        source = replace(source, made={**source.made, **new})
    # Two fixes that undo each other: better none than half of them.
    return Mended(first, 0, examine(first))


def with_texts(source: Source, texts: Mapping[str, str]) -> Source:
    """Give a file with new texts, and those that it includes, by their names."""
    includes = {
        name: tuple(with_texts(each, texts) for each in files)
        for name, files in source.includes.items()
    }
    return replace(source, text=texts.get(source.name, source.text), includes=includes)


def files_of(source: Source) -> dict[str, Source]:
    """Give a file and all that it includes, by name."""
    found = {source.name: source}
    for files in source.includes.values():
        for each in files:
            found = {**files_of(each), **found}
    return found


def _round(
    source: Source, findings: tuple[Finding, ...], *, unsafe: bool
) -> tuple[dict[str, str], int]:
    """Put in what does not overlap; give the texts that are others now."""
    files = files_of(source)
    taken: dict[str, _Taken] = {}
    made: dict[str, str] = {}
    done = 0
    for finding in findings:
        fix = usable(finding.fixes, unsafe=unsafe)
        if fix is None:
            continue
        written = {x.span.file: x.text for x in fix.edits if _is_new(x, files)}
        kept = [x for x in fix.edits if x.span.file not in written]
        if not kept or any(edit.span.file not in files for edit in kept):
            continue
        if any({**source.made, **made}.get(name, text) != text for name, text in written.items()):
            continue
        changes = [(x.span.file, _change(files[x.span.file], x)) for x in kept]
        # One snippet in two places is mended once.
        changes = list(dict.fromkeys(changes))
        if any(taken[name].clashes(new) for name, new in changes if name in taken):
            continue
        for name, new in changes:
            taken.setdefault(name, _Taken()).take(new)
        made |= written
        done += 1
    texts = {name: held.put_into(files[name].text) for name, held in taken.items()}
    texts = {name: text for name, text in texts.items() if text != files[name].text}
    return {**texts, **made} if texts else {}, done


def _is_new(edit: Edit, files: Mapping[str, Source]) -> bool:
    """Whether an edit writes a file that is not there: it begins and ends where a file does."""
    span = edit.span
    place = (span.line, span.column, span.end_line, span.end_column)
    return span.file not in files and place == (1, 1, 1, 1)


def _change(source: Source, edit: Edit) -> _Change:
    span = edit.span
    start = source.offset(span.line, span.column)
    return _Change(start, source.offset(span.end_line, span.end_column), edit.text)


class _Taken:
    """The changes of one file so far, in the order of its text: none meets another's."""

    def __init__(self) -> None:
        """Begin without any."""
        self._changes: list[_Change] = []

    def clashes(self, new: _Change) -> bool:
        """Whether a change meets one that is taken: only neighbours can, if none do so far."""
        at = bisect_left(self._changes, new.start, key=lambda each: each.start)
        near = self._changes[max(0, at - 8) : at]
        for each in self._changes[at:]:
            if each.start > new.end:
                break
            near.append(each)
        return any(_clash(new, each) for each in near)

    def take(self, new: _Change) -> None:
        """Take a change."""
        insort(self._changes, new, key=lambda each: (each.start, each.end))

    def put_into(self, text: str) -> str:
        """Give the text with all changes."""
        parts: list[str] = []
        at = 0
        for each in self._changes:
            parts += [text[at : each.start], each.text]
            at = each.end
        return "".join([*parts, text[at:]])


def _clash(new: _Change, old: _Change) -> bool:
    """Whether two changes meet: two insertions at one place would come in an order of chance."""
    if new.start == new.end or old.start == old.end:
        return new.start <= old.end and old.start <= new.end
    return new.start < old.end and old.start < new.end
