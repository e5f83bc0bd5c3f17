"""The engines that are modelled, one file each, and how to find one by its name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from corsac.browser.profiles.chromium import CHROMIUM_156
from corsac.browser.profiles.firefox import FIREFOX_153
from corsac.browser.profiles.standard import STANDARD
from corsac.browser.profiles.webkitgtk import WEBKITGTK_2_50

if TYPE_CHECKING:
    from corsac.browser.profile import Profile

#: Every profile by its full name, an engine's newest first.
PROFILES: dict[str, Profile] = {
    profile.name: profile for profile in (CHROMIUM_156, FIREFOX_153, WEBKITGTK_2_50, STANDARD)
}

#: What people call the engines.
_ALIASES = {"webkit": "webkitgtk", "chrome": "chromium", "gecko": "firefox", "blink": "chromium"}


class UnknownProfileError(LookupError):
    """No profile has this name.

    Attributes:
        name: What was asked for.
        nearest: The name that is most like it, None if none is.
        known: All names.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.known = tuple(PROFILES)
        engines = [known.partition("@")[0] for known in PROFILES]
        close = get_close_matches(name, [*engines, *PROFILES, *_ALIASES], 1)
        self.nearest = close[0] if close else None
        hint = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        super().__init__(f"no engine {name!r}{hint} Known: {', '.join(self.known)}")


def find_profile(name: str) -> Profile:
    """Find a profile by its name.

    Args:
        name: `chromium@156`, or the engine alone for its newest version.

    Raises:
        UnknownProfileError: There is none; the error says which name is nearest.
    """
    wanted = name.strip().lower()
    engine, at, version = wanted.partition("@")
    engine = _ALIASES.get(engine, engine)
    for profile in PROFILES.values():
        if profile.name == f"{engine}{at}{version}" or (
            not at and profile.name.partition("@")[0] == engine
        ):
            return profile
    raise UnknownProfileError(name)
