"""Firefox's lines about what isn't the CORS check: schemes, modes, mixed content, CORP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api
from corsac.browser.websocket import SWITCHING_PROTOCOLS
from corsac.core.messages import WireResponse
from corsac.core.url import HTTP_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.browser.complaint import Complaint
    from corsac.browser.state import Request

BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at"
    " {url}. (Reason: {reason}).{status}"
)
_NOT_HTTP = "CORS request not http"
_HELP = "https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#"
#: Schemes of which no line is printed.
_SILENT = frozenset({"chrome", "javascript", "ws", "wss"})
#: Schemes that a page may not even link to.
_LOCAL = frozenset({"file", "view-source"})


def other_lines(complaint: Complaint) -> Sequence[str] | None:
    """Give the lines of a complaint that isn't about CORS headers; None for one that is."""
    word = _WORDS.get(complaint.block.reason)
    return None if word is None else word(complaint.request, complaint)


def trailer(complaint: Complaint) -> Sequence[str]:
    """Give the line that follows every failure after something was sent across origins."""
    request, block = complaint.request, complaint.block
    crossed = request.tainting == "cors" or _leads_away(complaint)
    if request.mode != "cors" or not crossed:
        return ()
    before = block.phase is Phase.REDIRECT and complaint.answer is None
    url = request.urls[-2] if before else request.url
    line = BLOCKED.format(
        url=url.href, reason="CORS request did not succeed", status=" Status code: (null)."
    )
    return (line,)


def _leads_away(complaint: Complaint) -> bool:
    """Tell whether a redirect that wasn't followed leads over http to another origin."""
    location, origin = complaint.location, complaint.request.url_origin
    if location.partition(":")[0] not in HTTP_SCHEMES:
        return False
    return not location.startswith((f"{origin}/", f"{origin}?"))


def _page(request: Request) -> str:
    """Name the page; one of an opaque origin by where it came from."""
    client = request.client
    if client.origin.is_opaque:
        return f"moz-nullprincipal:{{*}}?{client.top}"
    return client.url.href


def _nothing(_request: Request, _complaint: Complaint) -> Sequence[str]:
    return ()


def _network(_request: Request, complaint: Complaint) -> Sequence[str]:
    answer = complaint.answer
    whole = not isinstance(answer, WireResponse) or "transfer-encoding" in answer.headers
    return trailer(complaint) if whole else ()


def _same_origin_mode(request: Request, _complaint: Complaint) -> Sequence[str]:
    if request.url.scheme in _SILENT:
        return ()
    return (f"Security Error: Content at {_page(request)} may not load data from {_url(request)}.",)


def _url(request: Request) -> str:
    return request.url.href


def _mixed_content(request: Request, _complaint: Complaint) -> Sequence[str]:
    if request.client.worker:
        return ()
    return (f"Blocked loading mixed active content “{_url(request)}”",)


def _bad_port(request: Request, complaint: Complaint) -> Sequence[str]:
    return trailer(complaint) if request.redirects else ()


def _scheme(request: Request, _complaint: Complaint) -> Sequence[str]:
    scheme, url = request.url.scheme, _url(request)
    if scheme == "blob":
        return (f"Security Error: Content at {_page(request)} may not load data from {url}.",)
    if scheme in _LOCAL:
        return (f"Security Error: Content at {_page(request)} may not load or link to {url}.",)
    if request.mode != "cors" or scheme in {"chrome", "ws", "wss"}:
        return ()
    return (BLOCKED.format(url=url, reason=_NOT_HTTP, status=""),)


def _redirect_scheme(request: Request, complaint: Complaint) -> Sequence[str]:
    target = complaint.block.detail
    scheme = target.partition(":")[0]
    if request.mode != "cors":
        return ()
    tainted = request.tainting == "cors"
    if scheme == "data":
        line = f"Redirecting to data: URI not allowed (Blocked loading of: “{target}”)"
    elif scheme == "file":
        source = _page(request) if request.api is Api.XHR else _url(request)
        line = f"Security Error: Content at {source} may not load or link to {target}."
    elif scheme == "blob":
        line = f"Security Error: Content at {_url(request)} may not load data from {target}."
        if not tainted:
            return ()
    elif scheme in _SILENT:
        return trailer(complaint)
    else:
        line = BLOCKED.format(url=target, reason=_NOT_HTTP, status="")
    return line, *trailer(complaint)


def _websocket(request: Request, complaint: Complaint) -> Sequence[str]:
    status = getattr(complaint.answer, "status", None)
    if request.api is not Api.WEBSOCKET or status == SWITCHING_PROTOCOLS:
        return ()
    url = f"ws{_url(request).removeprefix('http')}"
    return (f"Firefox can’t establish a connection to the server at {url}.",)


def _content_security_policy(request: Request, complaint: Complaint) -> Sequence[str]:
    directive = complaint.block.detail
    line = (
        f"Content-Security-Policy: The page’s settings blocked the loading of a resource"
        f" ({directive.partition(' ')[0]}) at {_url(request)} because it violates the following"
        f" directive: “{directive}”"
    )
    return (line,)


def _resource_policy(request: Request, _complaint: Complaint) -> Sequence[str]:
    line = (
        f"The resource at “{_url(request)}” was blocked due to its Cross-Origin-Resource-Policy"
        f" header (or lack thereof). See {_HELP}"
    )
    return (line,)


_WORDS: dict[Reason, Callable[[Request, Complaint], Sequence[str]]] = {
    Reason.REDIRECT_MODE: _websocket,
    Reason.NO_CORS_REDIRECT_MODE: _nothing,
    Reason.INTEGRITY: _nothing,
    Reason.CONTENT: _nothing,
    Reason.NETWORK: _network,
    Reason.CONTENT_SECURITY_POLICY: _content_security_policy,
    Reason.WEBSOCKET_REFUSED: _websocket,
    Reason.KEEPALIVE_LIMIT: _nothing,
    Reason.SAME_ORIGIN_MODE: _same_origin_mode,
    Reason.MIXED_CONTENT: _mixed_content,
    Reason.BAD_PORT: _bad_port,
    Reason.SCHEME: _scheme,
    Reason.REDIRECT_SCHEME: _redirect_scheme,
    Reason.RESOURCE_POLICY: _resource_policy,
}
