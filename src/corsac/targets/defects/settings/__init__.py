"""The defects of Python packages' settings, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.defects.settings import (
    match_strangers,
    not_encrypted,
    open_to_all,
    other_answers,
    vary_missing,
    without_effect,
)

if TYPE_CHECKING:
    from corsac.targets.defects.defect import Defect
    from corsac.targets.defects.settings.remarked import Settings

DEFECTS: tuple[Defect[Settings], ...] = (
    open_to_all,
    match_strangers,
    not_encrypted,
    without_effect,
    other_answers,
    vary_missing,
)
