"""For each deviation of a profile, a recorded scenario that comes out wrong without it."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Final

from tools.truth import corpus, made
from tools.truth.deviations import deviations, without

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tools.truth.corpus import Recording

EVIDENCE: Final = corpus.ROOT / "tests" / "browsers" / "evidence.toml"
_HEAD = """\
# For each field in which an engine's profile leaves the standard, the recorded scenario that shows
# it: `recording:id`. Written by `python -m tools.truth evidence`, checked by the tests.
"""


def read(path: Path = EVIDENCE) -> Mapping[str, Mapping[str, str]]:
    """Read which scenario shows each deviation: by engine, then by field.

    Raises:
        OSError, tomllib.TOMLDecodeError: There is no such file, or it is no TOML.
    """
    found: dict[str, dict[str, str]] = tomllib.loads(path.read_text("utf-8"))
    return found


def place(text: str) -> tuple[Recording, str]:
    """Take `recording:id` apart."""
    name, _, identity = text.partition(":")
    return corpus.load(name), identity


def find(engine: str, recordings: Sequence[Recording]) -> dict[str, str]:
    """Find the plainest scenario for each deviation; takes about a second for each.

    Args:
        engine: The engine whose profile is tried.
        recordings: Where to look; what disagrees with the profile itself shows nothing.

    Returns:
        `recording:id` by field; a field that no recording shows is missing.
    """
    profile = recordings[0].profile
    found: dict[str, str] = {}
    clean = {each.name: corpus.disagreeing(each) for each in recordings}
    for field in deviations(profile):
        planted = without(profile, field)
        candidates = [
            (_plainness(facets, recording, identity), f"{recording.name}:{identity}")
            for recording in recordings
            if recording.engine == engine
            for identity, facets in corpus.disagreeing(recording, planted).items()
            if identity not in clean[recording.name]
        ]
        if candidates:
            found[field] = min(candidates)[1]
    return found


def _plainness(facets: Sequence[str], recording: Recording, identity: str) -> tuple[int, ...]:
    """Sort by what shows best: usual settings, a verdict before what is merely read, few words."""
    record = recording.records[identity]
    usual = recording.name in {recording.engine, made.recording_of(recording.engine)}
    facet = min(corpus.FACETS.index(facet) for facet in facets)
    size = len(json.dumps({key: record[key] for key in ("steps", "server", "page")}))
    return int(not usual), facet, len(record["steps"]), size


def write(found: Mapping[str, Mapping[str, str]], path: Path = EVIDENCE) -> None:
    """Write the file that `read` reads."""
    blocks = [_HEAD]
    for engine, fields in found.items():
        lines = [f'"{field}" = "{where}"' for field, where in sorted(fields.items())]
        blocks.append("\n".join([f"[{engine}]", *lines]) + "\n")
    path.write_text("\n".join(blocks), "utf-8")
