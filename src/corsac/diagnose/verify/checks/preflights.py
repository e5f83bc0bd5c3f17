"""Preflights pass for what is allowed, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import (
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    MAX_AGE,
)
from corsac.core.fields import delta_seconds, token_list
from corsac.core.findings import RemedyKind, Text
from corsac.core.statuses import is_ok, is_redirect
from corsac.diagnose.verify.asks import handmade, own, preflight
from corsac.diagnose.verify.check import Check, Fault, Level, each
from corsac.diagnose.verify.trial import leaks, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.browser.outcome import Block
    from corsac.core.messages import WireResponse
    from corsac.diagnose.verify.check import Ask, Seen
    from corsac.diagnose.verify.ground import Ground

_NO_CONTENT: Final = 204
_LOGIN: Final = frozenset({401, 407})
_LEAVE: Final = RemedyKind.ANSWER_PREFLIGHT
_HEADERS: Final = {
    "preflight-status": "",
    "preflight-redirect": "Location",
    "method-not-allowed": ALLOW_METHODS,
    "allow-methods-invalid": ALLOW_METHODS,
    "header-not-allowed": ALLOW_HEADERS,
    "allow-headers-invalid": ALLOW_HEADERS,
    "allow-credentials": "Access-Control-Allow-Credentials",
}
#: A request header that Chromium once sent, and that may come again.
PRIVATE_NETWORK: Final = ("Access-Control-Request-Private-Network", "true")


def _methods(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages:
        for origin in place.allowed[:1]:
            for method in place.methods:
                yield preflight(place, origin, method)
        for origin in place.allowed[1:]:
            if place.known and (place.methods or place.headers):
                yield preflight(place, origin, place.method, place.headers[:1])


def _headers(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages:
        if place.origin is not None and place.headers:
            yield preflight(place, place.origin, place.method, place.headers)
            if len(place.headers) > 1:
                for name in place.headers:
                    yield preflight(place, place.origin, place.method, (name,))


def judge_passes(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    """Find a preflight that does not pass."""
    attempt = seen.ask.attempt
    block = None if attempt is None else refusal(attempt, response, preflight=True)
    if block is not None:
        yield _stopped(seen, block)


def _stopped(seen: Seen, block: Block) -> Fault:
    attempt = seen.ask.attempt
    assert attempt is not None  # noqa: S101 -- it was judged
    message = Text.of(
        "the preflight of {origin} for {what} does not pass: {reason}",
        origin=attempt.origin,
        what=", ".join((attempt.method, *attempt.headers)),
        reason=block.reason.value,
    )
    header = _HEADERS.get(block.reason.value, ALLOW_ORIGIN)
    return Fault(seen, message, header, None if not header else block.detail or None)


def any_preflight(ground: Ground) -> Iterator[Ask]:
    """Ask each page for leave, as somebody who is let in."""
    for place in ground.pages:
        if place.origin is not None:
            yield preflight(place, place.origin, place.method, place.headers)


def _pages_and_preflights(ground: Ground) -> Iterator[Ask]:
    yield from any_preflight(ground)
    yield from own(ground, ground.pages)


def _judge_status(found: Sequence[Seen]) -> Iterator[Fault]:
    """Judge preflights; that their pages can be read says what is meant, where they don't."""
    pages = {seen.ask.place for seen in found if not seen.ask.wire.preflight and _reads(seen)}
    for seen in found:
        response = seen.response
        if response is None or not seen.ask.wire.preflight or is_ok(response.status):
            continue
        if ALLOW_METHODS in response.headers or ALLOW_HEADERS in response.headers:
            message = "the answer grants something, and its status {status} takes it back"
        elif seen.ask.place in pages and is_redirect(response.status):
            message = "the preflight is sent elsewhere, {status}, and the page itself is not"
        elif seen.ask.place in pages and response.status in _LOGIN:
            message = "the preflight is asked for a login, {status}, and has none to give"
        else:
            continue
        header = "Location" if is_redirect(response.status) else ""
        value = response.headers.get(header) if header else None
        yield Fault(seen, Text.of(message, status=response.status), header, value)


def _reads(seen: Seen) -> bool:
    """Tell whether a page is there, and can be read."""
    attempt, response = seen.ask.attempt, seen.response
    if attempt is None or response is None or is_redirect(response.status):
        return False
    return response.status not in _LOGIN and refusal(attempt, response) is None


def _missing(ground: Ground) -> Iterator[Ask]:
    for place in ground.missing:
        if place.origin is not None and (place.methods or place.headers):
            yield preflight(place, place.origin, place.method, place.headers)


def _judge_max_age(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    values = response.headers.all(MAX_AGE)
    wanted = seen.ask.place.max_age
    if seen.ask.place.known and wanted is not None and values != (str(wanted),):
        message = Text.of("the policy says {wanted} seconds", wanted=wanted)
        yield Fault(seen, message, MAX_AGE, ", ".join(values) or None)
    elif values and delta_seconds(", ".join(values)) is None:
        yield Fault(seen, Text("that is no number of seconds"), MAX_AGE, ", ".join(values))


def _judge_lists(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    for header in (ALLOW_METHODS, ALLOW_HEADERS):
        if token_list(response.headers.all(header)) is None:
            value = response.headers.get(header)
            yield Fault(seen, Text("that is no list of tokens: browsers refuse it"), header, value)


def _judge_length(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.status == _NO_CONTENT and "Content-Length" in response.headers:
        value = response.headers.get("Content-Length")
        yield Fault(seen, Text("a 204 has no Content-Length"), "Content-Length", value)


def _handmade(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        if place.origin is not None and place.headers:
            names = " , ,".join(name.title() for name in reversed(place.headers))
            yield handmade(place, place.origin, place.method, f"{names},")


def _judge_handmade(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    place = seen.ask.place
    assert place.origin is not None  # noqa: S101 -- it was planned with one
    twin = preflight(place, place.origin, place.method, place.headers).attempt
    if twin is not None and refusal(twin, response, preflight=True) is not None:
        message = Text("the same names in another order and case, with blanks, are refused")
        yield Fault(seen, message, ALLOW_HEADERS, response.headers.get(ALLOW_HEADERS))


def _private(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        if place.origin is not None and (place.methods or place.headers):
            names = place.headers[:1]
            yield preflight(place, place.origin, place.method, names)
            yield preflight(place, place.origin, place.method, names, more=(PRIVATE_NETWORK,))


def _judge_private(found: Sequence[Seen]) -> Iterator[Fault]:
    """Compare a preflight with the same one that has the old header."""
    name = PRIVATE_NETWORK[0]
    passing = {name in each_.ask.wire.headers: _passes(each_) for each_ in found}
    for seen in found:
        if name in seen.ask.wire.headers and passing == {False: True, True: False}:
            yield Fault(seen, Text.of("{name} alone makes it fail", name=name))


def _passes(seen: Seen) -> bool:
    return seen.response is not None and not [*judge_passes(seen, seen.response)]


def _unlisted_methods(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages:
        if place.origin is not None and place.known:
            for method in place.unlisted_methods:
                yield preflight(place, place.origin, method)


def _unlisted_headers(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages:
        if place.origin is not None and place.known:
            for name in place.unlisted_headers:
                yield preflight(place, place.origin, "GET", (name,))


def _judge_refused(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    attempt = seen.ask.attempt
    if attempt is not None and leaks(attempt, response, preflight=True):
        header = ALLOW_HEADERS if attempt.headers else ALLOW_METHODS
        what = attempt.headers[0] if attempt.headers else attempt.method
        message = Text.of("{what} is granted, which the policy does not do", what=what)
        yield Fault(seen, message, header, response.headers.get(header))


CHECKS: Final = (
    Check(
        320,
        "allowed-methods-pass",
        Level.MUST,
        "fetch#cors-preflight-fetch.7.5",
        "The preflight of every allowed method passes, for every allowed origin",
        "Before PUT, PATCH, DELETE and the like a browser asks for leave. The answer has to have a "
        "status of 2xx, the origin, and the method in its own case; with cookies `*` is no "
        "wildcard. It comes without login and cookies: whoever asks for these refuses everybody.",
        "Answer preflights before authentication, redirects and routing, with the policy's "
        "methods written out.",
        _methods,
        each(judge_passes),
        _LEAVE,
    ),
    Check(
        321,
        "allowed-headers-pass",
        Level.MUST,
        "fetch#cors-preflight-fetch.7.7",
        "The preflight of every allowed request header passes, alone and together",
        "A browser asks for each header beyond the safelisted ones, in lower case. "
        "`Authorization` has to be named beside a star (fetch#cors-non-wildcard-request-header-"
        "name), and with cookies `*` is no wildcard at all.",
        "List the policy's headers in `Access-Control-Allow-Headers`.",
        _headers,
        each(judge_passes),
        _LEAVE,
    ),
    Check(
        322,
        "granting-status",
        Level.MUST,
        "fetch#cors-preflight-fetch.7",
        "A preflight that grants has a status of 2xx",
        "With any other status, a redirect or a 401 too, the browser stops before it reads the "
        "lists. A preflight has neither cookies nor a login.",
        "Answer preflights with 204 or 200, before redirects and logins.",
        _pages_and_preflights,
        _judge_status,
        _LEAVE,
    ),
    Check(
        323,
        "lists-are-lists",
        Level.MUST,
        "fetch#cors-preflight-fetch.7.3",
        "Allow-Methods and Allow-Headers are lists of tokens",
        "One blank inside a name, or a quotation mark, makes the whole list a failure.",
        "Write names, commas between them, and nothing else.",
        any_preflight,
        each(_judge_lists),
        _LEAVE,
    ),
    Check(
        324,
        "preflight-before-routing",
        Level.SHOULD,
        "fetch#cors-preflight-fetch.7",
        "A preflight passes for a path that is not there",
        "Else the page sees a CORS error where the application says 404.",
        "Answer preflights before routing.",
        _missing,
        each(judge_passes),
        _LEAVE,
    ),
    Check(
        325,
        "max-age",
        Level.SHOULD,
        "fetch#http-access-control-max-age",
        "Access-Control-Max-Age is what the policy says, in plain digits",
        "Without it, or with what is no number, a browser asks again after five seconds.",
        "Send the policy's number of seconds with every preflight that passes.",
        any_preflight,
        each(_judge_max_age),
        _LEAVE,
    ),
    Check(
        326,
        "no-length-in-204",
        Level.SHOULD,
        "rfc9110#section-8.6",
        "A 204 has no Content-Length",
        "A server must not send one there, and some proxies take the answer for broken.",
        "Leave it out, or answer with 200.",
        any_preflight,
        each(_judge_length),
        None,
    ),
    Check(
        327,
        "lists-read-leniently",
        Level.SHOULD,
        "fetch#extract-header-list-values",
        "Blanks, case, order and empty members of a list of names decide nothing",
        "Browsers write lower case without blanks; proxies rewrite lists, and other clients write "
        "them by hand.",
        "Compare names without case, and pass over blanks and empty members.",
        _handmade,
        each(_judge_handmade),
        None,
    ),
    Check(
        328,
        "private-network-ignored",
        Level.SHOULD,
        "fetch#cors-preflight-fetch",
        "A header that the server does not know decides nothing",
        "`Access-Control-Request-Private-Network` came with preflights for years, and some "
        "browsers send it still; a layer that refuses it locks those out.",
        "Pass over request headers that are not asked about.",
        _private,
        _judge_private,
        None,
    ),
    Check(
        332,
        "unlisted-methods-refused",
        Level.SECURITY,
        "fetch#cors-preflight-fetch.7.5",
        "The preflight of a method that is not allowed fails",
        "Who echoes what is asked allows everything.",
        "Compare the method with the policy's list.",
        _unlisted_methods,
        each(_judge_refused),
        _LEAVE,
    ),
    Check(
        333,
        "unlisted-headers-refused",
        Level.SECURITY,
        "fetch#cors-preflight-fetch.7.7",
        "The preflight of a request header that is not allowed fails",
        "Who echoes what is asked allows everything.",
        "Compare the names with the policy's list.",
        _unlisted_headers,
        each(_judge_refused),
        _LEAVE,
    ),
)
