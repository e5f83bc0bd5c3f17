"""Switches from meta lines and from `--set`."""

from __future__ import annotations

import pytest

from corsac.browser.scenario.fields import ScenarioError
from corsac.browser.scenario.switches import settings_of
from corsac.core.address import AddressSpace

OVERRIDES = "--ip-address-space-overrides=127.77.0.1:8101=public,router.test:80=local"


def test_a_recordings_meta_line_tells_them() -> None:
    chromium = settings_of({"flags": [OVERRIDES], "opts": ["block3pc"], "granted": "all"})
    assert dict(chromium.spaces) == {
        "*:8101": AddressSpace.PUBLIC,
        "router.test:80": AddressSpace.LOCAL,
    }
    assert chromium.block_third_party_cookies
    assert chromium.local_network_granted
    prefs = {
        "network.cookie.cookieBehavior": 5,
        "network.lna.address_space.private.override": "127.77.0.1:8102",
    }
    firefox = settings_of({"prefs": prefs, "flags": ["--other"]})
    assert firefox.block_third_party_cookies
    assert dict(firefox.spaces) == {"*:8102": AddressSpace.LOCAL}


def test_set_wins() -> None:
    settings = settings_of(
        {"opts": ["block3pc"]},
        {
            "third-party-cookies": "allow",
            "local-network": "granted",
            "spaces": "a.test:443=loopback",
        },
    )
    assert not settings.block_third_party_cookies
    assert settings.local_network_granted
    assert dict(settings.spaces) == {"a.test:443": AddressSpace.LOOPBACK}


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("cookies", "allow", "unknown switch 'cookies'; known"),
        ("third-party-cookies", "maybe", "expected allow or block"),
        ("spaces", "a.test:443=moon", "expected host:port="),
    ],
)
def test_a_wrong_switch_is_told_with_what_is_right(key: str, value: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        settings_of({}, {key: value})
