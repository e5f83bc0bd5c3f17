"""A review: what was found in files, each with the line that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.targets.defects.edits import usable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corsac.core.findings import Finding
    from corsac.targets.defects.source import Source


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding and the text of the line on which it starts, tabs as single blanks."""

    finding: Finding
    line: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was found, how many files were looked at, and how many findings were mended."""

    sightings: tuple[Sighting, ...]
    files: int
    mended: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(each.finding for each in self.sightings)

    def mendable(self, *, unsafe: bool) -> int:
        """Count the findings that `--fix` mends, or with `unsafe` those that it can."""
        return sum(usable(each.fixes, unsafe=unsafe) is not None for each in self.findings)


def review(found: Iterable[tuple[Source, tuple[Finding, ...]]], *, mended: int = 0) -> Review:
    """Put together what was found in several files; a finding in a shared include counts once.

    Args:
        found: The files, each with its findings.
        mended: How many findings were mended before.
    """
    sightings: dict[Finding, Sighting] = {}
    files = 0
    for source, findings in found:
        files += 1
        sources = {source.name: source, **_included(source)}
        for finding in findings:
            sightings.setdefault(finding, Sighting(finding, _line(sources, finding)))
    return Review(tuple(sightings.values()), files, mended)


def _included(source: Source) -> Mapping[str, Source]:
    return {
        name: each
        for several in source.includes.values()
        for one in several
        for name, each in ((one.name, one), *_included(one).items())
    }


def _line(sources: Mapping[str, Source], finding: Finding) -> str:
    span = finding.span
    if span is None or span.file not in sources:
        return ""
    return sources[span.file].line(span.line).replace("\t", " ")
