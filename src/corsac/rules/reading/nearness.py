"""Whether a page comes from the Internet, and where the server is that it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.browser.url import parse_url
from corsac.core.address import AddressSpace, address_space
from corsac.core.host import is_loopback_host
from corsac.core.origin import parse_origin

if TYPE_CHECKING:
    from corsac.core.messages import Exchange
    from corsac.rules.case import Case

#: Names that no public page has (rfc6761, rfc6762, and the name that ICANN keeps for private use).
_LOCAL_NAMES: Final = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".test")


def looks_public(origin: str) -> bool:
    """Tell whether a page of this origin may well come from the Internet."""
    parsed = parse_origin(origin)
    if parsed is None or parsed.is_opaque or parsed.scheme not in {"http", "https"}:
        return False
    host = parsed.host
    if is_loopback_host(host) or host.endswith(_LOCAL_NAMES) or "." not in host.strip("[]"):
        return address_space(host) is AddressSpace.PUBLIC
    return address_space(host) in {None, AddressSpace.PUBLIC}


def space_asked(case: Case) -> tuple[int, AddressSpace] | None:
    """Give the first exchange and the address space of its server, as far as it is known."""
    for index, exchange in enumerate(case.outcome.exchanges[:1]):
        space = _space(exchange)
        return None if space is None else (index, space)
    return None


def _space(exchange: Exchange) -> AddressSpace | None:
    if exchange.peer:
        return address_space(exchange.peer.rpartition(":")[0])
    url = parse_url(exchange.request.url)
    host = "" if url is None or url.host is None else url.host
    return AddressSpace.LOOPBACK if is_loopback_host(host) else address_space(host)
