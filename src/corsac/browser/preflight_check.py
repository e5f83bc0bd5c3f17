"""Judging a preflight's answer (fetch#cors-preflight-fetch.7), in each engine's own order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.cors_check import cors_check, counted_lines, demands_credentials
from corsac.browser.outcome import Reason
from corsac.browser.profile import Check
from corsac.core.fields import token_list
from corsac.core.methods import is_safelisted
from corsac.core.statuses import is_ok, is_redirect

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.browser.load import Load
    from corsac.core.messages import WireResponse

METHODS = "access-control-allow-methods"
HEADERS = "access-control-allow-headers"

#: Why, the offending value, and every header name that is not covered.
Refusal = tuple[Reason, str, tuple[str, ...]]


def judge_preflight(
    load: Load, answer: WireResponse, names: tuple[str, ...], store: Callable[[], None]
) -> Refusal | None:
    """Run all checks of a preflight's answer.

    Args:
        load: The fetch.
        answer: What the server said.
        names: The header names that were announced.
        store: Keeps the answer in the preflight cache.

    Returns:
        None if it allows the request.
    """
    for check in load.profile.preflight_order:
        if check is Check.METHOD and load.profile.stores_early:
            store()
        refusal = _CHECKS[check](load, answer, names)
        if refusal is not None:
            return refusal
    if not load.profile.stores_early:
        store()
    return None


def _redirect(load: Load, answer: WireResponse, _names: tuple[str, ...]) -> Refusal | None:
    if not is_redirect(answer.status) or "location" not in answer.headers:
        return None
    load.recorder.failed(
        "fetch#cors-preflight-fetch.7", "preflight-redirect", ("status", str(answer.status))
    )
    return Reason.PREFLIGHT_REDIRECT, str(answer.status), ()


def _status(load: Load, answer: WireResponse, _names: tuple[str, ...]) -> Refusal | None:
    if is_ok(answer.status):
        load.recorder.passed(
            "fetch#cors-preflight-fetch.7", "preflight-status", ("status", str(answer.status))
        )
        return None
    refusal = _redirect(load, answer, ())
    if refusal is not None:
        return refusal
    load.recorder.failed(
        "fetch#cors-preflight-fetch.7", "preflight-status", ("status", str(answer.status))
    )
    return Reason.PREFLIGHT_STATUS, str(answer.status), ()


def _cors(load: Load, answer: WireResponse, _names: tuple[str, ...]) -> Refusal | None:
    request = load.request
    origin = request.origin
    if load.profile.preflight_untainted:
        origin = request.client.serialized
        if request.url_origin == request.client.origin:
            return None
    failed = cors_check(
        counted_lines(load.profile, answer.headers),
        origin,
        include=demands_credentials(load),
        recorder=load.recorder,
        parse=load.parse,
    )
    return None if failed is None else (*failed, ())


def _methods_syntax(load: Load, answer: WireResponse, _names: tuple[str, ...]) -> Refusal | None:
    return _syntax(load, answer, METHODS, Reason.ALLOW_METHODS_INVALID)


def _headers_syntax(load: Load, answer: WireResponse, _names: tuple[str, ...]) -> Refusal | None:
    return _syntax(load, answer, HEADERS, Reason.ALLOW_HEADERS_INVALID)


def _syntax(load: Load, answer: WireResponse, header: str, reason: Reason) -> Refusal | None:
    if token_list(answer.headers.all(header)) is not None:
        return None
    value = answer.headers.get(header) or ""
    load.recorder.failed("fetch#cors-preflight-fetch.7.3", reason.value, (header, value))
    return reason, value, ()


def _method(load: Load, answer: WireResponse, _names: tuple[str, ...]) -> Refusal | None:
    request = load.request
    allowed = token_list(answer.headers.all(METHODS)) or ()
    absent = METHODS not in answer.headers
    if absent and request.use_preflight and load.profile.listener_implies_method:
        allowed = (request.method,)
    facts = (("method", request.method), ("allow-methods", answer.headers.get(METHODS) or ""))
    wildcard = "*" in allowed and request.credentials != "include"
    if request.method in allowed or is_safelisted(request.method) or wildcard:
        load.recorder.passed("fetch#cors-preflight-fetch.7.5", "method-allowed", *facts)
        return None
    load.recorder.failed("fetch#cors-preflight-fetch.7.5", "method-not-allowed", *facts)
    return Reason.METHOD_NOT_ALLOWED, request.method, ()


def _headers(load: Load, answer: WireResponse, names: tuple[str, ...]) -> Refusal | None:
    request = load.request
    allowed = {name.lower() for name in token_list(answer.headers.all(HEADERS)) or ()}
    wildcard = "*" in allowed and request.credentials != "include"
    facts = (("headers", ",".join(names)), ("allow-headers", answer.headers.get(HEADERS) or ""))
    covers_authorization = wildcard and load.profile.wildcard_covers_authorization
    if "authorization" in names and "authorization" not in allowed and not covers_authorization:
        uncovered = ["authorization"]
    else:
        uncovered = []
    if not wildcard:
        uncovered = [name for name in dict.fromkeys(names) if name not in allowed]
    if not uncovered:
        load.recorder.passed("fetch#cors-preflight-fetch.7.7", "headers-allowed", *facts)
        if "authorization" in names and "authorization" not in allowed:
            load.recorder.print(load.profile.authorization_warning(request))
        return None
    detail = load.profile.name_uncovered(request, tuple(uncovered))
    load.recorder.failed(
        "fetch#cors-preflight-fetch.7.7",
        "header-not-allowed",
        *facts,
        ("uncovered", ",".join(uncovered)),
    )
    return Reason.HEADER_NOT_ALLOWED, detail, tuple(uncovered)


_CHECKS: dict[Check, Callable[[Load, WireResponse, tuple[str, ...]], Refusal | None]] = {
    Check.REDIRECT: _redirect,
    Check.CORS: _cors,
    Check.STATUS: _status,
    Check.METHODS_SYNTAX: _methods_syntax,
    Check.HEADERS_SYNTAX: _headers_syntax,
    Check.METHOD: _method,
    Check.HEADERS: _headers,
}
