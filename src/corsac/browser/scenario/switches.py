"""The switches of a recording: address spaces, permissions, third-party cookies."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from corsac.browser.scenario.fields import Fields, ScenarioError
from corsac.browser.settings import Settings
from corsac.core.address import AddressSpace

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Where every name of the recordings leads.
ADDRESS = "127.77.0.1"
_OVERRIDES = "--ip-address-space-overrides="
_FIREFOX_SPACES = {
    "network.lna.address_space.public.override": AddressSpace.PUBLIC,
    "network.lna.address_space.private.override": AddressSpace.LOCAL,
}
#: network.cookie.cookieBehavior: cross-site cookies are blocked or partitioned.
_BLOCKING_BEHAVIOURS = frozenset({1, 4, 5})
_SPACES = {space.name.lower(): space for space in AddressSpace}


def settings_of(meta: Mapping[str, object], overrides: Mapping[str, str] | None = None) -> Settings:
    """Make the settings that a meta line describes, changed by `--set key=value` pairs.

    Args:
        meta: The recording's meta object: `flags`, `opts` and `granted` of Chromium, `prefs` of
            Firefox.
        overrides: `third-party-cookies` (allow, block), `local-network` (granted, denied),
            `spaces` (`host:port=public,…`).

    Raises:
        ScenarioError: A switch or its value is unknown.
    """
    fields = Fields(meta, "meta")
    spaces: dict[str, AddressSpace] = {}
    for flag in fields.texts("flags"):
        if flag.startswith(_OVERRIDES):
            spaces |= _read_spaces(flag.removeprefix(_OVERRIDES))
    prefs = Fields.of(meta.get("prefs") or {}, "meta.prefs")
    for pref, space in _FIREFOX_SPACES.items():
        for server in filter(None, (prefs.optional(pref) or "").split(",")):
            spaces[_anywhere(server)] = space
    block = "block3pc" in fields.texts("opts")
    block = block or prefs.values.get("network.cookie.cookieBehavior") in _BLOCKING_BEHAVIOURS
    granted = fields.flag("granted")
    for key, value in (overrides or {}).items():
        if key == "third-party-cookies":
            block = _one_of(key, value, {"allow": False, "block": True})
        elif key == "local-network":
            granted = _one_of(key, value, {"denied": False, "granted": True})
        elif key == "spaces":
            spaces |= _read_spaces(value)
        else:
            raise ScenarioError(
                f"unknown switch {key!r}; known: third-party-cookies, local-network, spaces"
            )
    return Settings(block, MappingProxyType(spaces), granted)


def _anywhere(server: str) -> str:
    """Widen the one address that all of the recordings' names resolve to."""
    host, _, port = server.rpartition(":")
    return f"*:{port}" if host == ADDRESS else server


def _one_of(key: str, value: str, choices: Mapping[str, bool]) -> bool:
    if value not in choices:
        raise ScenarioError(f"{key}={value}: expected {' or '.join(choices)}")
    return choices[value]


def _read_spaces(text: str) -> dict[str, AddressSpace]:
    spaces: dict[str, AddressSpace] = {}
    for item in filter(None, text.split(",")):
        server, _, name = item.rpartition("=")
        if not server or name not in _SPACES:
            raise ScenarioError(f"{item!r}: expected host:port={'|'.join(_SPACES)}")
        spaces[_anywhere(server)] = _SPACES[name]
    return spaces
