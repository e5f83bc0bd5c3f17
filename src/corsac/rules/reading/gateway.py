"""Errors that a proxy, gateway or CDN makes itself, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence
from corsac.rules.reading.maker import Made, mark_on

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse

#: Made by what stands in between, by their definition (rfc9110#section-15.6.3, .5).
DEFINED = frozenset({502, 504})
_NO_OPTIONS = b"not configured to allow the HTTP request method"
_BODY = 4096

#: Limits that proxies keep, and Cloudflare's own; an application may answer so as well.
LIMITS = frozenset({408, 413, 414, 429, 431, 499, 503, *range(520, 531)})


def takes_no_options(response: WireResponse) -> bool:
    """Tell whether a CDN refuses the method itself: CloudFront, where a behaviour lacks OPTIONS."""
    return _NO_OPTIONS in response.body[:_BODY]


def gateway_error(response: WireResponse) -> tuple[str, Confidence] | None:
    """Tell whether something before the application made an error.

    Returns:
        Its name and how sure that is; None where the application may as well have answered so.
    """
    if response.status not in DEFINED | LIMITS:
        return None
    mark = mark_on(response)
    if mark is None:
        return ("a gateway", Confidence.MEDIUM) if response.status in DEFINED else None
    if mark.made is Made.BY_PROXY or (mark.made is Made.BEHIND and response.status in DEFINED):
        return mark.name, Confidence.HIGH
    return (mark.name, Confidence.MEDIUM) if mark.made is Made.BEHIND else None
