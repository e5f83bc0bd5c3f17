"""Taking a profile apart, field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser import find_profile
from tools.truth.corpus import ENGINES
from tools.truth.deviations import deviations, replaced, without


def test_the_standard_leaves_the_standard_in_nothing() -> None:
    standard = find_profile("standard")
    assert deviations(standard) == {}
    assert deviations(replace(standard, retries=3, label="Other")) == {"retries": 3}


def test_tables_inside_a_profile_are_taken_apart_too() -> None:
    standard = find_profile("standard")
    changed = replaced(standard, "cookies.schemeful", value=False)
    assert deviations(changed) == {"cookies.schemeful": False}
    assert without(changed, "cookies.schemeful") == standard


@pytest.mark.parametrize("engine", ENGINES)
def test_without_all_its_deviations_an_engine_is_the_standard(engine: str) -> None:
    profile = find_profile(engine)
    assert len(deviations(profile)) > 10
    for field in deviations(profile):
        profile = without(profile, field)
    assert deviations(profile) == {}
