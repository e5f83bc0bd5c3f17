"""The CORS-preflight fetch (fetch#cors-preflight-fetch): when, what is sent, what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.outcome import Block, Phase
from corsac.browser.preflight_cache import Ask, CacheKey, Grant
from corsac.browser.preflight_check import judge_preflight
from corsac.browser.profile import Announce
from corsac.browser.request import Api
from corsac.browser.wire import preflight_request
from corsac.core.fields import token_list
from corsac.core.messages import Failure, WireResponse
from corsac.core.methods import is_safelisted
from corsac.core.request_headers import BODY_NAMES, unsafe_names

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.browser.load import Load
    from corsac.browser.state import Arrival, Request
    from corsac.core.messages import WireRequest

AUTHORIZATION = "authorization"


def preflight_needs(load: Load) -> tuple[str, ...] | None:
    """Say what in a request asks for a preflight (fetch#concept-main-fetch.12, fetch#http-fetch).

    Returns:
        The CORS-unsafe header names that the preflight will list, possibly none; None where no
        preflight is due.
    """
    request, profile = load.request, load.profile
    names = unsafe_names(request.headers, profile.safelist)
    first = names
    if request.api in profile.needs_first_headers and request.redirects:
        first = unsafe_names(request.first_headers, profile.safelist)
        names = _announced(load, names, first)
    reasons: list[tuple[str, str]] = []
    if request.unsafe and not is_safelisted(request.method):
        reasons.append(("method", request.method))
    if request.unsafe and first:
        reasons.append(("headers", ",".join(first)))
    if request.use_preflight:
        reasons.append(("stream" if request.stream else "upload-listener", "true"))
    if profile.preflight_sticks and request.preflighted:
        reasons.append(("preflighted-before", "true"))
    clause = "fetch#concept-main-fetch.12"
    if not reasons:
        load.recorder.note(clause, "no-preflight", ("because", "safelisted"))
        return None
    load.recorder.note(clause, "preflight-needed", *reasons)
    return names


def _announced(load: Load, left: tuple[str, ...], first: tuple[str, ...]) -> tuple[str, ...]:
    """Name what a preflight lists after redirects, where an engine looks back.

    Args:
        load: The fetch.
        left: The unsafe names of the headers that redirects have left.
        first: Those that the request started with.
    """
    request, profile = load.request, load.profile
    names = list(first if request.api in profile.announces_first_headers else left)
    if request.bodiless and profile.forgets_set_body_headers and not request.implied_type:
        names = [name for name in names if name not in BODY_NAMES]
    if AUTHORIZATION not in first:
        return tuple(names)
    announce = profile.announces_authorization
    always = announce is Announce.ALWAYS
    later = announce is Announce.UNLESS_CROSSED and not request.crossed
    listed = always or later or AUTHORIZATION in left
    without = [name for name in names if name != AUTHORIZATION]
    return tuple(sorted([*without, AUTHORIZATION])) if listed else tuple(without)


def cache_key(load: Load) -> CacheKey:
    """Give the preflight cache's key of a request at its current URL."""
    request = load.request
    origin = request.client.serialized if load.profile.preflight_untainted else request.origin
    return CacheKey(str(request.client.top), origin, request.url.href)


def skips_cache(request: Request, modes: frozenset[str], headers: frozenset[str]) -> bool:
    """Tell whether a request's cache mode, or a header of its own, keeps the cache out of it."""
    return request.cache in modes or any(name.lower() in headers for name, _ in request.headers)


def cached(load: Load, names: tuple[str, ...]) -> bool:
    """Look the preflight cache up (fetch#concept-cache-match, fetch#http-fetch.4)."""
    request = load.request
    profile = load.profile
    heeded = request.api is not Api.XHR or profile.uncached_xhr
    headers = profile.uncached_headers if heeded else frozenset[str]()
    if skips_cache(request, profile.uncached_modes, headers):
        return False
    ask = Ask(
        cache_key(load),
        request.credentials == "include",
        request.method,
        names,
        method_matters=request.use_preflight,
    )
    until = load.cache.covered_until(ask, load.now)
    if until is None:
        return False
    load.recorder.note(
        "fetch#concept-cache-match", "no-preflight", ("because", "cached"), ("until", f"{until:g}")
    )
    return True


def preflight(load: Load, names: tuple[str, ...]) -> Generator[WireRequest, Arrival, Block | None]:
    """Send the preflight and judge its answer.

    Returns:
        None if the request may be sent.
    """
    answer = yield from load.exchange(preflight_request(load, names))
    if isinstance(answer, WireResponse) and load.profile.preflight_needs_body:
        answer = answer.fault or answer
    if isinstance(answer, Failure):
        block = load.died(answer, Phase.PREFLIGHT)
        load.complaint = Complaint(block, load.request, answer)
        return block
    failed = judge_preflight(load, answer, names, lambda: _remember(load, answer))
    if failed is not None:
        reason, detail, uncovered = failed
        block = Block(reason, Phase.PREFLIGHT, load.recorder.last, detail)
        load.complaint = Complaint(block, load.request, answer, uncovered=uncovered)
        return block
    return None


def _remember(load: Load, answer: WireResponse) -> None:
    """Store what the preflight allowed (fetch#cors-preflight-fetch.7, from "max-age" on)."""
    request, profile = load.request, load.profile
    if skips_cache(request, profile.unstored_modes, frozenset()):
        return
    opaque = request.client.origin.is_opaque
    tainted = request.tainted and not opaque  # what is `null` already stays the same
    if (opaque and not profile.caches_opaque) or (tainted and not profile.caches_tainted):
        return
    headers = answer.headers
    age = min(profile.max_age(headers.all("access-control-max-age")), profile.max_age_cap)
    methods = token_list(headers.all("access-control-allow-methods")) or ()
    allowed = token_list(headers.all("access-control-allow-headers")) or ()
    grant = Grant(
        cache_key(load),
        request.credentials == "include",
        methods or ((request.method,) if request.use_preflight else ()),
        tuple(name.lower() for name in allowed),
        load.now + age,
    )
    load.cache.store(grant, load.now)
    load.recorder.passed("fetch#cors-preflight-fetch.7", "preflight-kept", ("seconds", f"{age:g}"))
