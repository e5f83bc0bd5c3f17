"""Chromium's lines about URLs that are no http(s)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.request import Api

if TYPE_CHECKING:
    from corsac.browser.state import Request
    from corsac.core.url import Url

#: The sentence that lists what can be asked across origins.
SCHEMES = (
    "Cross origin requests are only supported for protocol schemes: chrome,"
    " chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http,"
    " https, isolated-app."
)
#: Schemes that a redirect never leads to; the network ends it without a word about CORS.
UNSAFE = frozenset({"about", "blob", "chrome", "data", "file", "filesystem", "view-source"})


def shown(url: Url) -> str:
    """Print a URL; Chromium's own scheme is a standard one to it, and has a path."""
    if url.scheme == "chrome" and not url.path:
        return f"{url.href}/"
    return url.href


def _foreign_blob(request: Request) -> bool:
    """Tell whether a `blob:` URL of another origin is asked for without CORS."""
    foreign = request.url_origin != request.client.origin
    return request.url.scheme == "blob" and request.mode == "no-cors" and foreign


def scheme_line(request: Request) -> tuple[str, ...] | None:
    """Word the refusal of a scheme that script asked for; None for XMLHttpRequest's CORS line."""
    url = shown(request.url)
    if _foreign_blob(request):
        return (f"Not allowed to load local resource: {url}",)
    local = {"file"} if request.api is not Api.XHR else {"chrome", "file", "view-source"}
    if request.url.scheme in local:
        return (f"Not allowed to load local resource: {url}",)
    if request.api is not Api.XHR:
        scheme = request.url.scheme
        return (f'Fetch API cannot load {url}. URL scheme "{scheme}" is not supported.',)
    return ("FTP is not supported.",) if request.url.scheme == "ftp" else None
