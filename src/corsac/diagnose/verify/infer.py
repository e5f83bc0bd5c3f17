"""Without a policy: what a server's own answers give away of what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corsac.browser.url import parse_url
from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
)
from corsac.core.fields import token_list
from corsac.core.host import is_ip_address
from corsac.core.messages import WireResponse
from corsac.core.methods import is_safelisted
from corsac.core.origin import parse_origin
from corsac.diagnose.variants import sibling
from corsac.diagnose.verify.asks import PUT_JSON, preflight, request
from corsac.diagnose.verify.check import Seen
from corsac.diagnose.verify.ground import MOST_IMITATED, Ground, Place, absolute, socket_url
from corsac.diagnose.verify.samples import LOCAL, STRANGER, Kind, Near, is_loopback, near_misses
from corsac.diagnose.verify.trial import refusal

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from corsac.core.messages import Answer
    from corsac.diagnose.verify.check import Ask

    Asking = Generator[Ask, Answer]

#: What a page of an API's own house is called.
_NAMES: Final = ("app", "www")
#: No more origins than this are tried.
_MOST: Final = 12
#: Kinds that are wrong whatever was meant. Others may be: another port, a subdomain.
_ALWAYS_WRONG: Final = frozenset(
    {
        Kind.SUFFIX,
        Kind.PREFIX,
        Kind.DOT,
        Kind.UPPER_CASE,
        Kind.NO_ORIGIN,
        Kind.LIST,
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be verified without a policy.

    Attributes:
        url: The server's URL, absolute.
        origins: Origins that are known to be allowed; none where nothing is known.
        paths: Further pages.
        headers: Header lines that go along with every request but preflights.
        websocket: The path of a WebSocket; empty for none.
        fresh: What no URL of the server has had in its query before; another each time.
    """

    url: str
    origins: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    websocket: str = ""
    fresh: str = "1"


def infer(wanted: Wanted) -> Generator[Ask, Answer, Ground]:
    """Find out what a server lets in, by asking.

    Returns:
        The ground. Where nobody is seen to be let in, no place has an allowed origin, and only
        what holds of every server is checked.
    """
    bare = Place(absolute(wanted.url, ""), known=False)
    ground = Ground((bare,), wanted.headers, socket_url(wanted.url, wanted.websocket))
    place = yield from _place(ground, bare, wanted.origins)
    urls = dict.fromkeys(absolute(wanted.url, path) for path in wanted.paths)
    # Preflights may be granted otherwise elsewhere, and rightly.
    other = replace(place, methods=(), headers=())
    places = [place, *(replace(other, url=url) for url in urls if url != place.url)]
    nowhere = sibling(place.url)
    if nowhere is not None:
        places.append(replace(other, url=nowhere, missing=True))
    return replace(ground, places=tuple(places))


def _place(ground: Ground, bare: Place, origins: Sequence[str]) -> Generator[Ask, Answer, Place]:
    first = yield request(ground, bare, None)
    strange = yield request(ground, bare, STRANGER)
    if _value(strange) in {"*", STRANGER} or _value(first) == "*":
        near = (
            Near(Kind.STRANGER, STRANGER, tolerated=True),
            Near(Kind.NULL, "null", tolerated=True),
        )
        star = "*" in {_value(strange), _value(first)}
        place = replace(bare, allowed=(*origins, STRANGER), near=near, any_origin=star)
        return (yield from _granted(place))
    seen = (_value(first), _value(strange))
    for origin in tuple(dict.fromkeys((*origins, *_candidates(bare.url, seen))))[:_MOST]:
        answer = yield request(ground, bare, origin)
        if _value(answer) == origin:
            credentials = _header(answer, ALLOW_CREDENTIALS) == "true"
            place = replace(bare, allowed=(origin,), credentials=credentials)
            return (yield from _granted(replace(place, near=tuple(_near(place)))))
    strangers = (Near(Kind.STRANGER, STRANGER), Near(Kind.NULL, "null"))
    return replace(bare, near=strangers, allowed=tuple(origins[:1]))


def _near(place: Place) -> Iterator[Near]:
    """Give what must not be let in beside an origin that is."""
    yield Near(Kind.STRANGER, STRANGER)
    yield Near(Kind.NULL, "null")
    for origin in place.allowed[:MOST_IMITATED]:
        for near in near_misses(origin):
            plain = near.kind is Kind.SCHEME and near.origin.startswith("http:")
            if near.kind in _ALWAYS_WRONG or (plain and not is_loopback(origin)):
                yield replace(near, tolerated=plain)


def _granted(place: Place) -> Generator[Ask, Answer, Place]:
    """Ask what preflights are granted; these must go on to be."""
    asked = preflight(place, place.allowed[0], *PUT_JSON)
    answer = yield asked
    if not isinstance(answer, WireResponse):
        return place
    methods = token_list(answer.headers.all(ALLOW_METHODS)) or ()
    names = token_list(answer.headers.all(ALLOW_HEADERS)) or ()
    plain = [each for each in methods if each != "*" and not is_safelisted(each)]
    listed = tuple(dict.fromkeys(name.lower() for name in names if name != "*"))
    passing = tuple(
        # No method is meant to be in lower case; browsers send PUT whatever script writes.
        name.upper()
        for name in plain
        if name.islower() or _passes(place, answer, name)
    )
    return replace(place, methods=passing[:4], headers=listed[:4] if passing else ())


def _passes(place: Place, answer: WireResponse, method: str) -> bool:
    # Without cookies: where those alone stop it, that is a fault, and not what is meant.
    asked = preflight(place, place.allowed[0], method, credentials=False)
    seen = Seen(asked, answer, 0)
    attempt = seen.ask.attempt
    return attempt is not None and refusal(attempt, answer, preflight=True) is None


def _candidates(url: str, values: Sequence[str]) -> Iterator[str]:
    """Give origins that a server may well let in."""
    yield from (value for value in values if parse_origin(value) is not None and value != "null")
    parsed = parse_url(url)
    host = "" if parsed is None else parsed.host or ""
    if "." in host and not is_ip_address(host):
        parent = host.partition(".")[2]
        homes = [parent] if "." in parent else []
        for home in (*homes, host):
            yield f"https://{home}"
            yield from (f"https://{name}.{home}" for name in _NAMES)
    yield from LOCAL
    yield "/".join(url.split("/")[:3])  # its own


def _value(answer: Answer) -> str:
    return _header(answer, ALLOW_ORIGIN)


def _header(answer: Answer, name: str) -> str:
    found = answer.headers.get(name) if isinstance(answer, WireResponse) else None
    return found or ""
