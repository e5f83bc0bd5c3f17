"""What a verification stands on: the places to try, and what is known to be right there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from corsac.browser.url import parse_url
from corsac.core.cors_headers import ORIGIN, REQUEST_HEADERS, REQUEST_METHOD
from corsac.core.headers import Headers
from corsac.core.methods import is_safelisted
from corsac.diagnose.variants import sibling
from corsac.diagnose.verify.samples import (
    STRANGER,
    Kind,
    Near,
    near_misses,
    outsiders,
    pattern_misses,
    representatives,
)
from corsac.policy.decide import Request, route_of
from corsac.policy.pattern import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.policy.pattern import OriginPattern
    from corsac.policy.policy import Policy

#: So many of a policy's patterns are tried, spread over the list; a request for each is sent.
MOST_PATTERNS: Final = 12
#: Neighbours of so many routes are tried.
MOST_ROUTES: Final = 6
#: Look-alikes are made of so many allowed origins.
MOST_IMITATED: Final = 3
#: Methods and headers that are asked for where a policy allows all.
METHODS: Final = ("PUT", "PATCH", "DELETE")
HEADERS: Final = ("authorization", "content-type", "x-corsac-any")
#: What is asked for where a policy has a list: an unlisted one of these has to be refused.
UNLISTED_METHODS: Final = ("DELETE", "PATCH", "PUT", "PURGE")
UNLISTED_HEADER: Final = "x-corsac-unlisted"


@dataclass(frozen=True, slots=True)
class Place:
    """A URL, and what is right there.

    Attributes:
        url: Absolute, serialised, without a fragment.
        known: Whether a policy says what is right; else it was inferred from the server's answers.
        missing: Whether nothing should be there: the place for a 404.
        allowed: Origins that must be let in; empty where none is known.
        near: Origins that must not.
        any_origin: Whether everybody is let in.
        credentials: Whether with cookies.
        methods: What preflights have to be granted beside the safelisted ones.
        unlisted_methods: What they must not be.
        headers: Request headers likewise, in lower case.
        unlisted_headers: Likewise.
        every_header: Whether every request header is allowed.
        expose: What script must be able to read; None where it is not known.
        max_age: Access-Control-Max-Age; None for none, or where it is not known.
        companions: Further header lines that every answer has.
    """

    url: str
    known: bool = True
    missing: bool = False
    allowed: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    any_origin: bool = False
    credentials: bool = False
    methods: tuple[str, ...] = ()
    unlisted_methods: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    unlisted_headers: tuple[str, ...] = ()
    every_header: bool = False
    expose: tuple[str, ...] | None = None
    max_age: int | None = None
    companions: tuple[tuple[str, str], ...] = ()

    @property
    def origin(self) -> str | None:
        """The first origin that is let in; None where none is known."""
        return self.allowed[0] if self.allowed else None

    @property
    def method(self) -> str:
        """A method for a preflight: one that is granted, else any."""
        return self.methods[0] if self.methods else "GET"


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that plans are made of.

    Attributes:
        places: The pages first, then the routes of the policy, then what should be missing.
        headers: Header lines that go along with every request but preflights: a login, cookies.
        websocket: The URL of a WebSocket to be tried; empty for none.
        beside: Places whose paths begin like a route's, with who is let in there and not here.
        fresh: What no URL has had in its query before: no cache has an answer for that.
    """

    places: tuple[Place, ...]
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    websocket: str = ""
    beside: tuple[Place, ...] = ()
    fresh: str = "1"

    @property
    def pages(self) -> tuple[Place, ...]:
        """The places at which something may be."""
        return tuple(place for place in self.places if not place.missing)

    @property
    def missing(self) -> tuple[Place, ...]:
        """The places at which nothing should be."""
        return tuple(place for place in self.places if place.missing)


def ground_of(
    url: str,
    policy: Policy,
    paths: Sequence[str] = (),
    headers: tuple[tuple[str, str], ...] = (),
    websocket: str = "",
) -> Ground:
    """Derive from a policy what must hold.

    Args:
        url: The server's URL, absolute; its path is the first page.
        policy: What is allowed.
        paths: Further pages.
        headers: Header lines that go along with every request but preflights.
        websocket: The path of a WebSocket; empty for none.

    Raises:
        ValueError: The URL is none.
    """
    every = [*paths, *(route.path for route in policy.routes)]
    urls = list(dict.fromkeys([absolute(url, ""), *(absolute(url, path) for path in every)]))
    places = [place_of(each, policy) for each in urls]
    nowhere = sibling(urls[0])
    if nowhere is not None:
        places.append(place_of(nowhere, policy, missing=True))
    beside = tuple(_beside(url, policy))
    return Ground(tuple(places), headers, socket_url(url, websocket), beside)


def _beside(url: str, policy: Policy) -> Iterator[Place]:
    """Give neighbours of routes that a careless prefix takes in, and whom the routes let in."""
    for route in policy.routes[:MOST_ROUTES]:
        if route.path.endswith("/"):
            continue
        place = place_of(absolute(url, f"{route.path}x"), policy, missing=True)
        inside = route.policy
        let_in = [STRANGER] if inside.any_origin else list(map(_example, inside.patterns[:2]))
        here = effective(policy, f"{route.path}x")
        near = tuple(
            Near(Kind.STRANGER, origin) for origin in let_in if not here.matcher.matches(origin)
        )
        if near and not here.any_origin:
            yield replace(place, near=near)


def _example(pattern: OriginPattern) -> str:
    return next(representatives(pattern))


def absolute(url: str, path: str) -> str:
    """Give the URL of a path on the server of `url`; of an empty path, `url` itself.

    Raises:
        ValueError: It is no URL.
    """
    parsed = parse_url(path, parse_url(url)) if path else parse_url(url)
    if parsed is None:
        raise ValueError(f"no URL: {path or url}")
    return parsed.without_fragment


def socket_url(url: str, path: str) -> str:
    """Give the URL of a WebSocket on the server of `url`; empty for an empty path."""
    if not path:
        return ""
    whole = absolute(url, path)
    return f"ws{whole.removeprefix('http')}" if whole.startswith("http") else whole


def place_of(url: str, policy: Policy, *, missing: bool = False) -> Place:
    """Say what a policy makes right at a URL."""
    parsed = parse_url(url)
    path = "/" if parsed is None else parsed.path
    here = effective(policy, path)
    patterns = _spread(here.patterns)
    allowed = tuple(dict.fromkeys(o for pattern in patterns for o in representatives(pattern)))
    ask = _Asker(policy, path, allowed[0] if allowed else STRANGER)
    methods = METHODS if here.any_method else here.allow_methods
    names = HEADERS if here.any_header else tuple(n.lower() for n in here.allow_headers)
    expose = here.expose_headers
    companions = [("Cross-Origin-Resource-Policy", here.cross_origin_resource_policy or "")]
    companions.append(("Timing-Allow-Origin", ", ".join(here.timing_allow_origins)))
    return Place(
        url,
        missing=missing,
        allowed=allowed,
        near=tuple(_near(here)),
        any_origin=here.any_origin,
        credentials=here.allow_credentials,
        methods=tuple(m for m in methods if not is_safelisted(m) and ask.grants(m)),
        unlisted_methods=tuple(m for m in UNLISTED_METHODS if not ask.grants(m)) if allowed else (),
        headers=tuple(n for n in names if ask.grants("GET", n)),
        unlisted_headers=() if ask.grants("GET", UNLISTED_HEADER) else (UNLISTED_HEADER,),
        every_header=here.any_header,
        expose=None if expose == (ANY,) else expose,
        max_age=here.max_age,
        companions=tuple((name, value) for name, value in companions if value),
    )


def effective(policy: Policy, path: str) -> Policy:
    """Give the policy that decides about GET at a path, the route's or its own."""
    index = route_of(policy, Request("GET", path))
    return policy if index is None or index < 0 else policy.routes[index].policy


@dataclass(frozen=True, slots=True)
class _Asker:
    """Asks a policy about preflights at one path: routes may differ by method."""

    policy: Policy
    path: str
    origin: str

    def grants(self, method: str, header: str = "") -> bool:
        """Say whether the policy grants it."""
        lines = [(ORIGIN, self.origin), (REQUEST_METHOD, method)]
        lines += [(REQUEST_HEADERS, header)] if header else []
        return self.policy.decide(Request("OPTIONS", self.path, Headers.of(lines))).allowed


def _near(policy: Policy) -> Iterator[Near]:
    """Give what must not be let in: each kind's likeliest first, each origin once."""
    found: dict[str, Near] = {}
    if policy.any_origin or policy.closed:
        tolerated = policy.any_origin
        yield Near(Kind.STRANGER, STRANGER, tolerated)
        yield Near(Kind.NULL, "null", tolerated)
        return
    misses = [Near(Kind.STRANGER, STRANGER), Near(Kind.NULL, "null")]
    misses += outsiders(policy.patterns)
    for pattern in _spread(policy.patterns)[:MOST_IMITATED]:
        misses += pattern_misses(pattern)
        misses += near_misses(pattern.example)
    for near in misses:
        if not policy.matcher.matches(near.origin):
            found.setdefault(near.origin, near)
    yield from found.values()


def _spread(items: Sequence[OriginPattern]) -> Sequence[OriginPattern]:
    """Give at most `MOST_PATTERNS` items, from the whole length of a list."""
    if len(items) <= MOST_PATTERNS:
        return items
    step = (len(items) - 1) / (MOST_PATTERNS - 1)
    return [items[round(index * step)] for index in range(MOST_PATTERNS)]
