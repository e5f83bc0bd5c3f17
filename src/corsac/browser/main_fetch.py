"""Main fetch (fetch#concept-main-fetch): which road a request takes, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.http_fetch import http_fetch
from corsac.browser.mixed_content import mixed_content, upgradeable
from corsac.browser.outcome import Block, Reason
from corsac.browser.preflight import preflight_needs
from corsac.browser.request import Api
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
    if same_origin and request.upgraded and not request.redirects:
        return (yield from http_fetch(load, None))
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
    if mixed_content(load) and not _preflights_first(load):
        load.recorder.note("mixed-content#should-block-fetch", "mixed-content", ("url", url.href))
        return load.blocked_before(Reason.MIXED_CONTENT, url.href)
    if is_bad_port(url.port):
        load.recorder.note("fetch#block-bad-port", "bad-port", ("port", str(url.port)))
        return load.blocked_before(Reason.BAD_PORT, str(url.port))
    limited = request.keepalive and (request.api is not Api.BEACON or load.profile.beacon_limited)
    if limited and len(request.body or b"") > KEEPALIVE_LIMIT:
        load.recorder.note("fetch#http-network-or-cache-fetch.8", "keepalive-limit")
        return load.blocked_before(Reason.KEEPALIVE_LIMIT, str(len(request.body or b"")))
    return None


def _preflights_first(load: Load) -> bool:
    """Tell whether an engine sends a redirect's preflight before it looks at mixed content."""
    request = load.request
    if not load.profile.preflights_mixed or not request.redirects or request.mode != Mode.CORS:
        return False
    return preflight_needs(load) is not None


def _upgrade(load: Load) -> None:
    """Turn http into https where the page says so, or may not show http.

    (upgrade-insecure-requests#upgrade-request, mixed-content#upgrade-algorithm)
    """
    request, url = load.request, load.request.url
    clause = "upgrade-insecure-requests#upgrade-request"
    if not request.client.policy.upgrade:
        if not upgradeable(load):
            return
        clause = "mixed-content#upgrade-algorithm"
    upgraded = load.parse(f"https:{url.href.partition(':')[2]}") if url.scheme == "http" else None
    if upgraded is None:
        return
    load.recorder.note(clause, "upgraded", ("url", url.href))
    if not request.client.policy.upgrade:
        load.recorder.print(load.profile.upgrade_warning(request, url.href))
    if load.profile.upgrade_redirects:
        request.upgraded = True
        if request.mode == Mode.CORS and origin_of_url(url) != request.client.origin:
            request.tainting = Tainting.CORS
    if not request.redirects:
        request.first_url = url
    request.urls[-1] = upgraded
    request.origins[-1] = origin_of_url(upgraded)


def blocked(load: Load, block: Block) -> Block:
    """End the fetch with a complaint."""
    load.complaint = Complaint(block, load.request)
    return block
