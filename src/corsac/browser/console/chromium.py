"""Chromium's console: `Access to fetch at … has been blocked by CORS policy: …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.console.text import escaped
from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.browser.complaint import Complaint

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
    if block.reason in SENTENCES:
        return _blocked(complaint), FAILED
    url, origin = request.url.href, request.client.serialized
    match block.reason:
        case Reason.SAME_ORIGIN_MODE:
            line = (
                f'Fetch API cannot load {url}. Request mode is "same-origin" but the URL\'s origin'
                f" is not same as the request origin {origin}."
            )
        case Reason.NO_CORS_REDIRECT_MODE:
            line = (
                f'Fetch API cannot load {url}. Request mode is "no-cors" but the redirect mode is'
                ' not "follow".'
            )
        case Reason.SCHEME:
            scheme = request.url.scheme
            line = f'Fetch API cannot load {url}. URL scheme "{scheme}" is not supported.'

        case Reason.MIXED_CONTENT:
            what = "XMLHttpRequest endpoint" if request.api is Api.XHR else "resource"
            opaque = request.client.origin.is_opaque
            page = f"{request.client.top}/" if opaque else request.client.url.href
            line = (
                f"Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an"
                f" insecure {what} '{url}'. This request has been blocked; the content must be"
                " served over HTTPS."
            )
        case _:
            return ()
    return (line,)


def _blocked(complaint: Complaint) -> str:
    """Make the line that a CORS failure starts with."""
    block, request = complaint.block, complaint.request
    resource = RESOURCES.get(request.api, "resource")
    where = f"'{request.url.without_fragment}'"
    if request.redirects:
        where += f" (redirected from '{request.urls[0].without_fragment}')"
    introduced = block.phase is Phase.PREFLIGHT and block.reason not in _UNINTRODUCED
    introduction = _PREFLIGHT if introduced else ""
    sentence = SENTENCES[block.reason].replace("{detail}", escaped(block.detail))
    return (
        f"Access to {resource} at {where} from origin '{request.client.serialized}' has been"
        f" blocked by CORS policy: {introduction}{sentence}{_advice(complaint, sentence)}"
    )


def _advice(complaint: Complaint, sentence: str) -> str:
    """Add the hint that fetch() and XMLHttpRequest get."""
    api = complaint.request.api
    if api is Api.FETCH and complaint.block.reason in _ADVISED:
        return _ADVICE
    if api is Api.XHR and sentence.endswith(_INCLUDE):
        return _XHR_ADVICE
    return ""
