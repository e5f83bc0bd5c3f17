"""The defects of code that sets CORS headers by hand, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.defects.code import (
    credentials_for_everyone_by_hand,
    every_options_by_hand,
    max_age_missing_by_hand,
    preflight_headers_by_hand,
    reflected_by_hand,
    two_layers,
    value_mistaken_by_hand,
    vary_missing_by_hand,
    wildcard_by_hand,
)

if TYPE_CHECKING:
    from corsac.targets.defects.code.facts import Facts
    from corsac.targets.defects.defect import Defect

DEFECTS: tuple[Defect[Facts], ...] = (
    reflected_by_hand,
    wildcard_by_hand,
    vary_missing_by_hand,
    every_options_by_hand,
    credentials_for_everyone_by_hand,
    two_layers,
    value_mistaken_by_hand,
    preflight_headers_by_hand,
    max_age_missing_by_hand,
)
