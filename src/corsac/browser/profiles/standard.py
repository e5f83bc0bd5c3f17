"""The Fetch standard to the letter."""

from __future__ import annotations

from corsac.browser.profile import Profile

STANDARD = Profile(name="standard", label="Fetch standard", version="")
"""All defaults: no browser behaves quite so."""
