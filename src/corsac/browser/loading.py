"""A load from its request to what script or an element makes of the response."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.content import accepted
from corsac.browser.integrity import is_usable, matches
from corsac.browser.main_fetch import main_fetch
from corsac.browser.outcome import Block, Phase, Reason
from corsac.browser.request import Api
from corsac.browser.websocket import refusal
from corsac.core.statuses import is_ok

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.state import Received, Request, Sending

_MEDIA = frozenset({Api.VIDEO, Api.AUDIO})


def run_load(load: Load) -> Sending:
    """Fetch, then check the body as the initiator does.

    Returns:
        The response, or what blocked it.
    """
    load.request.first_headers = load.request.headers
    attempts = load.profile.media_attempts if load.request.api in _MEDIA else 1
    fresh = _again(load.request)
    response = yield from main_fetch(load)
    for _ in range(attempts - 1):
        if isinstance(response, Block) or not is_ok(response.wire.status):
            break
        if accepted(load.request, response.wire, load.profile):
            break
        load.request = _again(fresh)
        response = yield from main_fetch(load)
    if isinstance(response, Block):
        return response
    block = _cut_short(load, response) or _integrity(load, response) or _content(load, response)
    if block is not None:
        load.complaint = Complaint(block, load.request, response.wire)
        return block
    return response


def _cut_short(load: Load, response: Received) -> Block | None:
    """End a load that needs the whole body (xhr#process-response-end-of-body); fetch() doesn't.

    A body that merely was not read to its end is none that broke.
    """
    if response.wire.fault is None or load.request.api is Api.FETCH:
        return None
    return Block(Reason.NETWORK, Phase.ACTUAL, response.exchange, "body cut short")


def _again(request: Request) -> Request:
    """Copy a request that hasn't been sent yet."""
    again = copy(request)
    again.urls, again.origins = list(request.urls), list(request.origins)
    again.statuses = []
    return again


def _integrity(load: Load, response: Received) -> Block | None:
    """Check the body against the request's integrity metadata (fetch#concept-main-fetch.22)."""
    request = load.request
    if not request.integrity or response.opaque_redirect:
        return None
    opaque = request.tainting == "opaque"
    holds = load.profile.unusable_integrity_holds or request.api is Api.FETCH
    if opaque and not holds and not is_usable(request.integrity):
        return None
    unread = not response.wire.complete and response.wire.fault is None
    if not opaque and (unread or matches(request.integrity, response.wire.body)):
        load.recorder.passed("fetch#concept-main-fetch.22", "integrity")
        return None
    load.recorder.failed("fetch#concept-main-fetch.22", "integrity", ("opaque", str(opaque)))
    return Block(Reason.INTEGRITY, Phase.ACTUAL, response.exchange, request.integrity)


def _content(load: Load, response: Received) -> Block | None:
    """Check whether an element can use what came."""
    request = load.request
    if request.api is Api.WEBSOCKET:
        refused = refusal(request, response.wire, optional=load.profile.subprotocol_optional)
        if refused is None:
            return None
        load.recorder.failed("websockets#concept-websocket-establish", "handshake-refused")
        return Block(Reason.WEBSOCKET_REFUSED, Phase.ACTUAL, response.exchange, refused)
    if accepted(request, response.wire, load.profile):
        return None
    load.recorder.failed("fetch#concept-main-fetch.20", "content")
    return Block(Reason.CONTENT, Phase.ACTUAL, response.exchange, str(response.wire.status))
