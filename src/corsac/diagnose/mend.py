"""What an answer would be if the fault that blocked were mended, and nothing else.

A browser stops at the first fault. To see the next, the answer is mended as little as makes this
check pass, and the browser is run again. Rules never see a mended answer: only which check failed.

Where nothing behind an answer knew that it was a preflight (a refusal, an error, a redirect, or
not one header of CORS), the whole answer is replaced: that its lists are missing as well is a
consequence, not a second cause.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.browser.outcome import Phase, Reason
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.core.statuses import is_ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.browser.outcome import Block
    from corsac.core.messages import WireRequest

_ORIGIN = "Access-Control-Allow-Origin"
_CREDENTIALS = "Access-Control-Allow-Credentials"
_METHODS = "Access-Control-Allow-Methods"
_HEADERS = "Access-Control-Allow-Headers"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def _set(answer: WireResponse, name: str, value: str) -> WireResponse:
    headers = answer.headers.without(name).with_line(name, value)
    return replace(answer, headers=headers)


def _let_in(request: WireRequest, answer: WireResponse) -> WireResponse:
    """Name the origin that asked; credentials too, unless the server said something of them."""
    mended = _set(answer, _ORIGIN, request.headers.get("Origin") or "*")
    said = _CREDENTIALS in answer.headers
    return mended if said else _set(mended, _CREDENTIALS, "true")


def _trust(_request: WireRequest, answer: WireResponse) -> WireResponse:
    return _set(answer, _CREDENTIALS, "true")


def _more(answer: WireResponse, name: str, asked: str | None) -> WireResponse:
    listed = answer.headers.get(name)
    items = [each for each in (listed, asked) if each]
    return _set(answer, name, ", ".join(items))


def _allow_method(request: WireRequest, answer: WireResponse) -> WireResponse:
    return _more(answer, _METHODS, request.headers.get("Access-Control-Request-Method"))


def _allow_headers(request: WireRequest, answer: WireResponse) -> WireResponse:
    """All that were asked for: one finding names every missing header."""
    return _more(answer, _HEADERS, request.headers.get("Access-Control-Request-Headers"))


def _read(answer: WireResponse, name: str) -> WireResponse:
    """Read a malformed list as its author meant it."""
    return _set(answer, name, ", ".join(_TOKEN.findall(answer.headers.get(name) or "")))


def _read_methods(_request: WireRequest, answer: WireResponse) -> WireResponse:
    return _read(answer, _METHODS)


def _read_headers(_request: WireRequest, answer: WireResponse) -> WireResponse:
    return _read(answer, _HEADERS)


def _succeed(_request: WireRequest, answer: WireResponse) -> WireResponse:
    return replace(answer, status=204)


def _share(_request: WireRequest, answer: WireResponse) -> WireResponse:
    return _set(answer, "Cross-Origin-Resource-Policy", "cross-origin")


_MENDS: dict[Reason, Callable[[WireRequest, WireResponse], WireResponse]] = {
    Reason.ALLOW_ORIGIN_MISSING: _let_in,
    Reason.ALLOW_ORIGIN_WILDCARD: _let_in,
    Reason.ALLOW_ORIGIN_MULTIPLE: _let_in,
    Reason.ALLOW_ORIGIN_INVALID: _let_in,
    Reason.ALLOW_ORIGIN_MISMATCH: _let_in,
    Reason.ALLOW_CREDENTIALS: _trust,
    Reason.METHOD_NOT_ALLOWED: _allow_method,
    Reason.HEADER_NOT_ALLOWED: _allow_headers,
    Reason.ALLOW_METHODS_INVALID: _read_methods,
    Reason.ALLOW_HEADERS_INVALID: _read_headers,
    Reason.PREFLIGHT_STATUS: _succeed,
    Reason.RESOURCE_POLICY: _share,
}


def _knew_preflight(answer: WireResponse) -> bool:
    if _METHODS in answer.headers or _HEADERS in answer.headers:
        return True
    return is_ok(answer.status) and _ORIGIN in answer.headers


def _perfect(request: WireRequest) -> WireResponse:
    """Answer a preflight as a server does that allows all of it."""
    asked = {
        _ORIGIN: request.headers.get("Origin"),
        _CREDENTIALS: "true",
        _METHODS: request.headers.get("Access-Control-Request-Method"),
        _HEADERS: request.headers.get("Access-Control-Request-Headers"),
    }
    return WireResponse(204, headers=Headers.of((n, v) for n, v in asked.items() if v is not None))


def mend(block: Block, request: WireRequest, answer: WireResponse) -> WireResponse | None:
    """Mend what a block stands for.

    Args:
        block: The check that failed.
        request: The request whose answer was judged.
        answer: That answer, with what was mended before.

    Returns:
        The answer with which this check passes; None where no answer would help, because it lies
        with the page, the network or a redirect's target.
    """
    if block.phase is Phase.PREFLIGHT and not _knew_preflight(answer):
        return _perfect(request)
    change = _MENDS.get(block.reason)
    return None if change is None else change(request, answer)
