"""Methods and headers of protocols that browsers can't use without them, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Preset:
    """What one protocol needs of a policy.

    `source` is the document that was read, `date` the day on which it was (ISO 8601).
    """

    name: str
    source: str
    date: str
    allow_methods: tuple[str, ...] = ()
    allow_headers: tuple[str, ...] = ()
    expose_headers: tuple[str, ...] = ()


PRESETS: Final[tuple[Preset, ...]] = ()

BY_NAME: Final[dict[str, Preset]] = {preset.name: preset for preset in PRESETS}
