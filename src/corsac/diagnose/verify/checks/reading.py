"""Who is allowed, reads: pages, errors, with cookies and without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    ORIGIN,
)
from corsac.core.fields import token_list
from corsac.core.findings import RemedyKind, Text
from corsac.core.methods import is_safelisted
from corsac.core.origin import parse_origin
from corsac.core.statuses import is_ok
from corsac.diagnose.verify.asks import PUT_JSON, own, preflight, request
from corsac.diagnose.verify.check import Check, Fault, Level, each
from corsac.diagnose.verify.checks.preflights import any_preflight
from corsac.diagnose.verify.samples import STRANGER
from corsac.diagnose.verify.trial import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.browser.outcome import Block
    from corsac.core.messages import WireResponse
    from corsac.diagnose.verify.check import Ask, Seen
    from corsac.diagnose.verify.ground import Ground

_IF_NONE_MATCH: Final = "If-None-Match"
_NOT_MODIFIED: Final = 304
_ERROR: Final = 400
#: What the header may say, its absence too; `false` is as good as nothing.
_CREDENTIALS: Final = frozenset({"", "true", "false"})
#: Script reads these anyway (fetch#cors-safelisted-response-header-name).
_ALWAYS_EXPOSED: Final = frozenset(
    {
        *("cache-control", "content-language", "content-length", "content-type"),
        *("expires", "last-modified", "pragma"),
    }
)
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
    yield from _as_get(ground, "HEAD")


def _as_get(ground: Ground, method: str) -> Iterator[Ask]:
    """Ask for the first page by another method, and by GET."""
    for place in ground.pages[:1]:
        if place.origin is not None:
            for each_ in ("GET", method):
                yield request(
                    ground, place, place.origin, method=each_, credentials=place.credentials
                )


def _judge_as_get(found: Sequence[Seen]) -> Iterator[Fault]:
    """Find what can't be read, where GET can: else that is the fault."""
    get = [seen for seen in found if seen.ask.wire.method == "GET"]
    if not [*each(judge_readable)(get)]:
        yield from each(judge_readable)(found)


def _no_credentials(ground: Ground) -> Iterator[Ask]:
    for ask in (*every_origin(ground), *_leave(ground)):
        if ask.place.known and not ask.place.credentials:
            yield ask


def _leave(ground: Ground) -> Iterator[Ask]:
    """Ask for leave where there is something to ask for."""
    for place in ground.pages:
        if place.origin is not None and (place.methods or place.headers):
            yield preflight(place, place.origin, place.method, place.headers)


def _judge_no_credentials(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    value = response.headers.get(ALLOW_CREDENTIALS)
    if value == "true" and response.headers.get(ALLOW_ORIGIN) != "*":
        message = Text.of(
            "cookies are allowed to {origin}, which the policy does not do",
            origin=seen.ask.wire.headers.get(ORIGIN),
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


def _asked_for(seen: Seen) -> Iterator[str]:
    """Give the lists that a preflight has to find something in."""
    attempt = seen.ask.attempt
    if attempt is not None and seen.ask.wire.preflight:
        if not is_safelisted(attempt.method):
            yield ALLOW_METHODS
        if attempt.headers:
            yield ALLOW_HEADERS


def _judge_star(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    granted = response.headers.get(ALLOW_CREDENTIALS) == "true"
    for header in _asked_for(seen):
        if granted and response.headers.get(header) == "*":
            message = Text("with cookies the star is a name like any other, and nothing's name")
            yield Fault(seen, message, header, "*")
    if response.headers.get(ALLOW_ORIGIN) == "*" and ALLOW_CREDENTIALS in response.headers:
        message = Text("with credentials the star allows nobody, and without it they mean nothing")
        yield Fault(seen, message, ALLOW_CREDENTIALS, response.headers.get(ALLOW_CREDENTIALS))


def _judge_true(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    value = ", ".join(response.headers.all(ALLOW_CREDENTIALS))
    if value not in _CREDENTIALS:
        message = Text("only the word true, in lower case, allows cookies")
        yield Fault(seen, message, ALLOW_CREDENTIALS, value)


def _with_preflights(ground: Ground) -> Iterator[Ask]:
    yield from everywhere(ground)
    yield from any_preflight(ground)
    for place in ground.pages[:1]:
        if place.origin is not None and not place.known:
            yield preflight(place, place.origin, *PUT_JSON)


def _judge_origin(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    value = ", ".join(response.headers.all(ALLOW_ORIGIN))
    if value and value not in {"*", "null"} and "," not in value and parse_origin(value) is None:
        yield Fault(seen, Text("no page has this for its origin"), ALLOW_ORIGIN, value)


def _exposing(ground: Ground) -> Iterator[Ask]:
    for ask in every_origin(ground):
        if ask.place.expose or not ask.place.known:
            yield ask


def _exposed(response: WireResponse) -> set[str]:
    return {n.lower() for n in token_list(response.headers.all(EXPOSE_HEADERS)) or ()}


def _judge_exposed(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if ALLOW_ORIGIN not in response.headers:
        return  # who can't read the answer misses more than its headers: another check's finding
    names = _exposed(response)
    if "*" in names and not seen.ask.place.credentials:
        return
    if "*" in names and not seen.ask.place.known:
        message = Text("where cookies are sent the star is a name like any other")
        yield Fault(seen, message, EXPOSE_HEADERS, response.headers.get(EXPOSE_HEADERS))
    hidden = [name for name in seen.ask.place.expose or () if name.lower() not in names]
    if hidden:
        message = Text.of("script can't read {names}", names=", ".join(hidden))
        yield Fault(seen, message, EXPOSE_HEADERS, response.headers.get(EXPOSE_HEADERS))


def _listing(ground: Ground) -> Iterator[Ask]:
    for ask in every_origin(ground):
        if ask.place.expose is not None and ask.place.known:
            yield ask


def _judge_only(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    place = seen.ask.place
    listed = {name.lower() for name in place.expose or ()} | _ALWAYS_EXPOSED
    more = sorted(_exposed(response) - listed - ({"*"} if place.credentials else set()))
    if more:
        message = Text.of("script can read {names} besides", names=", ".join(more))
        yield Fault(seen, message, EXPOSE_HEADERS, response.headers.get(EXPOSE_HEADERS))


def _missing(ground: Ground) -> Iterator[Ask]:
    yield from own(ground, ground.missing)


def conditional(ground: Ground) -> Iterator[Ask]:
    """Ask for the first page as who has it already."""
    for place in ground.pages[:1]:
        if place.origin is not None:
            yield request(
                ground,
                place,
                place.origin,
                more=((_IF_NONE_MATCH, "*"),),
                credentials=place.credentials,
            )


def by_its_tag(found: Sequence[Seen]) -> Ask | None:
    """Ask anew with the ETag of what was sent, where the star did not make it a 304."""
    for seen in found:
        response, asked = seen.response, seen.ask.wire.headers.get(_IF_NONE_MATCH)
        tag = None if response is None or asked != "*" else response.headers.get("ETag")
        if tag is not None and response is not None and is_ok(response.status):
            lines = seen.ask.wire.headers.without(_IF_NONE_MATCH).with_line(_IF_NONE_MATCH, tag)
            return replace(seen.ask, wire=replace(seen.ask.wire, headers=lines))
    return None


def _judge_not_modified(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.status == _NOT_MODIFIED:
        yield from judge_readable(seen, response)


def _options(ground: Ground) -> Iterator[Ask]:
    yield from _as_get(ground, "OPTIONS")


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
        _judge_as_get,
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
        "that cookies were meant to work, and don't. Nor is it one in a preflight's lists.",
        "Name the origins that need cookies, the methods and the headers, or take "
        "`Access-Control-Allow-Credentials` out.",
        _with_preflights,
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
        conditional,
        each(_judge_not_modified),
        _ERRORS,
        follow=by_its_tag,
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
        _judge_as_get,
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
    Check(
        311,
        "nothing-else-exposed",
        Level.SHOULD,
        "fetch#http-access-control-expose-headers",
        "No other headers can be read than those that the policy exposes",
        "What is exposed besides was meant for one page once, or is another layer's: tokens and "
        "internal names are read by every page that is let in.",
        "List in `Access-Control-Expose-Headers` what the policy has, and nothing else.",
        _listing,
        each(_judge_only),
    ),
    Check(
        312,
        "credentials-say-true",
        Level.MUST,
        "fetch#cors-check.7",
        "Access-Control-Allow-Credentials says true, or is not there",
        "Browsers compare the value byte by byte: `True`, `1` or two lines allow no cookies, "
        "though somebody meant to.",
        "Send `Access-Control-Allow-Credentials: true`, once, or leave it out.",
        _with_preflights,
        each(_judge_true),
    ),
    Check(
        313,
        "allow-origin-is-one",
        Level.MUST,
        "fetch#http-access-control-allow-origin",
        "Access-Control-Allow-Origin is an origin, or the star",
        "It is compared with the page's origin byte by byte: a wildcard inside a name, a path, a "
        "slash at the end or a host without its scheme equals none.",
        "Compare the Origin header with the list, and send back the one that matches.",
        everywhere,
        each(_judge_origin),
    ),
)
