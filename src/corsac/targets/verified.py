"""What was run: an export, on which version of its system, when, with how many checks passed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """One target's last run on the real system.

    `version` is what the system said of itself, `date` the day in ISO 8601, `passed` how many
    tests passed: each plays one policy's exchanges, or one behaviour.
    """

    version: str
    date: str
    passed: int
