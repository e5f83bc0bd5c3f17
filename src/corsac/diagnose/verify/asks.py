"""The requests of the checks, as a browser writes them: only OPTIONS, GET and HEAD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ORIGIN, REQUEST_HEADERS, REQUEST_METHOD
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.diagnose.verify.check import Ask, Attempt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.diagnose.verify.ground import Ground, Place

Lines = tuple[tuple[str, str], ...]
_ACCEPT: Final = ("Accept", "*/*")
#: What is asked for where it is not known what is granted: the preflight that pages need most.
PUT_JSON: Final = ("PUT", ("content-type",))


def request(
    ground: Ground,
    place: Place,
    origin: str | None,
    *,
    method: str = "GET",
    more: Iterable[tuple[str, str]] = (),
    credentials: bool = False,
    tolerated: bool = False,
) -> Ask:
    """Ask for a place.

    Args:
        ground: Gives the headers that go along.
        place: Where.
        origin: What stands in Origin; None for no such header.
        method: GET, HEAD or OPTIONS.
        more: Further header lines.
        credentials: Whether the page that would ask wants its cookies sent.
        tolerated: Whether it may read without credentials.
    """
    own = () if origin is None else ((ORIGIN, origin),)
    wire = WireRequest(method, place.url, Headers((_ACCEPT, *own, *ground.headers, *more)))
    page = None if origin is None else Attempt(origin, method, credentials=credentials)
    return Ask(place, wire, page, tolerated)


def preflight(
    place: Place,
    origin: str,
    method: str,
    names: Iterable[str] = (),
    *,
    credentials: bool | None = None,
    more: Lines = (),
    tolerated: bool = False,
) -> Ask:
    """Ask for leave, as a browser does: names in lower case, sorted, without blanks.

    It carries no login and no cookie: none ever does (fetch#cors-preflight-fetch.1).

    Args:
        place: Where.
        origin: Of the page that would ask.
        method: That it would use.
        names: The request headers that it would set.
        credentials: Whether with cookies; None for what the place allows.
        more: Further header lines.
        tolerated: Whether it may pass without credentials.
    """
    listed = tuple(sorted(name.lower() for name in names))
    lines = [_ACCEPT, (REQUEST_METHOD, method)]
    if listed:
        lines.append((REQUEST_HEADERS, ",".join(listed)))
    wire = WireRequest(
        "OPTIONS", place.url, Headers((*lines, (ORIGIN, origin), *more)), preflight=True
    )
    include = place.credentials if credentials is None else credentials
    return Ask(place, wire, Attempt(origin, method, listed, include), tolerated)


def handmade(place: Place, origin: str, method: str, names: str) -> Ask:
    """Ask for leave with a list of names as it is written, which no browser may write so."""
    lines = (_ACCEPT, (REQUEST_METHOD, method), (REQUEST_HEADERS, names), (ORIGIN, origin))
    wire = WireRequest("OPTIONS", place.url, Headers(lines), preflight=True)
    return Ask(place, wire)


def options(ground: Ground, place: Place, origin: str | None) -> Ask:
    """Send an OPTIONS that is no preflight: it lacks Access-Control-Request-Method."""
    return request(ground, place, origin, method="OPTIONS")


def own(ground: Ground, places: Iterable[Place]) -> Iterator[Ask]:
    """Ask for places as the first origin that is let in."""
    for place in places:
        if place.origin is not None:
            yield request(ground, place, place.origin, credentials=place.credentials)
