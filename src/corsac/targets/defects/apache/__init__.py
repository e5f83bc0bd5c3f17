"""The defects of Apache's configurations, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.defects.apache import (
    backend_headers_kept,
    header_added,
    header_not_always,
    login_for_preflights,
    mistaken_value,
    not_an_origin,
    options_rewritten,
    preflight_headers_everywhere,
    preflights_forgotten,
    sent_to_everyone,
    setenvif_reflects,
    setenvif_too_wide,
    star_and_credentials,
    vary_not_said,
)

if TYPE_CHECKING:
    from corsac.targets.defects.apache.tree import Config
    from corsac.targets.defects.defect import Defect

DEFECTS: tuple[Defect[Config], ...] = (
    header_not_always,
    header_added,
    backend_headers_kept,
    setenvif_too_wide,
    setenvif_reflects,
    vary_not_said,
    star_and_credentials,
    not_an_origin,
    options_rewritten,
    preflight_headers_everywhere,
    preflights_forgotten,
    sent_to_everyone,
    login_for_preflights,
    mistaken_value,
)
