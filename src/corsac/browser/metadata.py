"""Fetch metadata: Sec-Fetch-Dest, -Mode, -Site (fetch-metadata#sec-fetch-site-header)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.origin import is_trustworthy
from corsac.core.site import same_site

if TYPE_CHECKING:
    from corsac.browser.state import Request


def fetch_metadata(request: Request, *, preflight: bool = False) -> tuple[tuple[str, str], ...]:
    """Give the metadata headers; none where the current URL isn't potentially trustworthy."""
    if not is_trustworthy(request.url_origin):
        return ()
    destination = "empty" if preflight else request.destination or "empty"
    mode = "cors" if preflight else str(request.mode)
    return (
        ("Sec-Fetch-Site", _site(request)),
        ("Sec-Fetch-Mode", mode),
        ("Sec-Fetch-Dest", destination),
    )


def _site(request: Request) -> str:
    """Walk the whole URL list: it never gets better than its worst hop."""
    origin = request.client.origin
    worst = "same-origin"
    for url in request.origins:
        if url == origin:
            continue
        if not same_site(url, origin):
            return "cross-site"
        worst = "same-site"
    return worst
