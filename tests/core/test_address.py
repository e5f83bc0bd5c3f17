"""IP address spaces, by the registries of special-purpose addresses."""

from __future__ import annotations

import pytest

from corsac.core.address import AddressSpace, address_space


@pytest.mark.parametrize(
    ("address", "space"),
    [
        ("127.0.0.1", AddressSpace.LOOPBACK),
        ("127.255.255.255", AddressSpace.LOOPBACK),
        ("198.18.0.1", AddressSpace.LOOPBACK),
        ("198.19.255.255", AddressSpace.LOOPBACK),
        ("198.20.0.0", AddressSpace.PUBLIC),
        ("::1", AddressSpace.LOOPBACK),
        ("[::1]", AddressSpace.LOOPBACK),
        ("10.1.2.3", AddressSpace.LOCAL),
        ("100.64.0.1", AddressSpace.LOCAL),
        ("100.128.0.1", AddressSpace.PUBLIC),
        ("169.254.169.254", AddressSpace.LOCAL),
        ("172.16.0.1", AddressSpace.LOCAL),
        ("172.32.0.1", AddressSpace.PUBLIC),
        ("192.168.1.1", AddressSpace.LOCAL),
        ("fd00::1", AddressSpace.LOCAL),
        ("fe80::1", AddressSpace.LOCAL),
        ("fe80::1%eth0", AddressSpace.LOCAL),
        ("8.8.8.8", AddressSpace.PUBLIC),
        ("2001:4860:4860::8888", AddressSpace.PUBLIC),
    ],
)
def test_each_address_has_a_space(address: str, space: AddressSpace) -> None:
    assert address_space(address) is space


@pytest.mark.parametrize(
    ("mapped", "space"),
    [
        ("::ffff:127.0.0.1", AddressSpace.LOOPBACK),
        ("[::ffff:c0a8:101]", AddressSpace.LOCAL),
        ("::ffff:8.8.8.8", AddressSpace.PUBLIC),
    ],
)
def test_a_mapped_address_is_where_its_ipv4_address_is(mapped: str, space: AddressSpace) -> None:
    assert address_space(mapped) is space


@pytest.mark.parametrize("text", ["localhost", "", "1.2.3", "::1::"])
def test_a_name_has_none(text: str) -> None:
    assert address_space(text) is None


def test_loopback_is_the_least_public() -> None:
    assert AddressSpace.LOOPBACK < AddressSpace.LOCAL < AddressSpace.PUBLIC
