"""What a user switched."""

from __future__ import annotations

from corsac.browser import Settings


def test_nothing_is_switched_at_first() -> None:
    settings = Settings()
    assert dict(settings.spaces) == {}
    assert not settings.block_third_party_cookies
    assert not settings.local_network_granted
