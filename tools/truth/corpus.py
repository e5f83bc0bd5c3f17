"""The recordings of the test suite, and what the model makes of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corsac.browser import find_profile
from corsac.browser.scenario.reading import read_scenario
from corsac.browser.scenario.run import run_scenario
from corsac.browser.scenario.switches import settings_of
from tools import agreement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.browser import Profile

ROOT: Final = Path(__file__).resolve().parents[2]
RECORDINGS: Final = ROOT / "tests" / "browsers" / "recordings"
ENGINES: Final = ("chromium", "firefox", "webkit")
FACETS: Final = agreement.FACETS


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of recorded scenarios.

    Attributes:
        name: The file's name without endings: the engine, or the engine, `-` and the settings.
        meta: Its first line: browser, date, settings.
        records: Scenarios with their outcomes, by id, in the file's order.
    """

    name: str
    meta: Mapping[str, Any]
    records: Mapping[str, dict[str, Any]]

    @property
    def engine(self) -> str:
        """The engine's short name."""
        return self.name.partition("-")[0]

    @property
    def profile(self) -> Profile:
        """The newest profile of the engine."""
        return find_profile(self.engine)


def names() -> tuple[str, ...]:
    """Give the recordings' names: the engines first, then their special settings."""
    found = [path.name.removesuffix(".jsonl.gz") for path in RECORDINGS.glob("*.jsonl.gz")]
    return tuple(sorted(found, key=lambda name: (name not in ENGINES, name)))


@cache
def load(name: str) -> Recording:
    """Read a recording by its name.

    Raises:
        OSError: There is none.
    """
    meta, records = agreement.read_recording(RECORDINGS / f"{name}.jsonl.gz")
    return Recording(name, meta, {record["id"]: record for record in records})


def disagreeing(recording: Recording, profile: Profile | None = None) -> dict[str, tuple[str, ...]]:
    """Replay a recording.

    Args:
        recording: What to replay.
        profile: Another profile than the engine's own.

    Returns:
        The facets in which each scenario that doesn't agree is predicted wrongly, by id.
    """
    records = iter(recording.records.values())
    result = agreement.replay(records, profile or recording.profile, dict(recording.meta))
    found: dict[str, list[str]] = {}
    for one in result.differences:
        found.setdefault(one.id, []).append(one.facet)
    return {identity: tuple(facets) for identity, facets in found.items()}


def wrong_facets(recording: Recording, identity: str, profile: Profile) -> tuple[str, ...]:
    """Replay one scenario; give the facets that `profile` predicts wrongly.

    Raises:
        KeyError: The recording has no such scenario.
    """
    one = Recording(recording.name, recording.meta, {identity: recording.records[identity]})
    return disagreeing(one, profile).get(identity, ())


def predicted(recording: Recording, identity: str, profile: Profile) -> dict[str, Any]:
    """Give the outcome that a profile predicts, as the recordings would have it."""
    scenario = read_scenario(recording.records[identity])
    out = run_scenario(scenario, profile, settings_of(recording.meta))
    made: dict[str, Any] = json.loads(json.dumps(out))
    return made
