"""Fixes put into a file: those that overlap wait for the next round, until nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corsac.core.findings import Edit, Finding, Fix
    from corsac.targets.defects.source import Source

#: More rounds than this are a fault of two fixes that undo each other.
ROUNDS: Final = 40


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of it: the file, how many findings a fix was put in for, and what is left."""

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
        text, done = _round(source, findings, unsafe=unsafe)
        if text == source.text:
            return Mended(source, count, findings)
        count += done
        source = replace(source, text=text)
    # Two fixes that undo each other: better none than half of them.
    return Mended(first, 0, examine(first))


def _round(source: Source, findings: tuple[Finding, ...], *, unsafe: bool) -> tuple[str, int]:
    taken: list[_Change] = []
    done = 0
    for finding in findings:
        fix = usable(finding.fixes, unsafe=unsafe)
        if fix is None or any(edit.span.file != source.name for edit in fix.edits):
            continue
        changes = [_change(source, edit) for edit in fix.edits]
        if any(_clash(new, old) for new in changes for old in taken):
            continue
        taken += changes
        done += 1
    text = source.text
    for change in sorted(taken, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text, done


def _change(source: Source, edit: Edit) -> _Change:
    span = edit.span
    start = source.offset(span.line, span.column)
    return _Change(start, source.offset(span.end_line, span.end_column), edit.text)


def _clash(new: _Change, old: _Change) -> bool:
    """Whether two changes meet: two insertions at one place would come in an order of chance."""
    if new.start == new.end or old.start == old.end:
        return new.start <= old.end and old.start <= new.end
    return new.start < old.end and old.start < new.end
