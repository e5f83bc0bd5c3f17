"""Who is allowed, reads: pages, errors, with cookies and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ALLOW_CREDENTIALS, ALLOW_ORIGIN, EXPOSE_HEADERS
from corsac.core.fields import token_list
from corsac.core.findings import RemedyKind, Text
from corsac.diagnose.verify.asks import options, own, request
from corsac.diagnose.verify.check import Check, Fault, Level, each
from corsac.diagnose.verify.samples import STRANGER
from corsac.diagnose.verify.trial import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Block
    from corsac.core.messages import WireResponse
    from corsac.diagnose.verify.check import Ask, Seen
    from corsac.diagnose.verify.ground import Ground

_NOT_MODIFIED: Final = 304
_ERROR: Final = 400
_STATUS_HEADERS: Final = {
    "allow-credentials": ALLOW_CREDENTIALS,
    "resource-policy": "Cross-Origin-Resource-Policy",
    "redirect-location": "Location",
    "redirect-scheme": "Location",
    "redirect-credentials": "Location",
}


def every_origin(ground: Ground) -> Iterator[Ask]:
    """Ask for each page as each origin that is let in, with cookies where those are."""
    for place in ground.pages:
        for origin in place.allowed:
            yield request(ground, place, origin, credentials=place.credentials)


def judge_readable(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    """Find an answer that its page can't read."""
    attempt = seen.ask.attempt
    block = None if attempt is None else refusal(attempt, response)
    if attempt is not None and block is not None:
        yield unreadable(seen, attempt.origin, block)


def _judge_pages(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.status < _ERROR:
        yield from judge_readable(seen, response)


def _judge_errors(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.status >= _ERROR:
        yield from judge_readable(seen, response)


def unreadable(seen: Seen, origin: str, block: Block) -> Fault:
    """Say that a page can't read an answer, and at which header it fails."""
    header = _STATUS_HEADERS.get(block.reason.value, ALLOW_ORIGIN)
    credentials = seen.ask.attempt is not None and seen.ask.attempt.credentials
    template = (
        "a page of {origin} can't read this with its cookies: {reason}"
        if credentials
        else "a page of {origin} can't read this: {reason}"
    )
    message = Text.of(template, origin=origin, reason=block.reason.value)
    return Fault(seen, message, header, block.detail or None)


def _head(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        if place.origin is not None:
            yield request(ground, place, place.origin, method="HEAD", credentials=place.credentials)


def _no_credentials(ground: Ground) -> Iterator[Ask]:
    for ask in own(ground, ground.pages):
        if ask.place.known and not ask.place.credentials:
            yield ask


def _judge_no_credentials(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    value = response.headers.get(ALLOW_CREDENTIALS)
    if value == "true" and response.headers.get(ALLOW_ORIGIN) != "*":
        message = Text.of(
            "cookies are allowed to {origin}, which the policy does not do",
            origin=seen.ask.place.origin,
        )
        yield Fault(seen, message, ALLOW_CREDENTIALS, value)


def everywhere(ground: Ground) -> Iterator[Ask]:
    """Ask for every place as somebody who is let in, as a stranger, and without Origin."""
    for place in ground.places:
        for origin in (place.origin, STRANGER, None):
            if origin is not None or place.origin is not None or not place.known:
                yield request(
                    ground,
                    place,
                    origin,
                    credentials=place.credentials and origin == place.origin,
                )


def _judge_one(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    values = response.headers.all(ALLOW_ORIGIN)
    joined = ", ".join(values)
    if len(values) > 1 or "," in joined:
        count = max(len(values), joined.count(",") + 1)
        yield Fault(
            seen, Text.of("there are {count} values, and one is due", count=count), ALLOW_ORIGIN
        )


def _judge_star(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.headers.get(ALLOW_ORIGIN) == "*" and ALLOW_CREDENTIALS in response.headers:
        message = Text("with credentials the star allows nobody, and without it they mean nothing")
        yield Fault(seen, message, ALLOW_CREDENTIALS, response.headers.get(ALLOW_CREDENTIALS))


def _exposing(ground: Ground) -> Iterator[Ask]:
    for ask in own(ground, ground.pages):
        if ask.place.expose:
            yield ask


def _judge_exposed(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if ALLOW_ORIGIN not in response.headers:
        return  # who can't read the answer misses more than its headers: another check's finding
    names = {n.lower() for n in token_list(response.headers.all(EXPOSE_HEADERS)) or ()}
    if "*" in names and not seen.ask.place.credentials:
        return
    hidden = [name for name in seen.ask.place.expose or () if name.lower() not in names]
    if hidden:
        message = Text.of("script can't read {names}", names=", ".join(hidden))
        yield Fault(seen, message, EXPOSE_HEADERS, response.headers.get(EXPOSE_HEADERS))


def _missing(ground: Ground) -> Iterator[Ask]:
    yield from own(ground, ground.missing)


def _conditional(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        if place.origin is not None:
            yield request(
                ground,
                place,
                place.origin,
                more=(("If-None-Match", "*"),),
                credentials=place.credentials,
            )


def _judge_not_modified(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.status == _NOT_MODIFIED:
        yield from judge_readable(seen, response)


def _options(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        if place.origin is not None:
            yield options(ground, place, place.origin)


_ERRORS: Final = RemedyKind.HEADERS_ON_ERRORS

CHECKS: Final = (
    Check(
        301,
        "allowed-origin-reads",
        Level.MUST,
        "fetch#cors-check.4",
        "Every allowed origin reads every page",
        "A browser compares `Access-Control-Allow-Origin` with the page's origin byte by byte and "
        "withholds the answer where they differ. With cookies it wants "
        "`Access-Control-Allow-Credentials: true` besides.",
        "Answer each allowed origin with that very origin, on every route and for every pattern "
        "of the policy.",
        every_origin,
        each(_judge_pages),
    ),
    Check(
        302,
        "head-reads",
        Level.MUST,
        "fetch#cors-check.4",
        "HEAD is answered like GET",
        "Some layers list methods for the answers themselves, and leave HEAD out: its answer can't "
        "be read then.",
        "Send the headers whatever the method is.",
        _head,
        each(judge_readable),
    ),
    Check(
        303,
        "no-credentials-granted",
        Level.SECURITY,
        "fetch#cors-check.7",
        "Cookies are allowed only where the policy allows them",
        "`Access-Control-Allow-Credentials: true` beside an origin lets its pages read what only "
        "the logged-in user may see.",
        "Leave the header out, or allow credentials in the policy.",
        _no_credentials,
        each(_judge_no_credentials),
    ),
    Check(
        304,
        "one-allow-origin",
        Level.MUST,
        "fetch#concept-header-list-get",
        "There is one Access-Control-Allow-Origin, with one value",
        "Two lines, or a list, are joined and compared as a whole: no origin equals that. Mostly "
        "a proxy and the application behind it each add one.",
        "Let one layer alone send it, and take the other's away.",
        everywhere,
        each(_judge_one),
        RemedyKind.ONE_OWNER,
    ),
    Check(
        305,
        "star-beside-credentials",
        Level.MUST,
        "fetch#cors-check.3",
        "The star does not stand beside Allow-Credentials",
        "For a request with cookies `*` is no wildcard, so that the pair allows nobody; it shows "
        "that cookies were meant to work, and don't.",
        "Name the origins that need cookies, or take `Access-Control-Allow-Credentials` out.",
        everywhere,
        each(_judge_star),
    ),
    Check(
        306,
        "headers-exposed",
        Level.MUST,
        "fetch#concept-filtered-response-cors",
        "The headers that the policy exposes can be read",
        "Beside seven safelisted ones script sees only the response headers that "
        "`Access-Control-Expose-Headers` names; the star names none where cookies are sent.",
        "List them in `Access-Control-Expose-Headers`, on the answers themselves.",
        _exposing,
        each(_judge_exposed),
    ),
    Check(
        307,
        "missing-page-reads",
        Level.MUST,
        "fetch#cors-check.2",
        "A page that is not there says so to those who are allowed",
        "Without the headers on a 404 the browser reports a CORS error in its place, and script "
        "never learns the status.",
        "Send the headers from the outermost layer, on errors too.",
        _missing,
        each(judge_readable),
        _ERRORS,
    ),
    Check(
        308,
        "not-modified-reads",
        Level.MUST,
        "rfc9111#section-4.3.4",
        "A 304 has the headers of the 200 that it stands for",
        "A 304 renews the headers of the stored answer, and browsers check the renewed ones.",
        "Send the headers on a 304 as on a 200.",
        _conditional,
        each(_judge_not_modified),
        _ERRORS,
    ),
    Check(
        309,
        "options-reads",
        Level.SHOULD,
        "fetch#cors-check.4",
        "An OPTIONS that is no preflight can be read, whatever its status",
        "Script may use the method OPTIONS itself; a 405 without the headers looks like a CORS "
        "error.",
        "Send the headers on every answer.",
        _options,
        each(judge_readable),
        _ERRORS,
    ),
    Check(
        310,
        "errors-read",
        Level.MUST,
        "fetch#cors-check.2",
        "A page that fails says so to those who are allowed",
        "Without the headers on a 401, a 405 or a 500 the browser reports a CORS error in their "
        "place: the crash is looked for in the wrong file, and a page can't ask for a login.",
        "Send the headers from the outermost layer, on errors too.",
        every_origin,
        each(_judge_errors),
        _ERRORS,
    ),
)
