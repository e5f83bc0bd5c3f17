"""What is not CORS's is left alone; what is hostile, does no harm; WebSockets have a door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN, MAX_AGE, ORIGIN
from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.core.statuses import is_ok
from corsac.diagnose.verify.asks import handmade, options, own, preflight, request
from corsac.diagnose.verify.check import Ask, Check, Fault, Level, each
from corsac.diagnose.verify.samples import STRANGER, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.core.messages import WireResponse
    from corsac.diagnose.verify.check import Seen
    from corsac.diagnose.verify.ground import Ground, Place

_PREFLIGHT_ONLY: Final = (ALLOW_METHODS, ALLOW_HEADERS, MAX_AGE)
_SERVER_ERROR: Final = 500
_NOT_IMPLEMENTED: Final = 501
_SWITCHING: Final = 101
#: What layers say that want every OPTIONS to be a preflight.
_REFUSED: Final = frozenset({400, 403})
#: Longer than any origin and than most servers' limit for a line; they may hang up on it.
_HUGE: Final = 64 * 1024
#: Short enough for servers that take lines of 8 KB.
_LONG: Final = 6 * 1024
#: No answer repeats more of a list than this.
_ECHO: Final = 4096
_MARK: Final = "x-corsac<b>"
_DOORS: Final = frozenset(
    {
        *(Kind.STRANGER, Kind.NULL, Kind.SUFFIX, Kind.PREFIX),
        *(Kind.DOT, Kind.SCHEME, Kind.PORT, Kind.LABEL),
    }
)


def _plain_options(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        yield options(ground, place, None)
        if place.origin is not None:
            yield options(ground, place, place.origin)


def _judge_preflight_lines(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    names = [name for name in _PREFLIGHT_ONLY if name in response.headers]
    if names:
        message = Text.of("this is no preflight, and is told {names}", names=", ".join(names))
        yield Fault(seen, message, names[0], response.headers.get(names[0]))


def _reads(ground: Ground) -> Iterator[Ask]:
    yield from own(ground, ground.pages)


def _lost_options(ground: Ground) -> Iterator[Ask]:
    for place in (*ground.missing, *ground.pages[:1]):
        yield from own(ground, (place,))
        yield request(ground, place, None)
        yield options(ground, place, None)
        yield options(ground, place, place.origin or STRANGER)


def _judge_swallowed(found: Sequence[Seen]) -> Iterator[Fault]:
    """Compare with GET: it says what is there, and whether the server lets anybody in."""
    gets = [seen for seen in found if seen.ask.wire.method == "GET"]
    for seen in found:
        response = seen.response
        if seen in gets or response is None or "Allow" in response.headers:
            continue
        same = [get.response for get in gets if get.ask.place == seen.ask.place]
        statuses = {None if get is None else get.status for get in same}
        if is_ok(response.status):
            # Where GET finds nothing, OPTIONS has nothing to succeed at.
            swallowed = seen.ask.place.missing and not any(map(_is_fine, same))
            template = (
                "an OPTIONS that is no preflight is answered {status}, where nothing should be"
            )
        else:
            swallowed = response.status in _REFUSED and response.status not in statuses
            swallowed = swallowed and any(
                get is not None and ALLOW_ORIGIN in get.headers for get in same
            )
            template = "an OPTIONS that is no preflight is refused with {status}, and nobody asked"
        if swallowed:
            yield Fault(seen, Text.of(template, status=response.status))


def _is_fine(response: WireResponse | None) -> bool:
    return response is None or is_ok(response.status)


def _breakable(ground: Ground) -> Iterator[Ask]:
    """Ask in every way in which a look at Origin can fail."""
    for place in ground.pages[:1]:
        for origin in dict.fromkeys((place.origin, STRANGER, None)):
            yield request(
                ground,
                place,
                origin,
                credentials=place.credentials and origin == place.origin,
            )
        yield options(ground, place, None)
        if place.origin is not None:
            yield request(ground, place, place.origin, method="HEAD", credentials=place.credentials)
        if place.origin is not None and (place.methods or place.headers):
            for origin in (place.origin, STRANGER):
                yield preflight(place, origin, place.method, place.headers)


def _judge_broken(found: Sequence[Seen]) -> Iterator[Fault]:
    """Find what fails, where something does not."""
    gets = [seen for seen in found if seen.ask.wire.method == "GET"]
    if all(_breaks(seen) for seen in gets):
        return
    for seen in found:
        response = seen.response
        if response is not None and _breaks(seen):
            template = (
                "without Origin it fails: {status}"
                if ORIGIN not in seen.ask.wire.headers
                else "it fails for {origin}: {status}"
            )
            origin = seen.ask.wire.headers.get(ORIGIN) or ""
            yield Fault(seen, Text.of(template, origin=origin, status=response.status))


def _breaks(seen: Seen) -> bool:
    status = 0 if seen.response is None else seen.response.status
    return status >= _SERVER_ERROR and status != _NOT_IMPLEMENTED


def _companions(ground: Ground) -> Iterator[Ask]:
    for ask in own(ground, ground.pages):
        if ask.place.companions:
            yield ask


def _judge_companions(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    for name, value in seen.ask.place.companions:
        if response.headers.get(name) != value:
            message = Text.of("the policy says {value}", value=value)
            yield Fault(seen, message, name, response.headers.get(name))


def _huge_origin(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        yield request(ground, place, None)
        yield request(ground, place, STRANGER, credentials=True)  # it may be refused with an error
        origin = f"https://{'a.' * (_HUGE // 2)}example"
        lines = Headers((("Accept", "*/*"), (ORIGIN, origin)))
        yield Ask(place, WireRequest("GET", place.url, lines))


def _harmless(place: Place) -> Ask:
    """Ask as the hostile lists do, for one name that is safe."""
    return handmade(place, place.origin or STRANGER, place.method, "accept")


def _huge_list(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        yield _harmless(place)
        yield handmade(place, place.origin or STRANGER, place.method, "," * _HUGE)


def _judge_survives(found: Sequence[Seen]) -> Iterator[Fault]:
    """Compare with the same request without the long header, which may fail as well."""
    failing = [seen for seen in found if _fails(seen)]
    if all(_is_huge(seen) for seen in failing):
        for seen in failing:
            yield Fault(seen, Text("a header of 64 KB makes the application fail"))


def _fails(seen: Seen) -> bool:
    return seen.response is not None and seen.response.status == _SERVER_ERROR


def _is_huge(seen: Seen) -> bool:
    return any(len(value) >= _HUGE for _, value in seen.ask.wire.headers)


def _long_list(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        yield _harmless(place)
        names = ",".join(f"x-corsac-{n:04d}" for n in range(_LONG // 14))
        yield handmade(place, place.origin or STRANGER, place.method, names)


def _judge_echo(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    length = len(response.headers.get(ALLOW_HEADERS) or "")
    if length > _ECHO:
        message = Text.of("{length} bytes of what was asked for are given back", length=length)
        yield Fault(seen, message, ALLOW_HEADERS)


def _marked(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        yield _harmless(place)
        yield handmade(place, place.origin or STRANGER, place.method, _MARK)


def _judge_marked(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    value = response.headers.get(ALLOW_HEADERS) or ""
    if "<" in value:
        yield Fault(seen, Text("what is no header name is given back"), ALLOW_HEADERS, value)


def _sockets(ground: Ground, *origins: str) -> Iterator[Ask]:
    if ground.websocket and ground.pages:
        for origin in origins:
            lines = Headers(((ORIGIN, origin), *ground.headers))
            yield Ask(ground.pages[0], WireRequest("GET", ground.websocket, lines))


def _strange_sockets(ground: Ground) -> Iterator[Ask]:
    """Ask as those who are to stay out; whom answers tolerate, they do without the cookies."""
    for place in ground.pages[:1]:
        doors = [near for near in place.near if near.kind in _DOORS]
        tried = [near.origin for near in doors if not (near.tolerated and place.known)]
        yield from _sockets(ground, *dict.fromkeys(tried))


def _judge_opened(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.status == _SWITCHING:
        origin = seen.ask.wire.headers.get(ORIGIN)
        message = Text.of("the WebSocket opens for {origin}", origin=origin)
        yield Fault(seen, message)


def _own_sockets(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        if place.origin is not None:
            yield from _sockets(ground, place.origin)


def _judge_closed(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if response.status != _SWITCHING:
        origin = seen.ask.wire.headers.get(ORIGIN)
        template = "the WebSocket does not open for {origin}: status {status}"
        yield Fault(seen, Text.of(template, origin=origin, status=response.status))


CHECKS: Final = (
    Check(
        370,
        "options-left-alone",
        Level.SHOULD,
        "fetch#cors-preflight-request",
        "An OPTIONS that is no preflight gets no preflight's answer",
        "A preflight has Origin and Access-Control-Request-Method; every other OPTIONS is the "
        "application's, which has a right to be asked.",
        "Look for all three marks before answering in the application's place.",
        _plain_options,
        each(_judge_preflight_lines),
        None,
    ),
    Check(
        371,
        "options-not-swallowed",
        Level.SHOULD,
        "fetch#cors-preflight-request",
        "Not every OPTIONS is answered as if it were a preflight",
        "WebDAV and others live by OPTIONS; a layer that answers 204 to all of them, or 400, cuts "
        "them off.",
        "Look for all three marks before answering in the application's place.",
        _lost_options,
        _judge_swallowed,
        None,
    ),
    Check(
        372,
        "preflight-lines-on-preflights",
        Level.SHOULD,
        "fetch#http-responses",
        "Allow-Methods, Allow-Headers and Max-Age stand on preflights alone",
        "Browsers pass over them elsewhere; they cost bytes on every answer and mislead readers.",
        "Send them with preflights only.",
        _reads,
        each(_judge_preflight_lines),
        None,
    ),
    Check(
        373,
        "companions",
        Level.SHOULD,
        "fetch#cross-origin-resource-policy-header",
        "The policy's other headers are there",
        "Timing-Allow-Origin and Cross-Origin-Resource-Policy decide about timings, and about "
        "embedding without CORS.",
        "Send them with every answer.",
        _companions,
        each(_judge_companions),
        None,
    ),
    Check(
        374,
        "origin-breaks-nothing",
        Level.SHOULD,
        "fetch#http-requests",
        "Neither a refused Origin nor its absence makes the server fail",
        "A layer that throws where an origin is not on its list answers 500: it looks like a "
        "crash, and is logged as one. GET from the same origin, images, and programs send no "
        "Origin at all.",
        "Refuse by leaving the CORS headers out, or with 403; without Origin, just answer.",
        _breakable,
        _judge_broken,
        None,
        silence=True,
    ),
    Check(
        380,
        "huge-origin-survived",
        Level.SECURITY,
        "rfc9110#section-5.4",
        "An Origin of 64 KB breaks nothing",
        "No origin is longer than 326 bytes. Regular expressions on unlimited text can take "
        "seconds for one request.",
        "Refuse what is too long before it is compared; 431 or a closed connection will do.",
        _huge_origin,
        _judge_survives,
        None,
        hostile=True,
    ),
    Check(
        381,
        "huge-list-survived",
        Level.SECURITY,
        "rfc9110#section-5.4",
        "A list of 64 KB of commas breaks nothing",
        "A layer that splits it does sixty thousand times the work of an ordinary preflight.",
        "Refuse what is too long before it is split; 431 or a closed connection will do.",
        _huge_list,
        _judge_survives,
        None,
        hostile=True,
    ),
    Check(
        382,
        "echo-bounded",
        Level.SHOULD,
        "rfc9110#section-5.4",
        "A list that is asked for is not given back without limit",
        "Whoever echoes makes answers as long as anybody likes.",
        "Answer with the policy's own list, or with the first few of what was asked for.",
        _long_list,
        each(_judge_echo),
        None,
        hostile=True,
    ),
    Check(
        383,
        "echo-of-names-only",
        Level.SHOULD,
        "rfc9110#section-5.6.2",
        "What is no header name is not given back",
        "Bytes that a stranger chose stand in the answer; a browser refuses the whole list then.",
        "Give back tokens only.",
        _marked,
        each(_judge_marked),
        None,
        hostile=True,
    ),
    Check(
        390,
        "websocket-refuses-strangers",
        Level.SECURITY,
        "rfc6455#section-10.2",
        "A WebSocket opens for allowed origins only",
        "CORS does not hold for WebSockets: any page may open one, with the user's cookies, and "
        "read what comes. The server's look at Origin is all there is.",
        "Compare Origin with the same list before the upgrade, and answer 403.",
        _strange_sockets,
        each(_judge_opened),
        None,
        shut=True,
    ),
    Check(
        391,
        "websocket-opens",
        Level.MUST,
        "rfc6455#section-4.1",
        "A WebSocket opens for an allowed origin",
        "A door that is shut to everybody helps nobody.",
        "Let the upgrade through for the policy's origins.",
        _own_sockets,
        each(_judge_closed),
        None,
    ),
)
