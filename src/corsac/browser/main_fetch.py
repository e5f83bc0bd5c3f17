"""Main fetch (fetch#concept-main-fetch): which road a request takes, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.http_fetch import http_fetch
from corsac.browser.mixed_content import mixed_content
from corsac.browser.outcome import Block, Reason
from corsac.browser.preflight import preflight_needs
from corsac.browser.schemes import scheme_fetch
from corsac.browser.state import Mode, Tainting
from corsac.core.origin import origin_of_url
from corsac.core.ports import is_bad_port
from corsac.core.url import HTTP_SCHEMES

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.state import Sending

#: The most that keepalive requests may carry, in bytes (fetch#http-network-or-cache-fetch.8).
KEEPALIVE_LIMIT = 65536


def main_fetch(load: Load) -> Sending:
    """Fetch at the current URL; redirects come back here.

    Returns:
        The unfiltered response, or what blocked it.
    """
    request, recorder = load.request, load.recorder
    _upgrade(load)
    url = request.url
    road = "fetch#concept-main-fetch.12"
    same_origin = request.url_origin == request.client.origin
    basic = same_origin and request.tainting == Tainting.BASIC
    if request.mode == Mode.SAME_ORIGIN and not basic and url.scheme != "data":
        recorder.note(road, "same-origin-mode", ("url", url.href))
        return blocked(load, load.blocked_before(Reason.SAME_ORIGIN_MODE, url.href))
    block = _pre_checks(load)
    if block is not None:
        return blocked(load, block)
    if basic:
        recorder.note(road, "same-origin", ("url", url.href))
        return (yield from http_fetch(load, None))
    if request.mode == Mode.WEBSOCKET:
        return (yield from http_fetch(load, None))
    if url.scheme == "data":
        return (yield from scheme_fetch(load))
    if request.mode == Mode.NO_CORS:
        return (yield from _no_cors(load))
    if url.scheme not in HTTP_SCHEMES:
        return blocked(load, load.blocked_before(Reason.SCHEME, url.scheme))
    request.tainting = Tainting.CORS
    names = preflight_needs(load)
    return (yield from http_fetch(load, names))


def _no_cors(load: Load) -> Sending:
    """Take the road of no-cors requests (fetch#concept-main-fetch.12)."""
    request = load.request
    if request.redirect != "follow":
        return blocked(load, load.blocked_before(Reason.NO_CORS_REDIRECT_MODE, request.redirect))
    request.tainting = Tainting.OPAQUE
    load.recorder.note("fetch#concept-main-fetch.12", "no-cors", ("url", request.url.href))
    if request.url.scheme not in HTTP_SCHEMES:
        return (yield from scheme_fetch(load))
    return (yield from http_fetch(load, None))


def _pre_checks(load: Load) -> Block | None:
    """Refuse what is never sent: CSP, mixed content, bad ports (fetch#concept-main-fetch.7)."""
    request = load.request
    url = request.url
    itself = request.client.top
    if request.destination == "" and not request.client.policy.allows(
        url, request.url_origin, itself
    ):
        load.recorder.note(
            "csp3#should-block-request", "content-security-policy", ("url", url.href)
        )
        return load.blocked_before(Reason.CONTENT_SECURITY_POLICY, request.client.policy.directive)
    if mixed_content(load):
        load.recorder.note("mixed-content#should-block-fetch", "mixed-content", ("url", url.href))
        return load.blocked_before(Reason.MIXED_CONTENT, url.href)
    if is_bad_port(url.port):
        load.recorder.note("fetch#block-bad-port", "bad-port", ("port", str(url.port)))
        return load.blocked_before(Reason.BAD_PORT, str(url.port))
    if request.keepalive and len(request.body or b"") > KEEPALIVE_LIMIT:
        load.recorder.note("fetch#http-network-or-cache-fetch.8", "keepalive-limit")
        return load.blocked_before(Reason.KEEPALIVE_LIMIT, str(len(request.body or b"")))
    return None


def _upgrade(load: Load) -> None:
    """Turn http into https where the page says so (upgrade-insecure-requests#upgrade-request)."""
    request, url = load.request, load.request.url
    if not request.client.policy.upgrade or url.scheme != "http":
        return
    upgraded = load.parse(f"https:{url.href.partition(':')[2]}")
    if upgraded is not None:
        load.recorder.note("upgrade-insecure-requests#upgrade-request", "upgraded")
        request.urls[-1] = upgraded
        request.origins[-1] = origin_of_url(upgraded)


def blocked(load: Load, block: Block) -> Block:
    """End the fetch with a complaint."""
    load.complaint = Complaint(block, load.request)
    return block
