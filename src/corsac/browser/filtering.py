"""What script sees of a response (fetch#concept-filtered-response)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import ScriptResponse
from corsac.browser.request import Api
from corsac.core.cors_headers import FORBIDDEN_RESPONSE_NAMES, SAFELISTED_RESPONSE_NAMES
from corsac.core.headers import Headers
from corsac.core.statuses import is_null_body

if TYPE_CHECKING:
    from corsac.browser.load import Load
    from corsac.browser.state import Received, Request


def filtered(load: Load, response: Received) -> ScriptResponse:
    """Filter a response by its request's tainting (fetch#concept-main-fetch.14)."""
    request = load.request
    if response.opaque_redirect:
        return ScriptResponse("opaqueredirect", 0, url=shown_url(request))
    if request.tainting == "opaque":
        load.recorder.passed("fetch#concept-filtered-response-opaque", "opaque-response")
        return ScriptResponse("opaque", 0)
    wire = response.wire
    lines = load.profile.lines(wire.headers)
    headers = Headers(
        tuple(
            (name, load.profile.shows(value))
            for name, value in lines
            if name.lower() not in FORBIDDEN_RESPONSE_NAMES
        )
    )
    if request.tainting == "cors":
        headers = _exposed(load, headers)
    bodiless = request.method == "HEAD" or is_null_body(wire.status)
    return ScriptResponse(
        str(request.tainting),
        wire.status,
        wire.reason,
        _url_in(load),
        request.redirects > 0 or request.upgraded,
        headers,
        b"" if bodiless else wire.body,
    )


def shown_url(request: Request) -> str:
    """Give the response's URL as script sees it (fetch#dom-response-url)."""
    return request.url.without_fragment


def _url_in(load: Load) -> str:
    """Give the response's URL, as the engine shows one that was upgraded."""
    request = load.request
    first = request.first_url
    if first is not None and load.profile.shows_first_url and not request.redirects:
        return first.without_fragment
    return shown_url(request)


def _exposed(load: Load, headers: Headers) -> Headers:
    """Keep what a CORS filtered response has (fetch#concept-filtered-response-cors)."""
    profile = load.profile
    read = profile.exposed
    if load.request.api is Api.XHR and profile.exposed_to_xhr is not None:
        read = profile.exposed_to_xhr
    names = read(headers.all("access-control-expose-headers"))
    everything = "*" in names and load.request.credentials != "include"
    kept = Headers(
        tuple(
            line
            for line in headers
            if everything
            or line[0].lower() in SAFELISTED_RESPONSE_NAMES
            or line[0].lower() in names
        )
    )
    hidden = dict.fromkeys(name.lower() for name, _ in headers if name not in kept)
    load.recorder.passed(
        "fetch#concept-filtered-response-cors",
        "headers-exposed",
        ("exposed", ",".join(sorted({name.lower() for name, _ in kept}))),
        ("hidden", ",".join(sorted(hidden))),
    )
    return kept
