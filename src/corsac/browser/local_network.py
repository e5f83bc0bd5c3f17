"""Local Network Access: a public page asks a server on this machine or this network.

It is decided by where a server turns out to be, before anything is sent, and by the user's
permission; no header of the server has a say (local-network-access#integration-with-fetch).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.outcome import Block, Reason
from corsac.core.address import AddressSpace
from corsac.core.origin import DEFAULT_PORTS

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.settings import Settings

_CLAUSE = "local-network-access#local-network-access-check"
#: RequestInit's targetAddressSpace; `private` is what `local` was called.
DECLARED = {
    "public": AddressSpace.PUBLIC,
    "local": AddressSpace.LOCAL,
    "private": AddressSpace.LOCAL,
    "loopback": AddressSpace.LOOPBACK,
}
#: What the check found, for the console.
WRONG_SPACE, INSECURE, DENIED = "wrong-space", "insecure", "denied"


def space_of(settings: Settings, scheme: str, host: str, port: int | None) -> AddressSpace:
    """Give the space that a server is in; one that nobody named is on loopback."""
    written = DEFAULT_PORTS.get(scheme) if port is None else port
    spaces = settings.spaces
    return spaces.get(f"{host}:{written}", spaces.get(f"*:{written}", AddressSpace.LOOPBACK))


def local_network(load: Load, *, preflight: bool = False) -> Block | None:
    """Check whether the page may talk to the server behind the current URL.

    Args:
        load: The fetch.
        preflight: A preflight is about to be sent: a space that the page declared wrongly is not
            noticed yet.
    """
    if not load.profile.local_network or not load.settings.spaces:
        return None
    request, settings = load.request, load.settings
    url, top = request.url, request.client.top
    target = space_of(settings, url.scheme, url.host or "", url.port)
    client = space_of(settings, top.scheme, top.host, top.port)
    found = None
    declared = DECLARED.get(request.address_space)
    if declared is not None and declared is not target and not preflight:
        found = WRONG_SPACE
    elif target < client and client is AddressSpace.PUBLIC:
        if not request.client.secure:
            found = INSECURE
        elif not settings.local_network_granted:
            found = DENIED
    if found is None:
        return None
    load.recorder.note(
        _CLAUSE,
        "local-network",
        ("client", client.name.lower()),
        ("target", target.name.lower()),
        ("because", found),
    )
    detail = f"{found} {target.name.lower()}"
    block = load.blocked_before(Reason.LOCAL_NETWORK, detail)
    load.complaint = Complaint(block, request)
    return block
