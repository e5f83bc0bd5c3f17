"""Which of several uncovered headers WebKit names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.browser.state import Request

#: Request headers that WebKit has a name of its own for, as it spells them.
KNOWN = {
    name.lower(): name
    for name in (
        "Accept",
        "Accept-Language",
        "Authorization",
        "Cache-Control",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Location",
        "Content-Range",
        "Content-Type",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "If-Unmodified-Since",
        "Last-Event-ID",
        "Last-Modified",
        "Origin",
        "Pragma",
        "Purpose",
        "Range",
        "Referer",
        "Service-Worker",
        "User-Agent",
    )
}


def webkit_uncovered(request: Request, uncovered: tuple[str, ...]) -> str:
    """Name the first uncovered header: those that WebKit knows come before all others."""
    lines = [line for line in request.first_headers if line[0].lower() in uncovered]
    for name, _ in lines:
        if name.lower() in KNOWN:
            return KNOWN[name.lower()]
    return lines[0][0] if lines else uncovered[0]
