"""WebKitGTK's console: the reason, what could not be loaded, and the reason once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.browser.request import Api
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.browser.complaint import Complaint

_NOT_ALLOWED = (
    "Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}"
)
#: Reason → the sentence that is printed first.
SENTENCES = {
    Reason.ALLOW_ORIGIN_MISSING: _NOT_ALLOWED,
    Reason.ALLOW_ORIGIN_WILDCARD: (
        "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."
    ),
    Reason.ALLOW_ORIGIN_MULTIPLE: _NOT_ALLOWED,
    Reason.ALLOW_ORIGIN_INVALID: _NOT_ALLOWED,
    Reason.ALLOW_ORIGIN_MISMATCH: _NOT_ALLOWED,
    Reason.ALLOW_CREDENTIALS: (
        'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".'
    ),
    Reason.PREFLIGHT_STATUS: "Preflight response is not successful. Status code: {status}",
    Reason.PREFLIGHT_REDIRECT: "Preflight response is not successful. Status code: {status}",
    Reason.ALLOW_METHODS_INVALID: (
        "Header Access-Control-Allow-Methods has an invalid value: {detail}"
    ),
    Reason.ALLOW_HEADERS_INVALID: (
        "Header Access-Control-Allow-Headers has an invalid value: {detail}"
    ),
    Reason.METHOD_NOT_ALLOWED: "Method {detail} is not allowed by Access-Control-Allow-Methods.",
    Reason.HEADER_NOT_ALLOWED: (
        "Request header field {detail} is not allowed by Access-Control-Allow-Headers."
    ),
    Reason.NO_CORS_REDIRECT_MODE: "No-Cors mode requires follow redirect mode",
    Reason.REDIRECT_MODE: "Not allowed to follow a redirection while loading {url}",
    Reason.REDIRECT_LIMIT: "Load cannot follow more than 20 redirections",
    Reason.REDIRECT_CREDENTIALS: "redirection URL {location} has credentials",
}
_SEVERAL = "Access-Control-Allow-Origin cannot contain more than one origin."
_REDIRECTION = "Cross-origin redirection to {url} denied by Cross-Origin Resource Sharing policy: "
_LOADERS = {
    Api.FETCH: "Fetch API",
    Api.XHR: "XMLHttpRequest",
    Api.EVENTSOURCE: "EventSource",
    Api.BEACON: "Beacon API",
}


def webkit_console(complaint: Complaint) -> Sequence[str]:
    """Word a complaint as WebKitGTK does."""
    request = complaint.request
    loader = _LOADERS.get(request.api, "Fetch API")
    url = request.urls[0].without_fragment
    if complaint.block.reason is Reason.SAME_ORIGIN_MODE:
        return (f"{loader} cannot load {url}.",)
    line = _reason(complaint)
    due = f"{loader} cannot load {url} due to access control checks."
    if line is None:
        return (due,)
    return line, due, f"Failed to load resource: {line}"


def _reason(complaint: Complaint) -> str | None:
    """Give the first line."""
    block, request, answer = complaint.block, complaint.request, complaint.answer
    sentence = SENTENCES.get(block.reason)
    if sentence is None:
        return None
    if block.reason in {Reason.ALLOW_ORIGIN_INVALID, Reason.ALLOW_ORIGIN_MULTIPLE}:
        sentence = _SEVERAL if "," in block.detail else sentence
    status = str(answer.status) if isinstance(answer, WireResponse) else ""
    return sentence.format(
        origin=request.origin,
        status=status,
        detail=block.detail,
        url=request.url.without_fragment,
        location=complaint.location,
    )
