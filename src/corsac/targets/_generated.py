"""Written by tools/verify_exports.py: don't edit."""

from __future__ import annotations

from typing import Final

from corsac.targets.verified import Run

VERIFIED: Final[dict[str, Run]] = {}
