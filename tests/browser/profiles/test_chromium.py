"""The profile's cache is new for each browser."""

from __future__ import annotations

from corsac.browser.profiles.chromium import CHROMIUM_156 as PROFILE


def test_browsers_share_no_cache() -> None:
    assert PROFILE.make_cache() is not PROFILE.make_cache()
    assert PROFILE.name.startswith("chromium@")
