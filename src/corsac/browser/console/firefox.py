"""Firefox's console: `Cross-Origin Request Blocked: The Same Origin Policy disallows …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.console.text import utf8
from corsac.browser.cors_check import ALLOW_ORIGIN
from corsac.browser.outcome import Phase, Reason
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.browser.complaint import Complaint
    from corsac.browser.state import Request

_BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at"
    " {url}. (Reason: {reason}).{status}"
)
_MISMATCH = "CORS header ‘Access-Control-Allow-Origin’ does not match ‘{detail}’"
#: Reason → what stands behind `Reason:`.
SENTENCES = {
    Reason.ALLOW_ORIGIN_MISSING: "CORS header ‘Access-Control-Allow-Origin’ missing",
    Reason.ALLOW_ORIGIN_WILDCARD: (
        "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’"
    ),
    Reason.ALLOW_ORIGIN_MULTIPLE: _MISMATCH,
    Reason.ALLOW_ORIGIN_INVALID: _MISMATCH,
    Reason.ALLOW_ORIGIN_MISMATCH: _MISMATCH,
    Reason.ALLOW_CREDENTIALS: "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’",
    Reason.PREFLIGHT_STATUS: "CORS preflight response did not succeed",
    Reason.PREFLIGHT_REDIRECT: "CORS request external redirect not allowed",
    Reason.ALLOW_METHODS_INVALID: (
        "invalid token ‘{detail}’ in CORS header ‘Access-Control-Allow-Methods’"
    ),
    Reason.ALLOW_HEADERS_INVALID: (
        "invalid token ‘{detail}’ in CORS header ‘Access-Control-Allow-Headers’"
    ),
    Reason.METHOD_NOT_ALLOWED: "Did not find method in CORS header ‘Access-Control-Allow-Methods’",
    Reason.HEADER_NOT_ALLOWED: (
        "header ‘{detail}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from"
        " CORS preflight response"
    ),
    Reason.SCHEME: "CORS request not http",
}
_MULTIPLE = "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed"
_STATUS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})
_DID_NOT_SUCCEED = "CORS request did not succeed"


def firefox_console(complaint: Complaint) -> Sequence[str]:
    """Word a complaint as Firefox does."""
    block, request = complaint.block, complaint.request
    url = request.url.without_fragment
    trailer = _BLOCKED.format(url=url, reason=_DID_NOT_SUCCEED, status=" Status code: (null).")
    if block.reason is Reason.SAME_ORIGIN_MODE:
        return (f"Security Error: Content at {_page(request)} may not load data from {url}.",)
    if block.reason in {Reason.REDIRECT_MODE, Reason.NO_CORS_REDIRECT_MODE}:
        return ()
    if block.reason is Reason.MIXED_CONTENT:
        return (f"Blocked loading mixed active content “{url}”",)
    reason = _reason(complaint)
    if reason is None:
        return (trailer,)
    status = ""
    if block.reason in _STATUS and isinstance(complaint.answer, WireResponse):
        status = f" Status code: {complaint.answer.status}."
    shown = f"‘{url}’" if block.reason is Reason.ALLOW_ORIGIN_WILDCARD else url
    line = _BLOCKED.format(url=shown, reason=reason, status=status)
    if block.phase in {Phase.PREFLIGHT, Phase.REDIRECT}:
        return line, trailer
    return (line,)


def firefox_authorization_warning(request: Request) -> Sequence[str]:
    """Warn that `*` will cease to cover Authorization."""
    line = (
        "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote"
        f" resource at {request.url.without_fragment} soon. (Reason: When the"
        " `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To"
        " include the `Authorization` header, it must be explicitly listed in CORS header"
        " `Access-Control-Allow-Headers`)."
    )
    return (line,)


def _page(request: Request) -> str:
    """Name the page; one of an opaque origin by where it came from."""
    client = request.client
    if client.origin.is_opaque:
        return f"moz-nullprincipal:{{*}}?{client.top}"
    return client.url.href


def _reason(complaint: Complaint) -> str | None:
    """Give what stands behind `Reason:`; None where only the trailer is printed."""
    block, answer = complaint.block, complaint.answer
    several = isinstance(answer, WireResponse) and len(answer.headers.all(ALLOW_ORIGIN)) > 1
    if several and SENTENCES.get(block.reason) == _MISMATCH:
        return _MULTIPLE
    sentence = SENTENCES.get(block.reason)
    return None if sentence is None else sentence.replace("{detail}", utf8(block.detail))
