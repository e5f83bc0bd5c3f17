"""For each deviation of a profile, a recorded scenario that comes out wrong without it."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Final

from corsac.browser import find_profile
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
    """Find the plainest scenario for each deviation; takes a second or two for each.

    Args:
        engine: The engine whose profile is tried.
        recordings: Where to look; what disagrees with the profile itself shows nothing.

    Returns:
        `recording:id` by field; a field that no recording shows is missing.
    """
    profile = find_profile(engine)
    mine = [each for each in recordings if each.engine == engine]
    clean = {each.name: corpus.disagreeing(each) for each in mine}
    places = sorted(
        (
            (_size(recording, identity), recording.name, identity, recording)
            for recording in mine
            for identity in recording.records
            if identity not in clean[recording.name]
        ),
        key=lambda place: place[:3],
    )
    found: dict[str, str] = {}
    for field in deviations(profile):
        planted = without(profile, field)
        for _, name, identity, recording in places:
            if corpus.wrong_facets(recording, identity, planted):
                found[field] = f"{name}:{identity}"
                break
    return found


def _size(recording: Recording, identity: str) -> tuple[int, ...]:
    """Sort by what shows best: usual settings, few steps, few words."""
    record = recording.records[identity]
    usual = recording.name in {recording.engine, made.recording_of(recording.engine)}
    size = len(json.dumps({key: record[key] for key in ("steps", "server", "page")}))
    return int(not usual), len(record["steps"]), size


def write(found: Mapping[str, Mapping[str, str]], path: Path = EVIDENCE) -> None:
    """Write the file that `read` reads."""
    blocks = [_HEAD]
    for engine, fields in found.items():
        lines = [f'"{field}" = "{where}"' for field, where in sorted(fields.items())]
        blocks.append("\n".join([f"[{engine}]", *lines]) + "\n")
    path.write_text("\n".join(blocks), "utf-8")
