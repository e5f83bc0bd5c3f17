"""Mixed content: an https page asks for http (mixed-content#should-block-fetch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.local_network import DECLARED
from corsac.core.address import AddressSpace
from corsac.core.host import is_ip_address, is_loopback_host

if TYPE_CHECKING:
    from corsac.browser.load import Load


def mixed_content(load: Load) -> bool:
    """Tell whether the current URL is mixed content that must be blocked."""
    request, url = load.request, load.request.url
    if request.client.top.scheme != "https" or url.scheme != "http":
        return False
    if load.profile.loopback_is_trustworthy and is_loopback_host(url.host or ""):
        return False
    if request.api in load.profile.passive_elements:
        load.recorder.print(load.profile.mixed_content_warning(request))
        return False
    if load.profile.local_network and _declared_local(load):
        load.recorder.note("local-network-access#mixed-content", "mixed-content-waived")
        load.recorder.print(load.profile.mixed_content_warning(request))
        return False
    return True


def upgradeable(load: Load) -> bool:
    """Tell whether the current URL is shown by https instead (mixed-content#upgrade-algorithm)."""
    request, url = load.request, load.request.url
    host = url.host or ""
    if request.client.top.scheme != "https" or url.scheme != "http":
        return False
    shown = request.destination in {"image", "audio", "video"}
    return shown and not is_loopback_host(host) and not is_ip_address(host)


def _declared_local(load: Load) -> bool:
    """Tell whether the page says that it means a server on this machine or this network.

    A worker's word doesn't count.
    """
    if load.request.client.worker:
        return False
    declared = DECLARED.get(load.request.address_space)
    return declared is not None and declared is not AddressSpace.PUBLIC
