"""The browser's half of the protocol, sans-IO: wire requests out, wire responses in."""

from corsac.browser.client import PageError
from corsac.browser.machine import Browser, Fetch
from corsac.browser.profile import Profile
from corsac.browser.profiles import PROFILES, UnknownProfileError, find_profile
from corsac.browser.settings import Settings

__all__ = [
    "PROFILES",
    "Browser",
    "Fetch",
    "PageError",
    "Profile",
    "Settings",
    "UnknownProfileError",
    "find_profile",
]
