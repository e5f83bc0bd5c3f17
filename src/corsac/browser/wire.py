"""Wire requests: what a request looks like on its way out (fetch#http-network-or-cache-fetch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.cookie_header import cookie_header
from corsac.browser.metadata import fetch_metadata
from corsac.browser.origin_header import origin_header
from corsac.browser.referrer import referer
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.core.request_headers import combined

if TYPE_CHECKING:
    from corsac.browser.load import Load

#: Methods that say `Content-Length: 0` without a body (fetch#http-network-or-cache-fetch.8).
LENGTH_METHODS = frozenset({"POST", "PUT"})


def preflight_request(load: Load, names: tuple[str, ...]) -> WireRequest:
    """Make the preflight (fetch#cors-preflight-fetch.1 to .5): no cookies, no Authorization."""
    request = load.request
    origin = request.client.serialized if load.profile.preflight_untainted else request.origin
    lines = [
        ("Accept", "*/*"),
        ("Access-Control-Request-Method", request.method),
        ("Origin", origin),
    ]
    if names:
        lines.insert(2, ("Access-Control-Request-Headers", ",".join(names)))
    lines.extend(fetch_metadata(request, preflight=True))
    source = referer(request)
    if source is not None:
        lines.append(("Referer", source))
    load.recorder.note(
        "fetch#cors-preflight-fetch.1",
        "preflight",
        ("method", request.method),
        ("headers", ",".join(names)),
        ("origin", origin),
    )
    url = request.url.without_fragment
    return WireRequest("OPTIONS", url, Headers(tuple(lines)), None, True, request.redirects)  # noqa: FBT003 -- a wire request's `preflight`


def _combined(load: Load) -> list[tuple[str, str]]:
    """Join the values of each name; of a header that can't be a list, keep the last."""
    headers = load.request.headers
    lines = list(combined(headers))
    if load.profile.sends_utf8:
        lines = [(name, value.encode().decode("latin-1")) for name, value in lines]
    for name in load.profile.singletons:
        values = headers.all(name)
        if len(values) > 1:
            lines = [line for line in lines if line[0].lower() != name]
            lines.append((name.title(), values[-1]))
    return lines


def actual_request(load: Load, *, include: bool) -> WireRequest:
    """Make the request itself (fetch#http-network-or-cache-fetch.8).

    Args:
        load: The fetch.
        include: Whether cookies go along.
    """
    request = load.request
    lines = _combined(load)
    if request.body is not None:
        lines.append(("Content-Length", str(len(request.body))))
    elif request.method in LENGTH_METHODS:
        lines.append(("Content-Length", "0"))
    if "accept" not in request.headers:
        lines.append(("Accept", "*/*"))
    origin = origin_header(load)
    if origin is not None:
        lines.append(("Origin", origin))
    lines.extend(fetch_metadata(request))
    source = referer(request)
    if source is not None:
        lines.append(("Referer", source))
    cookies = cookie_header(load) if include else None
    if cookies:
        lines.append(("Cookie", cookies))
    return WireRequest(
        request.method,
        request.url.without_fragment,
        Headers(tuple(lines)),
        request.body,
        hop=request.redirects,
    )
