"""The list of scenarios that the model gets wrong, each with the reason; nothing else may be."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tools.truth.corpus import FACETS, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIST: Final = ROOT / "tests" / "browsers" / "not_modelled.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario that is known not to agree: the reason's key, and the facets concerned."""

    reason: str
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotModelled:
    """The list: reasons as sentences by their keys, entries by recording and scenario id."""

    reasons: Mapping[str, str]
    entries: Mapping[str, Mapping[str, Entry]]

    def of(self, recording: str) -> Mapping[str, Entry]:
        """Give the entries of one recording, by id."""
        return self.entries.get(recording, {})


class ListError(Exception):
    """The list doesn't make sense; the message says where."""


def read(path: Path = LIST) -> NotModelled:
    """Read the list.

    Raises:
        ListError: It is not TOML, or an entry has no known reason or facet.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ListError(f"{path.name}: {error}") from None
    reasons: dict[str, str] = data.pop("reasons", {})
    entries = {
        recording: {
            identity: _entry(f"{recording}.{identity}", line, reasons)
            for identity, line in table.items()
        }
        for recording, table in data.items()
    }
    used = {entry.reason for table in entries.values() for entry in table.values()}
    if idle := set(reasons) - used:
        raise ListError(f"{path.name}: no scenario has the reason {min(idle)!r}: take it out")
    return NotModelled(reasons, entries)


def _entry(place: str, line: str, reasons: Mapping[str, str]) -> Entry:
    """Read `reason: facet facet`."""
    reason, _, rest = line.partition(":")
    facets = tuple(rest.split())
    if reason not in reasons:
        raise ListError(f"{place}: there is no reason {reason!r}")
    if not facets or not set(facets) <= set(FACETS):
        raise ListError(f"{place}: expected some of {' '.join(FACETS)} after the colon")
    return Entry(reason, facets)


def problems(listed: Mapping[str, Entry], found: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Compare the list with what a replay found; say what is missing and what is stale."""
    told: list[str] = []
    for identity in sorted(listed.keys() | found.keys()):
        said = listed[identity].facets if identity in listed else ()
        wrong = found.get(identity, ())
        if sorted(said) == sorted(wrong):
            continue
        if not wrong:
            told.append(f"{identity} agrees now: take it off the list")
        elif not said:
            told.append(f"{identity} disagrees in {' '.join(wrong)}")
        else:
            told.append(f"{identity} disagrees in {' '.join(wrong)}, listed for {' '.join(said)}")
    return told
