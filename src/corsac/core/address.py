"""IP address spaces: loopback, local, public (local-network-access#ip-address-space)."""

from __future__ import annotations

from enum import IntEnum
from ipaddress import IPv6Address, ip_address, ip_network


class AddressSpace(IntEnum):
    """Where an address can be reached from. A smaller number is *less public*."""

    LOOPBACK = 0
    LOCAL = 1
    PUBLIC = 2


#: The special-purpose ranges that are not public. 100.64/10 is a carrier's NAT, 169.254/16 and
#: fe80::/10 are one link, 198.18/15 is for tests on one machine
#: (local-network-access#non-public-ip-address-blocks).
RANGES = (
    (ip_network("127.0.0.0/8"), AddressSpace.LOOPBACK),
    (ip_network("198.18.0.0/15"), AddressSpace.LOOPBACK),
    (ip_network("::1/128"), AddressSpace.LOOPBACK),
    (ip_network("10.0.0.0/8"), AddressSpace.LOCAL),
    (ip_network("100.64.0.0/10"), AddressSpace.LOCAL),
    (ip_network("169.254.0.0/16"), AddressSpace.LOCAL),
    (ip_network("172.16.0.0/12"), AddressSpace.LOCAL),
    (ip_network("192.168.0.0/16"), AddressSpace.LOCAL),
    (ip_network("fc00::/7"), AddressSpace.LOCAL),
    (ip_network("fe80::/10"), AddressSpace.LOCAL),
)


def address_space(address: str) -> AddressSpace | None:
    """Give the space of an IPv4 or IPv6 address; an IPv4-mapped one is that of its IPv4 address.

    Args:
        address: In any notation, an IPv6 address with or without brackets and zone.

    Returns:
        None for what is no address.
    """
    try:
        parsed = ip_address(address.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return next((space for block, space in RANGES if parsed in block), AddressSpace.PUBLIC)
