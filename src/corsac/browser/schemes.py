"""URLs that aren't fetched over HTTP (fetch#concept-scheme-fetch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.data_url import data_response
from corsac.browser.outcome import Reason
from corsac.browser.state import Received, Tainting
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.state import Sending


def scheme_fetch(load: Load) -> Sending:
    """Answer a `data:` URL; everything else that isn't HTTP ends here."""
    yield from ()
    request = load.request
    if request.url.scheme == "data":
        response = data_response(request.url, sized=load.profile.data_has_length)
        if response is not None:
            request.tainting = Tainting.BASIC
            return Received(response, -1, local=True)
    if request.url.href == "about:blank" and load.profile.answers_about_blank:
        line = ("Content-Type", "text/html;charset=utf-8")
        return Received(WireResponse(200, "OK", Headers((line,))), -1, local=True)
    block = load.blocked_before(Reason.SCHEME, request.url.scheme)
    load.complaint = Complaint(block, request)
    return block
