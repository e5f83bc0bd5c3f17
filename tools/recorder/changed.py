"""What is different between two recordings of the same scenarios."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from . import facets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .scenario import Record

FACETS: Final = ("verdict", "wire", "readable", "console", "results", "headers", "reports")


@dataclass(frozen=True, slots=True)
class Change:
    """One facet of one scenario that came out differently."""

    identity: str
    family: str
    facet: str
    old: Any
    new: Any


@dataclass(slots=True)
class Changes:
    """Two recordings, compared.

    Attributes:
        joined: Scenarios that are in both, and usable in both.
        skipped: Scenarios that are in both, but where a driver failed or a step hung in one.
        altered: Ids whose scenario itself differs; they are not compared.
        found: The changes, in the order of the new recording.
    """

    joined: int = 0
    skipped: int = 0
    altered: list[str] = field(default_factory=list[str])
    found: list[Change] = field(default_factory=list[Change])

    def counts(self) -> Mapping[str, int]:
        """Scenarios that changed, by facet."""
        return Counter(change.facet for change in self.found)


def _usual(meta: Record) -> dict[str, str]:
    usual: dict[str, str] = meta.get("const_headers", {})
    return usual


def _task(record: Record) -> Record:
    return {key: value for key, value in record.items() if key not in ("out", "f")}


def between(old: tuple[Record, Sequence[Record]], new: tuple[Record, Sequence[Record]]) -> Changes:
    """Join two recordings by id and compare them facet by facet.

    Args:
        old: Meta and scenarios of the earlier recording.
        new: Meta and scenarios of the later one.
    """
    before = {record["id"]: record for record in old[1]}
    changes = Changes()
    for record in new[1]:
        other = before.get(record["id"])
        if other is None:
            continue
        if _task(record) != _task(other):
            changes.altered.append(record["id"])
        elif facets.unusable(record) or facets.unusable(other):
            changes.skipped += 1
        else:
            changes.joined += 1
            was = facets.of(other, other["out"], _usual(old[0]))
            now = facets.of(record, record["out"], _usual(new[0]))
            changes.found += [
                Change(record["id"], record["f"], facet, was[facet], now[facet])
                for facet in FACETS
                if was[facet] != now[facet]
            ]
    return changes
