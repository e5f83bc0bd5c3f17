"""Mixed content: an https page asks for http (mixed-content#should-block-fetch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.host import is_loopback_host

if TYPE_CHECKING:
    from corsac.browser.load import Load


def mixed_content(load: Load) -> bool:
    """Tell whether the current URL is mixed content that must be blocked."""
    request, url = load.request, load.request.url
    if request.client.top.scheme != "https" or url.scheme != "http":
        return False
    return not (load.profile.loopback_is_trustworthy and is_loopback_host(url.host or ""))
