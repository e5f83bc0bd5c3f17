"""WebKitGTK's console: the reason, what could not be loaded, and the reason once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.console.text import soup
from corsac.browser.console.webkit_other import DUE, REDIRECTION, other_lines, without_credentials
from corsac.browser.outcome import Phase, Reason
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
    Reason.SAME_ORIGIN_MODE: (
        "Unsafe attempt to load URL {url} from origin {page}. Domains, protocols and ports must"
        " match.\n"
    ),
    Reason.NO_CORS_REDIRECT_MODE: "No-Cors mode requires follow redirect mode",
    Reason.REDIRECT_MODE: "Not allowed to follow a redirection while loading {url}",
    Reason.REDIRECT_LIMIT: "Load cannot follow more than 20 redirections",
    Reason.REDIRECT_CREDENTIALS: "redirection URL {location} has credentials",
}
#: What fails at a redirect's own answer.
_CHECKED = frozenset(
    {
        Reason.ALLOW_ORIGIN_MISSING,
        Reason.ALLOW_ORIGIN_WILDCARD,
        Reason.ALLOW_ORIGIN_MULTIPLE,
        Reason.ALLOW_ORIGIN_INVALID,
        Reason.ALLOW_ORIGIN_MISMATCH,
        Reason.ALLOW_CREDENTIALS,
        Reason.REDIRECT_CREDENTIALS,
    }
)
_SEVERAL = "Access-Control-Allow-Origin cannot contain more than one origin."


def webkit_console(complaint: Complaint) -> Sequence[str]:
    """Word a complaint as WebKitGTK does."""
    request = complaint.request
    url = request.url.without_fragment
    due = DUE.get(request.api, "").format(url=url)
    other = other_lines(complaint, due)
    if other is not None:
        return other
    if complaint.target.startswith("ftp:") and complaint.block.phase is Phase.REDIRECT:
        return "FTP URLs are disabled", due
    if complaint.block.reason is Reason.SAME_ORIGIN_MODE and not request.redirects:
        due = DUE.get(request.api, "").format(url=_named(complaint))
        return (due.replace(" due to access control checks", ""),) if due else ()
    line = _reason(complaint)
    if line is None:
        return ()
    lines = (line, due, f"Failed to load resource: {line}")
    return lines if due else (lines[0], lines[2])


def _named(complaint: Complaint) -> str:
    """Name the URL: where redirects led to another origin, with its fragment."""
    url = complaint.request.url
    if complaint.block.reason is not Reason.SAME_ORIGIN_MODE:
        return url.without_fragment
    return without_credentials(url)


def _reason(complaint: Complaint) -> str | None:
    """Give the first line."""
    block, request, answer = complaint.block, complaint.request, complaint.answer
    sentence = SENTENCES.get(block.reason)
    if sentence is None:
        return None
    if block.reason in {Reason.ALLOW_ORIGIN_INVALID, Reason.ALLOW_ORIGIN_MULTIPLE}:
        sentence = _SEVERAL if "," in block.detail else sentence
    status = str(answer.status) if isinstance(answer, WireResponse) else ""
    line = sentence.format(
        origin=request.origin,
        status=status,
        detail=soup(block.detail),
        url=_named(complaint),
        location=block.detail,
        page=request.client.serialized,
    )
    redirect = block.phase is Phase.REDIRECT and block.reason in _CHECKED
    if redirect and complaint.location:
        return REDIRECTION.format(url=complaint.location) + line
    return line
