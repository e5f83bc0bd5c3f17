"""How much a verification may ask; apart, so that the command's help loads nothing else."""

from __future__ import annotations

from typing import Final

#: Requests that a verification may send if nothing else is said.
BUDGET: Final = 300
