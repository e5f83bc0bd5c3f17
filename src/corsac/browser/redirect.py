"""HTTP-redirect fetch (fetch#concept-http-redirect-fetch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.complaint import Complaint
from corsac.browser.http_fetch import redirect_target, stated_target
from corsac.browser.location import AmbiguousLocationError
from corsac.browser.outcome import Block, Phase, Reason
from corsac.browser.request import Api
from corsac.browser.state import Mode, Received, Redirect, Tainting
from corsac.core.origin import origin_of_url
from corsac.core.request_headers import BODY_NAMES
from corsac.core.site import same_site
from corsac.core.url import HTTP_SCHEMES

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.state import Request, Sending
    from corsac.core.messages import WireResponse
    from corsac.core.origin import Origin
    from corsac.core.url import Url

#: How many redirects are followed (fetch#concept-http-redirect-fetch.7).
LIMIT = 20
_QUIET = frozenset({"GET", "HEAD"})
_FOUND = frozenset({301, 302})
_SEE_OTHER = 303


def follow(load: Load, response: Received, refusal: Block | None = None) -> Sending:
    """Treat a redirect by the request's redirect mode, and go on at its target.

    Args:
        load: The fetch.
        response: The redirect.
        refusal: What an engine will refuse it for, after the next hop's preflight.
    """
    from corsac.browser.main_fetch import main_fetch  # noqa: PLC0415 -- a redirect starts again

    request = load.request
    if request.redirect == Redirect.ERROR:
        early = load.profile.credentials_before_mode and _names_credentials(load, response.wire)
        if early:
            return _refuse(
                load, response, Reason.REDIRECT_CREDENTIALS, stated_target(load, response.wire)
            )
        return _refuse(load, response, Reason.REDIRECT_MODE)
    if request.redirect == Redirect.MANUAL:
        return Received(response.wire, response.exchange, opaque_redirect=True)
    try:
        location = load.profile.location(response.wire.headers.all("location"))
    except AmbiguousLocationError:
        return _refuse(load, response, Reason.REDIRECT_LOCATION)
    if location is None:
        return response
    target = _target(load, location)
    reason = Reason.REDIRECT_LOCATION if target is None else _forbidden(load, target)
    late = refusal
    if reason is Reason.REDIRECT_CREDENTIALS and _refused_late(load):
        late = _refuse(load, response, reason, _stated(load, location))
        reason = None
    if target is None or reason is not None:
        shown = location if target is None else target.href
        if reason is Reason.REDIRECT_CREDENTIALS:
            shown = _stated(load, location)
        return _refuse(load, response, reason or Reason.REDIRECT_LOCATION, shown)
    load.recorder.passed(
        "fetch#concept-http-redirect-fetch.19", "redirect-followed", ("location", target.href)
    )
    _move(load, response.wire, target)
    request.refusal = late
    return (yield from main_fetch(load))


def _stated(load: Load, location: str) -> str:
    """Give the URL that Location states, without a fragment that is handed on."""
    target = load.parse(location, load.request.url)
    return location if target is None else target.href


def _names_credentials(load: Load, wire: WireResponse) -> bool:
    """Tell whether a redirect leads to a URL with credentials that CORS refuses."""
    target = load.parse(wire.headers.get("location") or "", load.request.url)
    if target is None or not target.includes_credentials:
        return False
    return _cors_minds(load.request, target.href)


def _refused_late(load: Load) -> bool:
    """Tell whether credentials in a URL are refused only after its preflight."""
    basic = load.request.tainting == Tainting.BASIC
    return load.profile.refuses_credentials_late and basic


def _refuse(load: Load, response: Received, reason: Reason, location: str = "") -> Block:
    """End at a redirect that isn't followed."""
    request = load.request
    load.recorder.failed("fetch#concept-http-redirect-fetch", reason.value, ("location", location))
    block = Block(reason, Phase.REDIRECT, response.exchange, location)
    target = redirect_target(load, response.wire) if location else ""
    stated = stated_target(load, response.wire)
    quiet = reason is Reason.REDIRECT_CREDENTIALS and not _cors_minds(request, location)
    load.complaint = Complaint(block, request, response.wire, target, stated, quiet=quiet)
    return block


def _target(load: Load, location: str) -> Url | None:
    """Parse Location; the fragment is handed on (fetch#concept-response-location-url)."""
    request = load.request
    target = load.parse(location, request.url)
    if target is not None and target.fragment is None and request.url.fragment is not None:
        return load.parse(f"{target.href}#{request.url.fragment}")
    return target


def _forbidden(load: Load, target: Url) -> Reason | None:
    """Say why a target is not followed (fetch#concept-http-redirect-fetch.6 to .11)."""
    request = load.request
    if target.scheme not in HTTP_SCHEMES:
        return Reason.REDIRECT_SCHEME
    if request.redirects >= LIMIT:
        return Reason.REDIRECT_LIMIT
    if request.mode == Mode.SAME_ORIGIN and origin_of_url(target) != request.client.origin:
        return None  # it ends there anyway
    everywhere = load.profile.refuses_redirect_credentials and request.api is not Api.BEACON
    if target.includes_credentials and (everywhere or _cors_minds(request, target.href)):
        return Reason.REDIRECT_CREDENTIALS
    return None


def _cors_minds(request: Request, target: str) -> bool:
    """Tell whether CORS refuses a target with credentials (fetch#concept-http-redirect-fetch.9)."""
    if request.tainting == Tainting.CORS:
        return True
    scheme, _, rest = target.partition("://")
    authority = rest.partition("/")[0].rpartition("@")[2]
    return request.mode == Mode.CORS and f"{scheme}://{authority}" != request.client.serialized


def _move(load: Load, wire: WireResponse, target: Url) -> None:
    """Change the request for its next hop (fetch#concept-http-redirect-fetch.8 to .18)."""
    request = load.request
    origin = origin_of_url(target)
    crosses = origin != request.url_origin
    if _becomes_get(load, wire.status, crosses=crosses):
        request.method = "GET"
        request.body = None
        request.stream = False
        request.headers = request.headers.without(*BODY_NAMES)
        request.bodiless = True
    request.crossed = crosses
    if crosses:
        request.origin_sent = False
        if "authorization" in request.headers:
            load.recorder.note("fetch#concept-http-redirect-fetch.13", "authorization-dropped")
        request.headers = request.headers.without("Authorization")
    elif load.profile.authorization_returns:
        _give_back(request)
    if crosses and not _near(request, origin):
        request.cross_site_redirect = True
    if not request.tainted and _taints(load, target_is_same=not crosses):
        request.tainted = True
        load.recorder.note("fetch#concept-request-tainted-origin", "origin-tainted")
    request.statuses.append(wire.status)
    request.urls.append(target)
    request.origins.append(origin)
    request.redirects += 1


def _becomes_get(load: Load, status: int, *, crosses: bool) -> bool:
    """Tell whether the next hop is a GET (fetch#concept-http-redirect-fetch.12)."""
    method, profile = load.request.method, load.profile
    if status in _FOUND and method in profile.found_rewrites:
        return True
    if crosses and method in profile.cross_origin_rewrites:
        return True
    return status == _SEE_OTHER and method not in _QUIET


def _near(request: Request, target: Origin) -> bool:
    """Tell whether a hop stays within a site, or starts from the page's own."""
    last = request.url_origin
    return same_site(target, last) or same_site(request.client.origin, last)


def _give_back(request: Request) -> None:
    """Restore the Authorization that script set."""
    values = request.first_headers.all("authorization")
    if values and "authorization" not in request.headers:
        request.headers = request.headers.with_line("Authorization", values[-1])


def _taints(load: Load, *, target_is_same: bool) -> bool:
    """Tell whether a hop makes the origin `null` (fetch#concept-request-tainted-origin).

    It does where a URL of another origin than the page's sends on to a third origin.
    """
    request = load.request
    if request.mode == Mode.WEBSOCKET:
        return False
    if request.mode == Mode.NO_CORS and load.profile.no_cors_crossing_taints:
        return not target_is_same
    return not target_is_same and request.url_origin != request.client.origin
