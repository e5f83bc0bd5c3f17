"""Chromium's console: `Access to fetch at … has been blocked by CORS policy: …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.console.chromium_scheme import SCHEMES, UNSAFE, scheme_line, shown
from corsac.browser.console.text import escaped
from corsac.browser.local_network import DECLARED, DENIED, INSECURE, WRONG_SPACE
from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api
from corsac.core.messages import WireResponse
from corsac.core.site import schemelessly_same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.browser.client import Client
    from corsac.browser.complaint import Complaint
    from corsac.browser.state import Request
    from corsac.core.url import Url

#: What each initiator's request is called.
RESOURCES = {
    Api.FETCH: "fetch",
    Api.XHR: "XMLHttpRequest",
    Api.SCRIPT: "script",
    Api.MODULE: "script",
    Api.IMPORT: "script",
    Api.WORKER: "script",
    Api.IMG: "image",
    Api.STYLE: "CSS stylesheet",
    Api.FONT: "font",
    Api.VIDEO: "video",
    Api.AUDIO: "audio",
    Api.TRACK: "text track",
}

_HEADER = "The 'Access-Control-Allow-Origin' header"
_INCLUDE = "when the request's credentials mode is 'include'."
#: Reason → sentence; `{detail}` is the offending value.
SENTENCES = {
    Reason.ALLOW_ORIGIN_MISSING: (
        "No 'Access-Control-Allow-Origin' header is present on the requested resource."
    ),
    Reason.ALLOW_ORIGIN_WILDCARD: (
        "The value of the 'Access-Control-Allow-Origin' header in the response must not be the"
        f" wildcard '*' {_INCLUDE}"
    ),
    Reason.ALLOW_ORIGIN_MULTIPLE: (
        f"{_HEADER} contains multiple values '{{detail}}', but only one is allowed."
    ),
    Reason.ALLOW_ORIGIN_INVALID: f"{_HEADER} contains the invalid value '{{detail}}'.",
    Reason.ALLOW_ORIGIN_MISMATCH: (
        f"{_HEADER} has a value '{{detail}}' that is not equal to the supplied origin."
    ),
    Reason.ALLOW_CREDENTIALS: (
        "The value of the 'Access-Control-Allow-Credentials' header in the response is"
        f" '{{detail}}' which must be 'true' {_INCLUDE}"
    ),
    Reason.PREFLIGHT_STATUS: "It does not have HTTP ok status.",
    Reason.PREFLIGHT_REDIRECT: "Redirect is not allowed for a preflight request.",
    Reason.ALLOW_METHODS_INVALID: (
        "Cannot parse Access-Control-Allow-Methods response header field in preflight response."
    ),
    Reason.ALLOW_HEADERS_INVALID: (
        "Cannot parse Access-Control-Allow-Headers response header field in preflight response."
    ),
    Reason.METHOD_NOT_ALLOWED: (
        "Method {detail} is not allowed by Access-Control-Allow-Methods in preflight response."
    ),
    Reason.HEADER_NOT_ALLOWED: (
        "Request header field {detail} is not allowed by Access-Control-Allow-Headers in preflight"
        " response."
    ),
    # The location is printed empty, whatever it was.
    Reason.REDIRECT_CREDENTIALS: (
        "Redirect location '' contains a username and password, which is disallowed for"
        " cross-origin requests."
    ),
}
#: What each initiator's mixed content is called.
_MIXED = {
    Api.XHR: "XMLHttpRequest endpoint",
    Api.SCRIPT: "script",
    Api.MODULE: "script",
    Api.IMPORT: "script",
    Api.STYLE: "stylesheet",
    Api.FONT: "font",
    Api.IMG: "image",
    Api.VIDEO: "video",
    Api.AUDIO: "audio file",
    Api.EVENTSOURCE: "EventSource endpoint",
    Api.BEACON: "Beacon endpoint",
    Api.TRACK: "Text Track",
}
#: Sentences that a preflight's failure introduces by itself.
_UNINTRODUCED = frozenset(
    {
        Reason.ALLOW_METHODS_INVALID,
        Reason.ALLOW_HEADERS_INVALID,
        Reason.METHOD_NOT_ALLOWED,
        Reason.HEADER_NOT_ALLOWED,
    }
)
#: What fetch() is advised to.
_ADVISED = frozenset(
    {
        Reason.ALLOW_ORIGIN_MULTIPLE,
        Reason.ALLOW_ORIGIN_INVALID,
        Reason.ALLOW_ORIGIN_MISMATCH,
    }
)
_PREFLIGHT = "Response to preflight request doesn't pass access control check: "
_ADVICE = " Have the server send the header with a valid value."
_XHR_ADVICE = (
    " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the"
    " withCredentials attribute."
)
FAILED = "Failed to load resource: net::ERR_FAILED"


def chromium_console(complaint: Complaint) -> Sequence[str]:
    """Word a complaint as Chromium does."""
    block, request = complaint.block, complaint.request
    if complaint.quiet:
        return ()
    if block.reason in SENTENCES:
        return _blocked(complaint), FAILED
    word = _WORDS.get(block.reason)
    return () if word is None else word(request, complaint)


def _same_origin_mode(request: Request, _complaint: Complaint) -> Sequence[str]:
    url, client = request.url.href, request.client
    if request.api is Api.WORKER:
        return ()
    if request.redirects or request.api is Api.TRACK:
        page = client.document
        line = (
            f"Unsafe attempt to load URL {url} from frame with URL {page}. Domains, protocols and"
            " ports must match.\n"
        )
    else:
        line = (
            f'Fetch API cannot load {shown(request.url)}. Request mode is "same-origin" but the'
            f" URL's origin is not same as the request origin {client.serialized}."
        )
    return (line,)


def _no_cors_redirect_mode(request: Request, _complaint: Complaint) -> Sequence[str]:
    line = (
        f'Fetch API cannot load {request.url.href}. Request mode is "no-cors" but the redirect'
        ' mode is not "follow".'
    )
    return (line,)


def _mixed_content(request: Request, _complaint: Complaint) -> Sequence[str]:
    end = "This request has been blocked; the content must be served over HTTPS."
    return (_mixed(request, end),)


def chromium_mixed_content_warning(request: Request) -> Sequence[str]:
    """Warn of what is mixed, but declared to be near."""
    return (_mixed(request, "This content should also be served over HTTPS."),)


def chromium_upgrade_warning(request: Request, url: str) -> Sequence[str]:
    """Tell of an element's http URL that was asked for by https."""
    if request.redirects:
        return ()
    line = (
        f"Mixed Content: The page at '{request.client.document}' was loaded over HTTPS, but"
        f" requested an insecure element '{url}'. This request was automatically upgraded to HTTPS,"
        " For more information see https://blog.chromium.org/2019/10/no-more-mixed-messages-about-https.html"
    )
    return (line,)


def _page_of(client: Client) -> str:
    """Name the page in the address bar to a frame: by origin where it is another process's."""
    if not client.framed:
        return client.document
    near = client.kind == "data" or schemelessly_same_site(client.origin, client.top)
    return client.top_url.href if near else f"{client.top}/"


def _mixed(request: Request, end: str) -> str:
    what = _MIXED.get(request.api, "resource")
    page = _page_of(request.client)
    return (
        f"Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure"
        f" {what} '{request.url.href}'. {end}"
    )


def _scheme(request: Request, _complaint: Complaint) -> Sequence[str]:
    lines = scheme_line(request)
    return (_access(request, request.url.href, SCHEMES), FAILED) if lines is None else lines


def _redirect_scheme(request: Request, complaint: Complaint) -> Sequence[str]:
    scheme = complaint.block.detail.partition(":")[0]
    if request.mode != "cors" or scheme in UNSAFE:
        return ()
    return _access(request, complaint.block.detail, SCHEMES, request.urls[0]), FAILED


def _local_network(request: Request, complaint: Complaint) -> Sequence[str]:
    found, _, space = complaint.block.detail.partition(" ")
    declared = DECLARED.get(request.address_space)
    sentence = _LOCAL_NETWORK[found].format(
        space=space, declared="" if declared is None else declared.name.lower()
    )
    first = request.urls[0] if request.redirects else None
    return _access(request, request.url.without_fragment, sentence, first), FAILED


def _content_security_policy(request: Request, complaint: Complaint) -> Sequence[str]:
    url = request.url.href
    line = (
        f"Connecting to '{url}' violates the following Content Security Policy directive:"
        f' "{complaint.block.detail}". The action has been blocked.'
    )
    if request.api is not Api.FETCH:
        return (line,)
    refused = "Refused to connect because it violates the document's Content Security Policy."
    return line, f"Fetch API cannot load {url}. {refused}"


def _websocket(request: Request, complaint: Complaint) -> Sequence[str]:
    if request.api is not Api.WEBSOCKET or not isinstance(complaint.answer, WireResponse):
        return ()
    url = f"ws{request.url.href.removeprefix('http')}"
    because = complaint.block.detail
    if complaint.block.reason is Reason.REDIRECT_MODE:
        because = f"Unexpected response code: {complaint.answer.status}"
    failed = f"WebSocket connection to '{url}' failed: Error during WebSocket handshake:"
    return (f"{failed} {because}",)


_LOCAL_NETWORK = {
    WRONG_SPACE: (
        "Request had a target IP address space of `{declared}` yet the resource is in address"
        " space `{space}`."
    ),
    INSECURE: (
        "The request client is not a secure context and the resource is in more-private address"
        " space `{space}`."
    ),
    DENIED: "Permission was denied for this request to access the `{space}` address space.",
}
_WORDS: dict[Reason, Callable[[Request, Complaint], Sequence[str]]] = {
    Reason.SAME_ORIGIN_MODE: _same_origin_mode,
    Reason.NO_CORS_REDIRECT_MODE: _no_cors_redirect_mode,
    Reason.MIXED_CONTENT: _mixed_content,
    Reason.LOCAL_NETWORK: _local_network,
    Reason.CONTENT_SECURITY_POLICY: _content_security_policy,
    Reason.WEBSOCKET_REFUSED: _websocket,
    Reason.REDIRECT_MODE: _websocket,
    Reason.SCHEME: _scheme,
    Reason.REDIRECT_SCHEME: _redirect_scheme,
}


def _access(request: Request, url: str, sentence: str, first: Url | None = None) -> str:
    """Make the line of a CORS failure; `first` is where redirects started."""
    resource = RESOURCES.get(request.api, "resource")
    origin = request.client.serialized
    redirected = "" if first is None else f" (redirected from '{first.href}')"
    return (
        f"Access to {resource} at '{url}'{redirected} from origin '{origin}' has been blocked by"
        f" CORS policy: {sentence}"
    )


def _blocked(complaint: Complaint) -> str:
    """Make the line that a failed check starts with."""
    block, request = complaint.block, complaint.request
    first = request.urls[0] if request.redirects else None
    introduced = block.phase is Phase.PREFLIGHT and block.reason not in _UNINTRODUCED
    introduction = _PREFLIGHT if introduced else ""
    sentence = SENTENCES[block.reason].replace("{detail}", escaped(block.detail))
    advice = _advice(complaint, sentence)
    url = request.url.href
    return _access(request, url, f"{introduction}{sentence}{advice}", first)


def _advice(complaint: Complaint, sentence: str) -> str:
    """Add the hint that fetch() and XMLHttpRequest get."""
    api = complaint.request.api
    if api is Api.FETCH and complaint.block.reason in _ADVISED:
        return _ADVICE
    if api is Api.XHR and sentence.endswith(_INCLUDE):
        return _XHR_ADVICE
    return ""
