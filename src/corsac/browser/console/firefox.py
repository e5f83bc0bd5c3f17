"""Firefox's console: `Cross-Origin Request Blocked: The Same Origin Policy disallows …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.console.firefox_other import (
    BLOCKED,
    MULTIPLE,
    mistyped,
    other_lines,
    redirected_first,
    trailer,
)
from corsac.browser.console.text import utf8
from corsac.browser.cors_check import spelt_lines
from corsac.browser.outcome import Phase, Reason
from corsac.core.fields import TAB_OR_SPACE, is_token
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.browser.complaint import Complaint
    from corsac.browser.state import Request

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
}
_LISTS = frozenset({Reason.ALLOW_METHODS_INVALID, Reason.ALLOW_HEADERS_INVALID})
_STATUS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})


def firefox_console(complaint: Complaint) -> Sequence[str]:
    """Word a complaint as Firefox does."""
    block, request = complaint.block, complaint.request
    other = other_lines(complaint)
    if other is not None:
        return other
    reason = _reason(complaint)
    first = redirected_first(complaint)
    if first:
        return *first, *trailer(complaint)
    if reason is None or mistyped(complaint) or complaint.target.startswith("about:srcdoc"):
        return trailer(complaint)
    url = request.url.href
    if reason is SENTENCES[Reason.ALLOW_ORIGIN_MISSING] and _is_http09(complaint):
        reason = MULTIPLE
    status = ""
    if (
        reason is not MULTIPLE
        and block.reason in _STATUS
        and isinstance(complaint.answer, WireResponse)
    ):
        status = f" Status code: {complaint.answer.status}."
    shown = f"‘{url}’" if block.reason is Reason.ALLOW_ORIGIN_WILDCARD else url
    line = BLOCKED.format(url=shown, reason=reason, status=status)
    if block.phase in {Phase.PREFLIGHT, Phase.REDIRECT}:
        return line, *trailer(complaint)
    return (line,)


def firefox_authorization_warning(request: Request) -> Sequence[str]:
    """Warn that `*` will cease to cover Authorization."""
    line = (
        "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote"
        f" resource at {request.url.href} soon. (Reason: When the"
        " `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To"
        " include the `Authorization` header, it must be explicitly listed in CORS header"
        " `Access-Control-Allow-Headers`)."
    )
    return (line,)


def _is_http09(complaint: Complaint) -> bool:
    """Tell of an answer without a head, to what isn't a GET: its lines can't be counted."""
    answer, request = complaint.answer, complaint.request
    bare = isinstance(answer, WireResponse) and answer.version == "HTTP/0.9"
    return bare and request.method != "GET" and complaint.block.phase is Phase.ACTUAL


def _reason(complaint: Complaint) -> str | None:
    """Give what stands behind `Reason:`; None where only the trailer is printed."""
    block, answer = complaint.block, complaint.answer
    several = isinstance(answer, WireResponse) and spelt_lines(answer.headers) > 1
    if several and SENTENCES.get(block.reason) == _MISMATCH:
        return MULTIPLE
    sentence = SENTENCES.get(block.reason)
    if sentence is None:
        return None
    detail = _bad_token(block.detail) if block.reason in _LISTS else block.detail
    return sentence.replace("{detail}", utf8(detail))


def _bad_token(value: str) -> str:
    """Give the first element of a list that is no token."""
    elements = (element.strip(TAB_OR_SPACE) for element in value.split(","))
    return next((one for one in elements if one and not is_token(one)), value)
