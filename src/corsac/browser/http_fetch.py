"""HTTP fetch (fetch#concept-http-fetch): preflight, request, CORS check, redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.cookie_header import keep_cookies
from corsac.browser.corp import resource_policy
from corsac.browser.cors_check import cors_check, counted_lines, demands_credentials
from corsac.browser.local_network import local_network
from corsac.browser.mixed_content import mixed_content
from corsac.browser.outcome import Block, Phase, Reason
from corsac.browser.preflight import cache_key, cached, preflight
from corsac.browser.profile import Refused
from corsac.browser.request import Api
from corsac.browser.state import Credentials, Received, Tainting
from corsac.browser.wire import actual_request
from corsac.core.messages import Failure
from corsac.core.statuses import is_redirect

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.browser.http_cache import Stored
    from corsac.browser.load import Load
    from corsac.browser.state import Arrival, Request, Sending
    from corsac.core.messages import WireRequest, WireResponse

NOT_MODIFIED = 304
#: What a response fails by only where it must allow credentials.
_BY_CREDENTIALS = frozenset({Reason.ALLOW_ORIGIN_WILDCARD, Reason.ALLOW_CREDENTIALS})
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
    before = load.http_cache.peek(load.request)
    response = yield from _network_fetch(load)
    if isinstance(response, Block):
        return response
    block = _checks(load, response)
    if block is not None and _refused_late(load, response, block):
        return (yield from follow(load, response, block))
    if block is not None:
        _forget(load, response, before)
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
        if load.profile.preflights_mixed and request.redirects and mixed_content(load):
            block = load.blocked_before(Reason.MIXED_CONTENT, request.url.href)
            load.complaint = Complaint(block, request)
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
    include = request.credentialed = includes_credentials(load)
    if not request.redirects:
        request.first_credentialed = include
    wire = actual_request(load, include=include)
    skips = load.profile.skips_http_cache(request)
    stored = None if skips else load.http_cache.find(request, wire.headers)
    if stored is not None and load.http_cache.usable(stored, request, wire.headers, load.now):
        load.recorder.note("fetch#http-network-or-cache-fetch.10", "from-cache")
        return Received(stored.response, len(load.recorder.exchanges) - 1, local=True)
    if request.cache == "only-if-cached" and not load.profile.only_if_cached_asks:
        block = load.blocked_before(Reason.NETWORK, "not in the cache")
        load.complaint = Complaint(block, request, quiet=True)
        return block
    answer = yield from load.exchange(wire)
    if isinstance(answer, Failure):
        block = load.died(answer, Phase.ACTUAL)
        load.complaint = Complaint(block, request, answer)
        return block
    if include:
        keep_cookies(load, answer)
    if stored is not None and answer.status == NOT_MODIFIED and _asks_itself(request):
        renewed = load.http_cache.refresh(request, stored, answer, load.now)
        return load.received(renewed.response)
    if not skips:
        load.http_cache.keep(request, wire.headers, answer, load.now)
    return load.received(answer)


def _forget(load: Load, response: Received, before: Stored | None) -> None:
    """Take what was refused out of the HTTP cache, where an engine does.

    Args:
        load: The fetch.
        response: What was refused.
        before: What was stored before it came.
    """
    request, refused = load.request, load.profile.refused_stored
    redirect = is_redirect(response.wire.status)
    if response.local or redirect or request.cache == "no-store":
        return
    if refused is Refused.UNSTORED:
        load.http_cache.restore(request, before)
    if refused is Refused.DROPPED and request.api is Api.FETCH:
        load.http_cache.drop(request)


def _asks_itself(request: Request) -> bool:
    """Tell whether a 304 is for the cache: the page didn't ask for one itself."""
    return not any(name in request.headers for name in CONDITIONS)


def redirect_target(load: Load, wire: WireResponse) -> str:
    """Give where a redirect would have led, without credentials; empty if nowhere.

    A fragment is handed on.
    """
    location = wire.headers.get("location")
    url = load.request.url
    target = None if location is None else load.parse(location, url)
    if target is None:
        return ""
    fragment = url.fragment if target.fragment is None else target.fragment
    tail = "" if fragment is None else f"#{fragment}"
    if not target.host:
        return f"{target.href.partition('#')[0]}{tail}"
    return f"{target.scheme}://{target.authority}{target.target}{tail}"


def _refused_late(load: Load, response: Received, block: Block) -> bool:
    """Tell whether a redirect is refused only after the next hop's preflight."""
    request = load.request
    kept = request.credentials != Credentials.INCLUDE and block.reason in _BY_CREDENTIALS
    redirect = is_redirect(response.wire.status) and block.phase is Phase.REDIRECT
    return kept and redirect and load.profile.refuses_kept_late and request.api is Api.XHR


def stated_target(load: Load, wire: WireResponse) -> str:
    """Give where a redirect would have led, as it is followed: credentials, fragment and all."""
    url = load.request.url
    target = load.parse(wire.headers.get("location") or "", url)
    if target is None:
        return ""
    inherits = target.fragment is None and url.fragment is not None and target.scheme != "data"
    return f"{target.href}#{url.fragment}" if inherits else target.href


def _checks(load: Load, response: Received) -> Block | None:
    """Check what every response must pass, redirects included (fetch#concept-http-fetch.6)."""
    request = load.request
    redirect = is_redirect(response.wire.status) and "location" in response.wire.headers
    phase = Phase.REDIRECT if redirect else Phase.ACTUAL
    if request.tainting == Tainting.CORS:
        failed = cors_check(
            counted_lines(load.profile, response.wire.headers),
            request.origin,
            include=demands_credentials(load, redirect=redirect),
            recorder=load.recorder,
            parse=load.parse,
        )
        if failed is not None:
            block = Block(failed[0], phase, response.exchange, failed[1])
            location = redirect_target(load, response.wire) if redirect else ""
            stated = stated_target(load, response.wire) if redirect else ""
            load.complaint = Complaint(block, request, response.wire, location, stated)
            return block
    if request.tainting == Tainting.OPAQUE:
        policy = resource_policy(load, response)
        if policy is not None:
            block = Block(Reason.RESOURCE_POLICY, phase, response.exchange, policy)
            location = redirect_target(load, response.wire) if redirect else ""
            load.complaint = Complaint(block, request, response.wire, location)
            return block
    return None
