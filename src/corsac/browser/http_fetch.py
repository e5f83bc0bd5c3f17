"""HTTP fetch (fetch#concept-http-fetch): preflight, request, CORS check, redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.cookie_header import keep_cookies
from corsac.browser.corp import resource_policy
from corsac.browser.cors_check import cors_check, demands_credentials
from corsac.browser.local_network import local_network
from corsac.browser.outcome import Block, Phase, Reason
from corsac.browser.preflight import cache_key, cached, preflight
from corsac.browser.state import Credentials, Received, Tainting
from corsac.browser.wire import actual_request
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.core.statuses import is_redirect

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.browser.load import Load
    from corsac.browser.state import Arrival, Request, Sending
    from corsac.core.messages import WireRequest

NOT_MODIFIED = 304
#: Headers with which a page asks for a 304 itself.
CONDITIONS = ("if-modified-since", "if-none-match", "if-range")


def http_fetch(load: Load, names: tuple[str, ...] | None) -> Sending:
    """Fetch over HTTP.

    Args:
        load: The fetch.
        names: The CORS-unsafe header names if a preflight may be due, else None.
    """
    from corsac.browser.redirect import follow  # noqa: PLC0415 -- redirects come back here

    block = yield from _clear_way(load, names)
    if block is not None:
        return block
    response = yield from _network_fetch(load)
    if isinstance(response, Block):
        return response
    block = _checks(load, response)
    if block is not None:
        if names is not None:
            load.cache.clear(cache_key(load))
        return block
    if is_redirect(response.wire.status):
        return (yield from follow(load, response))
    return response


def _clear_way(
    load: Load, names: tuple[str, ...] | None
) -> Generator[WireRequest, Arrival, Block | None]:
    """Do what comes before the request itself; None if it may be sent."""
    request = load.request
    if names is not None:
        request.preflighted = True
        if not cached(load, names):
            block = local_network(load, preflight=True)
            block = block or (yield from preflight(load, names))
            if block is not None:
                load.cache.clear(cache_key(load))
                return block
    block = local_network(load)
    if block is not None:
        return block
    if request.refusal is not None:
        return request.refusal
    if request.stream and load.lacks_http2():
        block = load.blocked_before(Reason.STREAM_HTTP1)
        load.complaint = Complaint(block, request, quiet=True)
    return block


def includes_credentials(load: Load) -> bool:
    """Decide whether cookies go along (fetch#http-network-or-cache-fetch.8, includeCredentials)."""
    request = load.request
    shielded = load.profile.credentialless and request.client.credentialless
    if shielded and request.tainting == Tainting.OPAQUE:
        return False
    if request.credentials == Credentials.INCLUDE:
        return True
    return request.credentials == Credentials.SAME_ORIGIN and request.tainting == Tainting.BASIC


def _network_fetch(load: Load) -> Sending:
    """Send the request, keep its cookies (fetch#concept-http-network-or-cache-fetch)."""
    request = load.request
    include = includes_credentials(load)
    if not request.redirects:
        request.first_credentialed = include
    wire = actual_request(load, include=include)
    stored = load.http_cache.find(request, wire.headers)
    if stored is not None and load.http_cache.usable(stored, request, load.now):
        load.recorder.note("fetch#http-network-or-cache-fetch.10", "from-cache")
        return Received(stored.response, len(load.recorder.exchanges) - 1, local=True)
    if request.cache == "only-if-cached":
        block = load.blocked_before(Reason.NETWORK, "not in the cache")
        load.complaint = Complaint(block, request, quiet=True)
        return block
    answer = yield from load.send(wire)
    if isinstance(answer, WireResponse) and answer.status in load.profile.repeated_statuses:
        answer = yield from load.send(wire)
    if isinstance(answer, WireResponse) and answer.status in load.profile.fatal_statuses:
        answer = Failure(FailureKind.MALFORMED, f"status {answer.status}")
    if isinstance(answer, Failure):
        block = load.died(answer, Phase.ACTUAL)
        load.complaint = Complaint(block, request, answer)
        return block
    if include:
        keep_cookies(load, answer)
    if stored is not None and answer.status == NOT_MODIFIED and _asks_itself(request):
        renewed = load.http_cache.refresh(request, stored, answer, load.now)
        return load.received(renewed.response)
    load.http_cache.keep(request, wire.headers, answer, load.now)
    return load.received(answer)


def _asks_itself(request: Request) -> bool:
    """Tell whether a 304 is for the cache: the page didn't ask for one itself."""
    return not any(name in request.headers for name in CONDITIONS)


def redirect_target(load: Load, wire: WireResponse) -> str:
    """Give where a redirect would have led, without credentials; empty if nowhere."""
    location = wire.headers.get("location")
    target = None if location is None else load.parse(location, load.request.url)
    if target is None:
        return ""
    return f"{target.scheme}://{target.authority}{target.target}" if target.host else target.href


def _checks(load: Load, response: Received) -> Block | None:
    """Check what every response must pass, redirects included (fetch#concept-http-fetch.6)."""
    request = load.request
    redirect = is_redirect(response.wire.status) and "location" in response.wire.headers
    phase = Phase.REDIRECT if redirect else Phase.ACTUAL
    if request.tainting == Tainting.CORS:
        failed = cors_check(
            response.wire.headers,
            request.origin,
            include=demands_credentials(load, redirect=redirect),
            recorder=load.recorder,
            parse=load.parse,
        )
        if failed is not None:
            block = Block(failed[0], phase, response.exchange, failed[1])
            location = redirect_target(load, response.wire) if redirect else ""
            load.complaint = Complaint(block, request, response.wire, location)
            return block
    if request.tainting == Tainting.OPAQUE:
        policy = resource_policy(load, response)
        if policy is not None:
            block = Block(Reason.RESOURCE_POLICY, phase, response.exchange, policy)
            load.complaint = Complaint(block, request, response.wire)
            return block
    return None
