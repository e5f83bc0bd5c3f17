"""Presets: each is dated and sourced, and fits into a policy."""

from __future__ import annotations

import datetime

import pytest

from corsac.policy import Policy
from corsac.policy.presets import BY_NAME, PRESETS, Preset


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_fits_into_a_policy_with_credentials(preset: Preset) -> None:
    policy = Policy(
        allow_origins=["https://foo.com"], presets=[preset.name], allow_credentials=True
    )
    assert set(preset.allow_headers) <= set(policy.allow_headers)
    assert set(preset.expose_headers) <= set(policy.expose_headers)
    assert set(preset.allow_methods) <= set(policy.allow_methods)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_says_where_it_is_from_and_when(preset: Preset) -> None:
    assert preset.source.startswith("https://")
    assert datetime.date.fromisoformat(preset.date).year >= 2026
    assert BY_NAME[preset.name] is preset
