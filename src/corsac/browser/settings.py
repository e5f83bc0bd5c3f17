"""What a user or an administrator set in the browser: permissions and third-party cookies."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.core.address import AddressSpace


def _no_spaces() -> Mapping[str, AddressSpace]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """Switches outside the page's reach.

    `block_third_party_cookies` is what incognito windows and most Firefox users have. `spaces`
    says which address space a server is in, by `host:port` with the port always written out, or by
    `*:port` for any host; it is known only after connecting, and a server that isn't named is on
    loopback like the page. Without any, there is no such check. `local_network_granted` is the
    user's answer to Local Network Access's question.
    """

    block_third_party_cookies: bool = False
    spaces: Mapping[str, AddressSpace] = field(default_factory=_no_spaces)
    local_network_granted: bool = False
