"""Caches between the server and its pages keep answers apart that differ by Origin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ALLOW_ORIGIN, ORIGIN
from corsac.core.findings import Text
from corsac.diagnose.verify.asks import preflight, request
from corsac.diagnose.verify.check import Check, Fault, Level, each
from corsac.diagnose.verify.checks.reading import (
    by_its_tag,
    conditional,
    everywhere,
    judge_readable,
)
from corsac.diagnose.verify.samples import STRANGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from corsac.core.messages import WireResponse
    from corsac.diagnose.verify.check import Ask, Seen
    from corsac.diagnose.verify.ground import Ground, Place

_VARY: Final = "Vary"
_NOT_MODIFIED: Final = 304


def _members(response: WireResponse) -> list[str]:
    values = ",".join(response.headers.all(_VARY)).split(",")
    return [value.strip().lower() for value in values if value.strip()]


def _varies(response: WireResponse, name: str = ORIGIN) -> bool:
    members = _members(response)
    return "*" in members or name.lower() in members


def _values(found: Iterable[Seen], place: Place) -> set[tuple[str, ...]]:
    """Give what a place's Allow-Origin is, all over; a 304 may leave it out."""
    return {
        seen.response.headers.all(ALLOW_ORIGIN)
        for seen in found
        if seen.response is not None
        and seen.ask.place == place
        and seen.response.status != _NOT_MODIFIED
    }


def _harms(response: WireResponse, values: set[tuple[str, ...]]) -> bool:
    """Tell whether an answer in another's place would change who reads.

    One with the star reads for all; it harms only where others get an origin for their cookies.
    """
    star = ("*",)
    if response.headers.all(ALLOW_ORIGIN) == star:
        return not values <= {star, ()}
    return len(values) > 1


def _pages(ground: Ground) -> Iterator[Ask]:
    pages = set(ground.pages)
    return (ask for ask in everywhere(ground) if ask.place in pages)


def _kept(ground: Ground) -> Iterator[Ask]:
    """Ask for pages, and as who has one already."""
    yield from _pages(ground)
    yield from conditional(ground)


def _errors(ground: Ground) -> Iterator[Ask]:
    missing = set(ground.missing)
    return (ask for ask in everywhere(ground) if ask.place in missing)


def _judge(
    about: Callable[[Seen], bool], message: Text
) -> Callable[[Sequence[Seen]], Iterator[Fault]]:
    """Make a judge of Vary for some of the answers: all of them tell whether it is due."""

    def judge(found: Sequence[Seen]) -> Iterator[Fault]:
        """Judge whether the answer says what it depends on."""
        for seen in found:
            response = seen.response
            if response is None or not about(seen) or _varies(response):
                continue
            if _harms(response, _values(found, seen.ask.place)):
                yield Fault(seen, message, _VARY, response.headers.get(_VARY))

    return judge


def _origin(seen: Seen) -> str | None:
    return seen.ask.wire.headers.get(ORIGIN)


def _is_allowed(seen: Seen) -> bool:
    return _origin(seen) is not None and _origin(seen) == seen.ask.place.origin


def _is_stranger(seen: Seen) -> bool:
    return _origin(seen) == STRANGER and seen.ask.place.origin != STRANGER


def _is_bare(seen: Seen) -> bool:
    return _origin(seen) is None


def _judge_repeated(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    members = _members(response)
    twice = sorted({name for name in members if members.count(name) > 1})
    if twice:
        message = Text.of("{names} stands there more than once", names=", ".join(twice))
        yield Fault(seen, message, _VARY, response.headers.get(_VARY))


def _judge_kept(found: Sequence[Seen]) -> Iterator[Fault]:
    """Compare what is answered to an Origin with what is answered without one.

    `Origin` itself is left to the checks that know whether it is due.
    """
    for bare in filter(_is_bare, found):
        members = [] if bare.response is None else _members(bare.response)
        due = [name for name in members if name != ORIGIN.lower()]
        for seen in found:
            response = seen.response
            if response is None or bare.response is None or seen.ask.place != bare.ask.place:
                continue
            members = _members(response)
            lost = [name for name in due if name not in members and "*" not in members]
            if lost and response.status == bare.response.status:
                message = Text.of("with an Origin {names} is lost", names=", ".join(lost))
                yield Fault(seen, message, _VARY, response.headers.get(_VARY))


def _public(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages:
        if place.any_origin:
            for origin in (*place.allowed, STRANGER, None):
                yield request(ground, place, origin)


def _judge_public(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    value = response.headers.get(ALLOW_ORIGIN)
    if value != "*":
        message = Text("everybody is let in here, and the value is not the star")
        yield Fault(seen, message, ALLOW_ORIGIN, value)


def _judge_needless(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.headers.get(ALLOW_ORIGIN) == "*" and ORIGIN.lower() in _members(response):
        message = Text(
            "the answer is the same for all: caches keep one for each origin, for nothing"
        )
        yield Fault(seen, message, _VARY, response.headers.get(_VARY))


def _preflights(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages:
        if place.origin is not None and place.known and (place.methods or place.headers):
            for origin in (place.origin, STRANGER):
                yield preflight(place, origin, place.method, place.headers)


def _primed(ground: Ground) -> Iterator[Ask]:
    """Fill a cache, if there is one, with an answer without Origin; then ask with one."""
    for place in ground.pages[:1]:
        if place.origin is None or place.any_origin:
            continue
        joint = "&" if "?" in place.url else "?"
        fresh = f"{place.url}{joint}corsac={ground.fresh}"
        first, second = replace(place, url=fresh), replace(place, url=f"{fresh}-2")
        yield request(ground, first, place.origin, credentials=place.credentials)
        yield request(ground, second, None)
        yield request(ground, second, place.origin, credentials=place.credentials)


def _judge_primed(found: Sequence[Seen]) -> Iterator[Fault]:
    """Compare: who comes first can read, and not who comes after a request without Origin."""
    if len(found) != len(("first", "primer", "primed")):
        return
    first, _, primed = found
    statuses = {seen.response.status for seen in found if seen.response is not None}
    if len(statuses) == 1 and not _blocked(first) and _blocked(primed):
        message = Text.of(
            "after a request without Origin, {origin} is given the answer to that",
            origin=primed.ask.place.origin,
        )
        value = None if primed.response is None else primed.response.headers.get(ALLOW_ORIGIN)
        yield Fault(primed, message, ALLOW_ORIGIN, value)


def _blocked(seen: Seen) -> bool:
    return seen.response is not None and bool([*judge_readable(seen, seen.response)])


_CLAUSE: Final = "fetch#cors-protocol-and-http-caches"
_WHY: Final = (
    "A cache hands an answer on to whoever asks for the same URL, unless `Vary` names what it "
    "depends on. Without `Vary: Origin` here {what}."
)
_MEND: Final = (
    "Add `Origin` to `Vary` on every answer whose Allow-Origin depends on who asks: to allowed "
    "origins, to refused ones, to requests without Origin, and on errors."
)

CHECKS: Final = (
    Check(
        360,
        "vary-for-allowed",
        Level.SECURITY,
        _CLAUSE,
        "What an allowed origin gets varies by Origin",
        _WHY.format(what="another origin is served the first one's leave, and is locked out"),
        _MEND,
        _kept,
        _judge(_is_allowed, Text("the answer depends on Origin, and caches are not told")),
        follow=by_its_tag,
    ),
    Check(
        361,
        "vary-for-refused",
        Level.SECURITY,
        _CLAUSE,
        "What a refused origin gets varies by Origin",
        _WHY.format(
            what="anybody can fill the cache with an answer that locks the allowed sites out"
        ),
        _MEND,
        _pages,
        _judge(_is_stranger, Text("a refused origin's answer is kept for those who are let in")),
    ),
    Check(
        362,
        "vary-without-origin",
        Level.SECURITY,
        _CLAUSE,
        "What is answered to a request without Origin varies by Origin",
        _WHY.format(
            what="an image or a crawler fills the cache, and script that fetches the same URL "
            "finds no Allow-Origin: it works after a hard reload, and breaks again"
        ),
        _MEND,
        _pages,
        _judge(_is_bare, Text("an answer without Allow-Origin is kept for those who are let in")),
    ),
    Check(
        363,
        "vary-on-errors",
        Level.SECURITY,
        _CLAUSE,
        "Errors vary by Origin like all else",
        _WHY.format(what="a 404 that is cached, as 404s are, comes without leave to read it"),
        _MEND,
        _errors,
        _judge(lambda _: True, Text("the error depends on Origin, and caches are not told")),
    ),
    Check(
        364,
        "vary-once",
        Level.SHOULD,
        "rfc9110#section-12.5.5",
        "Vary names nothing twice",
        "Caches cope; but two layers are at work, and the next change will meet one of them.",
        "Merge into Vary what it lacks.",
        everywhere,
        each(_judge_repeated),
        None,
    ),
    Check(
        365,
        "star-does-not-vary",
        Level.SHOULD,
        _CLAUSE,
        "Where everybody gets the star, Vary does not name Origin",
        "A shared cache then keeps one answer for each origin, all of them the same.",
        "Send `*` always, and leave `Vary: Origin` out.",
        _public,
        each(_judge_needless),
        None,
    ),
    Check(
        366,
        "star-for-everybody",
        Level.SHOULD,
        _CLAUSE,
        "Who lets everybody in, sends the star, also without Origin",
        "An origin that is repeated to everybody looks like a list and is none; it needs Vary, and "
        "one line of credentials beside it opens everything.",
        "Send `Access-Control-Allow-Origin: *` with every answer.",
        _public,
        each(_judge_public),
    ),
    Check(
        367,
        "preflight-varies",
        Level.SHOULD,
        "rfc9110#section-9.3.7",
        "A preflight's answer names Origin in Vary where it depends on it",
        "OPTIONS is not to be cached; some networks in front of servers do it all the same.",
        "Send `Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers` with "
        "preflights.",
        _preflights,
        _judge(_is_allowed, Text("Origin is missing")),
        None,
    ),
    Check(
        368,
        "cache-keeps-apart",
        Level.SECURITY,
        _CLAUSE,
        "No cache in front gives an allowed origin the answer to a request without one",
        "Some caches and content networks pass over `Vary`. Whoever comes first, an image or a "
        "crawler, decides then what all pages get: fetch() works after a hard reload, and breaks "
        "again.",
        "Make Origin part of the cache's key, or send `Access-Control-Allow-Origin: *` if "
        "everybody may read and nobody needs cookies.",
        _primed,
        _judge_primed,
        None,
    ),
    Check(
        369,
        "vary-kept",
        Level.SHOULD,
        "rfc9110#section-12.5.5",
        "What Vary names without an Origin it names with one",
        "A layer that sets `Vary: Origin` in place of what is there takes the application's "
        "`Accept-Encoding` out: caches hand compressed answers to who can't read them, or one "
        "language's page to all.",
        "Add `Origin` to the Vary that is there.",
        _pages,
        _judge_kept,
        None,
    ),
)
