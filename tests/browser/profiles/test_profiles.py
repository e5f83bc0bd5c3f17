"""Finding an engine by its name."""

from __future__ import annotations

import pytest

from corsac.browser import PROFILES, UnknownProfileError, find_profile


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("chromium", "chromium@156"),
        ("Chrome", "chromium@156"),
        ("firefox@153", "firefox@153"),
        ("webkit", "webkitgtk@2.50"),
        ("webkitgtk@2.50", "webkitgtk@2.50"),
        ("standard", "standard"),
    ],
)
def test_an_engine_alone_means_its_newest_version(name: str, full: str) -> None:
    assert find_profile(name).name == full


def test_an_unknown_name_is_told_its_nearest() -> None:
    with pytest.raises(UnknownProfileError, match="did you mean 'chromium'") as told:
        find_profile("chromum")
    assert told.value.nearest == "chromium"
    assert set(told.value.known) == set(PROFILES)


def test_some_names_are_like_nothing() -> None:
    with pytest.raises(UnknownProfileError) as told:
        find_profile("firefox@1")
    assert told.value.name == "firefox@1"
    with pytest.raises(UnknownProfileError) as nothing:
        find_profile("zzz")
    assert nothing.value.nearest is None


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("chromium", 7200.0), ("firefox", 86400.0), ("webkitgtk", 600.0)],
)
def test_max_age_is_capped_as_the_engines_sources_say(name: str, seconds: float) -> None:
    """Recordings last seconds: they can't tell a cap of two hours from one of a minute."""
    assert find_profile(name).max_age_cap == seconds
