"""WebKitGTK's lines about what isn't the CORS check: schemes, ports, mixed content, CORP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api
from corsac.browser.websocket import SWITCHING_PROTOCOLS
from corsac.core.host import is_ip_address, is_loopback_host
from corsac.core.messages import Failure, FailureKind
from corsac.core.methods import is_safelisted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.browser.complaint import Complaint
    from corsac.browser.state import Request
    from corsac.core.url import Url

#: What is said of the thing that could not be loaded, by its initiator.
DUE = {
    Api.FETCH: "Fetch API cannot load {url} due to access control checks.",
    Api.XHR: "XMLHttpRequest cannot load {url} due to access control checks.",
    Api.EVENTSOURCE: "EventSource cannot load {url} due to access control checks.",
    Api.IMG: "Cannot load image {url} due to access control checks.",
    Api.SCRIPT: "Cross-origin script load denied by Cross-Origin Resource Sharing policy.",
    Api.TRACK: "Cross-origin text track load denied by Cross-Origin Resource Sharing policy.",
    Api.BEACON: "Beacon API cannot load {url}.",
}
_BLOCKED = (
    "[blocked] The page at {page} requested insecure content from {url}. This content was blocked"
    " and {end}"
)
#: Schemes of which a secure page's redirect says something else than that they are insecure.
_UNMIXED = frozenset({"about", "blob", "data", "file", "ftp"})
_NOT_ALLOWED = "Not allowed to request resource"
REDIRECTION = "Cross-origin redirection to {url} denied by Cross-Origin Resource Sharing policy: "
_FAILED = "Failed to load resource: "
_DENIED = (
    "Cross-origin redirection to {target} denied by Cross-Origin Resource Sharing policy: not"
    " allowed to follow a cross-origin CORS redirection with non CORS scheme"
)
#: How libsoup words a broken connection.
_NETWORK = {
    FailureKind.DNS: "Error resolving “{detail}”: Temporary failure in name resolution",
    FailureKind.RESET: "Connection terminated unexpectedly",
    FailureKind.CLOSED: "Connection terminated unexpectedly",
    FailureKind.MALFORMED: "Could not parse HTTP response",
    FailureKind.REFUSED: "Could not connect to {detail}: Connection refused",
}


def without_credentials(url: Url) -> str:
    """Give a URL, fragment and all, without user and password."""
    if not url.host:
        return url.href
    tail = "" if url.fragment is None else f"#{url.fragment}"
    return f"{url.scheme}://{url.authority}{url.target}{tail}"


def other_lines(complaint: Complaint, due: str) -> Sequence[str] | None:
    """Give the lines of a complaint that isn't about CORS headers; None for one that is.

    Args:
        complaint: The complaint.
        due: The line that says what could not be loaded.
    """
    word = _WORDS.get(complaint.block.reason)
    return None if word is None else word(complaint, due)


def _nothing(_complaint: Complaint, _due: str) -> Sequence[str]:
    return ()


def _mixed_content(complaint: Complaint, due: str) -> Sequence[str]:
    request = complaint.request
    client, host = request.client, request.url.host or ""
    page = client.top_url.href if client.worker else client.document
    local = is_loopback_host(host) or is_ip_address(host)
    end = "must\n" if local else "must be served over HTTPS.\n"
    line = _BLOCKED.format(page=page, url=without_credentials(request.url), end=end)
    return (line, due) if client.worker else (line, _NOT_ALLOWED, due)


def webkit_upgrade_warning(request: Request, url: str) -> Sequence[str]:
    """Tell of an element's http URL that was asked for by https."""
    line = (
        f"The page at {request.client.document} requested insecure content from {url}. This content"
        " was automatically upgraded and should be served over HTTPS.\n"
    )
    return (line,)


def _bad_port(complaint: Complaint, due: str) -> Sequence[str]:
    request = complaint.request
    if request.redirects and (request.preflighted or not is_safelisted(request.method)):
        return "CORS-preflight request was blocked", due
    url = request.url
    return (f"Not allowed to use restricted network port {url.port}: {url.href}",)


def _scheme(complaint: Complaint, due: str) -> Sequence[str]:
    request = complaint.request
    url = request.url
    if request.mode == "cors":
        lines = ("Cross origin requests are only supported for HTTP.", due)
        return lines[1:] if request.client.worker else lines
    if url.scheme == "file":
        return f"Not allowed to load local resource: {url.href}", _NOT_ALLOWED, due
    if url.scheme == "about":
        return ()
    if url.scheme not in {"ftp", "blob"} and not request.client.secure:
        return ()
    if url.scheme == "ftp" and not request.client.secure:
        return "FTP URLs are disabled", due
    if url.scheme == "blob" and request.url_origin != request.client.origin:
        return f"Not allowed to load local resource: {url.href}", due
    return _mixed_content(complaint, due) if request.client.secure else (due,)


def _redirect_scheme(complaint: Complaint, due: str) -> Sequence[str]:
    request, target = complaint.request, complaint.block.detail
    scheme = target.partition(":")[0]
    tainted = request.tainting == "cors"
    if scheme == "ftp":
        return "FTP URLs are disabled", due
    foreign = scheme == "blob" and request.client.serialized not in target
    if (scheme == "file" or foreign) and not tainted:
        return f"Not allowed to load local resource: {target}", due
    if request.client.secure and not tainted and scheme not in _UNMIXED:
        page = request.client.document
        line = _BLOCKED.format(page=page, url=target, end="must be served over HTTPS.\n")
        return line, due
    if request.mode == "cors" and (tainted or scheme != "blob"):
        line = _DENIED.format(target=target)
        return line, due, f"{_FAILED}{line}"
    return (
        "Redirection to URL with a scheme that is not HTTP(S).",
        due.replace(request.url.without_fragment, target),
    )


def _redirect_location(complaint: Complaint, due: str) -> Sequence[str]:
    target = complaint.block.detail
    if complaint.request.tainting != "cors" or not target:
        return ()
    line = _DENIED.format(target=target)
    return line, due, f"{_FAILED}{line}"


def _no_cors_redirect_mode(complaint: Complaint, due: str) -> Sequence[str]:
    del complaint
    return "No-Cors mode requires follow redirect mode", _NOT_ALLOWED, due


def _network(complaint: Complaint, due: str) -> Sequence[str]:
    answer = complaint.answer
    if complaint.block.phase is not Phase.PREFLIGHT or not isinstance(answer, Failure):
        return ()
    refused = answer.kind is FailureKind.REFUSED
    detail = complaint.request.url.host if refused else answer.detail
    line = _NETWORK.get(answer.kind, "Unacceptable TLS certificate").format(detail=detail)
    return line, due, f"{_FAILED}{line}"


def _websocket(complaint: Complaint, _due: str) -> Sequence[str]:
    url = f"ws{complaint.request.urls[0].href.removeprefix('http')}"
    status = getattr(complaint.answer, "status", None)
    because = "The server did not accept the WebSocket handshake."
    if status == SWITCHING_PROTOCOLS:
        because = "Server requested unsupported protocol"
    return (f"WebSocket connection to '{url}' failed: {because}",)


def _keepalive(complaint: Complaint, due: str) -> Sequence[str]:
    limit = "Reached maximum amount of queued data of 64Kb for keepalive requests"
    if complaint.request.api is Api.BEACON:
        return (f"{due} {limit}",)
    return limit, due


def _content_security_policy(complaint: Complaint, due: str) -> Sequence[str]:
    directive = complaint.block.detail.partition(" ")[0]
    line = (
        f"Refused to connect to {complaint.request.url.href} because it does not appear in the"
        f" {directive} directive of the Content Security Policy."
    )
    return line, _NOT_ALLOWED, due


def _resource_policy(complaint: Complaint, due: str) -> Sequence[str]:
    url = complaint.request.url.href
    line = (
        f"Cancelled load to {url} because it violates the resource's"
        " Cross-Origin-Resource-Policy response header."
    )
    if complaint.block.phase is Phase.REDIRECT and complaint.location:
        line = REDIRECTION.format(url=complaint.location) + line
    return line, due, f"{_FAILED}{line}"


def _integrity(complaint: Complaint, _due: str) -> Sequence[str]:
    request = complaint.request
    if request.api is not Api.FETCH:
        return ()
    return (DUE[Api.FETCH].format(url=request.urls[0].without_fragment),)


_WORDS: dict[Reason, Callable[[Complaint, str], Sequence[str]]] = {
    Reason.MIXED_CONTENT: _mixed_content,
    Reason.BAD_PORT: _bad_port,
    Reason.SCHEME: _scheme,
    Reason.REDIRECT_SCHEME: _redirect_scheme,
    Reason.REDIRECT_LOCATION: _redirect_location,
    Reason.CONTENT: _nothing,
    Reason.WEBSOCKET_REFUSED: _websocket,
    Reason.KEEPALIVE_LIMIT: _keepalive,
    Reason.CONTENT_SECURITY_POLICY: _content_security_policy,
    Reason.NO_CORS_REDIRECT_MODE: _no_cors_redirect_mode,
    Reason.NETWORK: _network,
    Reason.RESOURCE_POLICY: _resource_policy,
    Reason.INTEGRITY: _integrity,
}
