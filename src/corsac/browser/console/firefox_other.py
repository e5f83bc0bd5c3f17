"""Firefox's lines about what isn't the CORS check: schemes, modes, mixed content, CORP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.content import JAVASCRIPT, nosniff
from corsac.browser.http_cache import PERMANENT
from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api
from corsac.core.host import is_loopback_host
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.core.mime import extract_mime_type
from corsac.core.url import HTTP_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.browser.complaint import Complaint
    from corsac.browser.state import Request

BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at"
    " {url}. (Reason: {reason}).{status}"
)
_CSP = (
    "Content-Security-Policy: The page’s settings blocked the loading of a resource ({name}) at"
    " {url} because it violates the following directive: “{directive}”"
)
_PASSIVE = "Loading mixed (insecure) display content “{url}” on a secure page"
MULTIPLE = "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed"
_NO_CONNECTION = "Firefox can’t establish a connection to the server at {url}."
_DATA = "Redirecting to data: URI not allowed (Blocked loading of: “{target}”)"
_NOT_HTTP = "CORS request not http"
_HELP = "https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#"
#: Schemes of which no line is printed.
_SILENT = frozenset({"chrome", "javascript", "ws", "wss"})
#: Schemes that a page may not even link to.
_LOCAL = frozenset({"file", "view-source"})
#: How a connection ends without an answer.
_CUT = frozenset({FailureKind.RESET, FailureKind.CLOSED})


def other_lines(complaint: Complaint) -> Sequence[str] | None:
    """Give the lines of a complaint that isn't about CORS headers; None for one that is."""
    word = _WORDS.get(complaint.block.reason)
    return None if word is None else word(complaint.request, complaint)


def trailer(complaint: Complaint) -> Sequence[str]:
    """Give the line that follows every failure after something was sent across origins."""
    request, block = complaint.request, complaint.block
    before = block.phase is Phase.REDIRECT and complaint.answer is None
    led_away = before and request.url_origin != request.client.origin
    crossed = request.tainting == "cors" or led_away or _leads_away(complaint)
    if request.mode != "cors" or not crossed:
        return ()
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
    if client.kind == "worker-blob":
        return f"{client.top}/"
    return client.url.href


def _nothing(_request: Request, _complaint: Complaint) -> Sequence[str]:
    return ()


def _network(_request: Request, complaint: Complaint) -> Sequence[str]:
    answer = complaint.answer
    if isinstance(answer, Failure) and answer.kind in _CUT and _is_uncounted(complaint):
        return (BLOCKED.format(url=_url(complaint.request), reason=MULTIPLE, status=""),)
    whole = not isinstance(answer, WireResponse) or "transfer-encoding" in answer.headers
    return trailer(complaint) if whole else ()


def _is_uncounted(complaint: Complaint) -> bool:
    """Tell of a request that can't be sent twice, and whose answer therefore counts as read."""
    request = complaint.request
    writes = request.method not in {"GET", "HEAD", "OPTIONS"} and request.tainting == "cors"
    return writes and complaint.block.phase is Phase.ACTUAL


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


def firefox_mixed_content_warning(request: Request) -> Sequence[str]:
    """Warn of http content that an https page may have."""
    return (_PASSIVE.format(url=_url(request)),)


def firefox_upgrade_warning(_request: Request, url: str) -> Sequence[str]:
    """Tell of an element's http URL that was asked for by https."""
    return (f"Mixed Content: Upgrading insecure display request ‘{url}’ to use ‘https’",)


def _bad_port(request: Request, complaint: Complaint) -> Sequence[str]:
    return trailer(complaint) if request.redirects else ()


def _scheme(request: Request, _complaint: Complaint) -> Sequence[str]:
    scheme, url = request.url.scheme, _url(request)
    if scheme == "blob" and request.method != "GET":
        return ()
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
    if scheme == "data":
        return _DATA.format(target=complaint.target), *trailer(complaint)
    if request.mode != "cors":
        return ()
    tainted = request.tainting == "cors"
    if scheme == "file":
        source = _page(request) if request.api is Api.XHR else _url(request)
        line = f"Security Error: Content at {source} may not load or link to {target}."
    elif scheme == "blob" and request.api is not Api.XHR:
        line = f"Security Error: Content at {_url(request)} may not load data from {target}."
        if not tainted and request.client.serialized in target:
            return ()
    elif scheme in _SILENT or target.startswith("about:srcdoc"):
        return trailer(complaint)
    else:
        line = BLOCKED.format(url=target, reason=_NOT_HTTP, status="")
    return line, *trailer(complaint)


def _websocket(request: Request, _complaint: Complaint) -> Sequence[str]:
    if request.api is not Api.WEBSOCKET:
        return ()
    return (_NO_CONNECTION.format(url=f"ws{_url(request).removeprefix('http')}"),)


def _content(request: Request, complaint: Complaint) -> Sequence[str]:
    """Tell of a stream of events that didn't open, by the last URL that it was moved to for good.

    A module of a wrong type counts as not loaded.
    """
    if request.api is Api.EVENTSOURCE:
        moved = [index for index, status in enumerate(request.statuses) if status in PERMANENT]
        url = request.urls[moved[-1] + 1 if moved else 0]
        return (_NO_CONNECTION.format(url=url.href),)
    return trailer(complaint) if mistyped(complaint) else ()


def mistyped(complaint: Complaint) -> bool:
    """Tell whether a script's type was refused before CORS was looked at."""
    request, answer = complaint.request, complaint.answer
    if not isinstance(answer, WireResponse) or complaint.block.phase is not Phase.ACTUAL:
        return False
    parsed = extract_mime_type(answer.headers)
    essence = "" if parsed is None else parsed.essence
    if request.api in {Api.MODULE, Api.IMPORT}:
        return essence not in JAVASCRIPT
    if request.api is Api.STYLE:
        return nosniff(answer) and essence != "text/css"
    unfit = essence.startswith(("audio/", "image/", "video/")) or essence == "text/csv"
    return request.api is Api.SCRIPT and unfit


def redirected_first(complaint: Complaint) -> Sequence[str]:
    """Word what Firefox says of a redirect's target before the redirect's own CORS check."""
    request, target = complaint.request, complaint.target
    if complaint.block.phase is not Phase.REDIRECT:
        return ()
    directive = request.client.policy.directive
    if request.client.policy.connect and target.startswith("http://") and not request.destination:
        return (_CSP.format(name=directive.partition(" ")[0], url=target, directive=directive),)
    if target.startswith("data:"):
        return (_DATA.format(target=target),)
    if target.startswith("blob:") and request.client.serialized not in target:
        source = _page(request) if request.api is Api.XHR else _url(request)
        return (f"Security Error: Content at {source} may not load data from {target}.",)
    authority = target.removeprefix("http://").partition("/")[0].rpartition("@")[2]
    host = authority.partition(":")[0]
    insecure = request.client.top.scheme == "https" and target.startswith("http://")
    if not insecure or is_loopback_host(host) or request.client.worker:
        return ()
    if request.api is Api.TRACK:
        return (_PASSIVE.format(url=target),)
    return (f"Blocked loading mixed active content “{target}”",)


def _content_security_policy(request: Request, complaint: Complaint) -> Sequence[str]:
    directive = complaint.block.detail
    name = directive.partition(" ")[0]
    return (_CSP.format(name=name, url=_url(request), directive=directive),)


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
    Reason.CONTENT: _content,
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
