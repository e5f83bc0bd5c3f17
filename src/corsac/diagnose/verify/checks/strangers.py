"""Who is not allowed, reads nothing: strangers, look-alikes, and what no browser sends."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ALLOW_ORIGIN, ORIGIN
from corsac.core.findings import RemedyKind, Text
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.diagnose.verify.asks import preflight, request
from corsac.diagnose.verify.check import Ask, Check, Fault, Level, each
from corsac.diagnose.verify.samples import FORGED, STRANGER, Kind
from corsac.diagnose.verify.trial import leaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.core.messages import WireResponse
    from corsac.diagnose.verify.check import Seen
    from corsac.diagnose.verify.ground import Ground, Place
    from corsac.diagnose.verify.samples import Near

#: Kinds that are tried at every page and on an error, the others at the first one alone of those
#: that are alike.
_EVERYWHERE: Final = frozenset({Kind.STRANGER, Kind.NULL})


def _near(ground: Ground, kinds: tuple[Kind, ...]) -> Iterator[Ask]:
    """Ask as the look-alikes of these kinds, each set of them once; and as a stranger."""
    everywhere = _EVERYWHERE.issuperset(kinds)
    wanted = {*kinds} if everywhere else {*kinds, Kind.STRANGER}
    done: set[object] = set()
    for place in ground.places if everywhere else ground.pages:
        if not everywhere and place.near in done:
            continue
        done.add(place.near)
        found = [near for near in place.near if near.kind in wanted]
        if any(near.kind in kinds for near in found):
            for near in found:
                yield request(
                    ground, place, near.origin, credentials=True, tolerated=near.tolerated
                )


def _judge_alike(found: Sequence[Seen]) -> Iterator[Fault]:
    """Judge look-alikes, where strangers are kept out: else that is the fault, and not theirs."""
    strangers = [seen for seen in found if seen.ask.wire.headers.get(ORIGIN) == STRANGER]
    open_at = {fault.seen.ask.place for fault in each(_judge_near)(strangers)}
    alike = [seen for seen in found if seen not in strangers and seen.ask.place not in open_at]
    yield from each(_judge_near)(alike)


def _judge_near(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    """Find an answer that a page which is not allowed can read, or that says that it could."""
    attempt = seen.ask.attempt
    assert attempt is not None  # noqa: S101 -- every look-alike has one
    value = response.headers.get(ALLOW_ORIGIN)
    forged = value == attempt.origin and _is_forged(seen)
    if not forged and _reads(seen, response, credentials=True):
        template = "a page of {origin} reads this with the user's cookies"
    elif seen.ask.tolerated:
        return
    elif forged:
        template = "{origin} is allowed, which is nobody's origin"
    elif _reads(seen, response, credentials=False):
        template = "a page of {origin} reads this"
    else:
        return
    yield Fault(seen, Text.of(template, origin=attempt.origin), ALLOW_ORIGIN, value)


def _is_forged(seen: Seen) -> bool:
    origin = seen.ask.wire.headers.get(ORIGIN)
    return any(near.origin == origin and near.kind in FORGED for near in seen.ask.place.near)


def _reads(seen: Seen, response: WireResponse, *, credentials: bool) -> bool:
    attempt = seen.ask.attempt
    if attempt is None or _is_forged(seen):
        return False
    return leaks(replace(attempt, credentials=credentials), response)


def _preflights(ground: Ground) -> Iterator[Ask]:
    """Ask for leave as strangers, and as look-alikes, each set of them once."""
    done: set[object] = set()
    for place in ground.pages:
        known = place.near in done
        done.add(place.near)
        for near in place.near:
            if near.kind in _EVERYWHERE:
                yield _leave(place, near)
            elif near.kind not in FORGED and not known:
                yield request(
                    ground, place, near.origin, credentials=True, tolerated=near.tolerated
                )
                yield _leave(place, near)


def _leave(place: Place, near: Near) -> Ask:
    return preflight(
        place,
        near.origin,
        place.methods[0] if place.methods else "PUT",
        place.headers[:1],
        credentials=True,
        tolerated=near.tolerated,
    )


def _judge_preflights(found: Sequence[Seen]) -> Iterator[Fault]:
    """Judge preflights; of look-alikes only those who read nothing: else that is the fault."""
    readers = {
        (fault.seen.ask.place, _asker(fault.seen))
        for fault in each(_judge_near)([seen for seen in found if not seen.ask.wire.preflight])
    }
    asked = [seen for seen in found if seen.ask.wire.preflight]
    faults = [*each(_judge_preflight)(asked)]
    wide = any(_asker(fault.seen) == STRANGER for fault in faults)
    for fault in faults:
        near = _asker(fault.seen) not in {STRANGER, "null"}
        if not near or not (wide or (fault.seen.ask.place, _asker(fault.seen)) in readers):
            yield fault


def _asker(seen: Seen) -> str:
    return seen.ask.wire.headers.get(ORIGIN) or ""


def _judge_preflight(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    attempt = seen.ask.attempt
    assert attempt is not None  # noqa: S101 -- every preflight has one
    plain = replace(attempt, credentials=False)
    if leaks(attempt, response, preflight=True) or (
        not seen.ask.tolerated and leaks(plain, response, preflight=True)
    ):
        message = Text.of(
            "the preflight of {origin} for {method} passes",
            origin=attempt.origin,
            method=attempt.method,
        )
        yield Fault(seen, message, ALLOW_ORIGIN, response.headers.get(ALLOW_ORIGIN))


def _beside(ground: Ground) -> Iterator[Ask]:
    for place in ground.beside:
        for near in place.near:
            yield request(ground, place, near.origin, credentials=True)


def _two_lines(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages[:1]:
        own = place.origin
        if own is None or own == STRANGER or place.any_origin:
            continue
        yield request(ground, place, STRANGER, credentials=True)
        for first, second in ((STRANGER, own), (own, STRANGER)):
            lines = (("Accept", "*/*"), (ORIGIN, first), (ORIGIN, second), *ground.headers)
            yield Ask(place, WireRequest("GET", place.url, Headers(lines)))


def _judge_two_lines(found: Sequence[Seen]) -> Iterator[Fault]:
    """Judge two lines, where a stranger's alone is kept out."""
    if any(value == STRANGER for seen, value in _granted(found) if not _is_double(seen)):
        return
    for seen, value in _granted(found):
        if _is_double(seen) and STRANGER in value:
            message = Text("two Origin lines, and the stranger's is granted")
            yield Fault(seen, message, ALLOW_ORIGIN, value)


def _granted(found: Sequence[Seen]) -> Iterator[tuple[Seen, str]]:
    for seen in found:
        value = None if seen.response is None else seen.response.headers.get(ALLOW_ORIGIN)
        if value is not None:
            yield seen, value


def _is_double(seen: Seen) -> bool:
    return len(seen.ask.wire.headers.all(ORIGIN)) > 1


def _refused(ground: Ground) -> Iterator[Ask]:
    for place in ground.pages:
        for near in place.near:
            if near.kind is Kind.STRANGER and not near.tolerated and place.known:
                yield request(ground, place, near.origin, credentials=True)
                method = place.methods[0] if place.methods else "PUT"
                names = place.headers[:1]
                yield preflight(place, near.origin, method, names, credentials=True)


def _judge_silence(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    if ALLOW_ORIGIN in response.headers:
        return  # always the same one, as the standard advises, or the stranger's: another's finding
    names = [name for name, _ in response.headers if name.lower().startswith("access-control-")]
    if names:
        message = Text.of("a stranger is told {names}", names=", ".join(dict.fromkeys(names)))
        yield Fault(seen, message, names[0], response.headers.get(names[0]))


def _look_alike(number: int, name: str, title: str, why: str, mend: str, *kinds: Kind) -> Check:
    """Make the check of one kind of look-alike; what no browser sends, nobody can use."""
    forged = FORGED.issuperset(kinds)
    level = Level.SHOULD if forged else Level.SECURITY
    clause = "fetch#origin-header" if forged else "fetch#cors-check.4"
    plan = partial(_near, kinds=kinds)
    judge = each(_judge_near) if _EVERYWHERE.issuperset(kinds) else _judge_alike
    return Check(number, name, level, clause, title, why, mend, plan, judge)


_EXACT: Final = (
    "Compare the whole origin, byte by byte, with a list; or anchor and escape patterns."
)

CHECKS: Final = (
    _look_alike(
        340,
        "stranger-refused",
        "An origin that nobody has listed reads nothing",
        "A server that repeats whatever Origin it is sent, with credentials, hands every logged-in "
        "user's data to any page that he opens.",
        "Answer listed origins only. Who means everybody sends `*`, which never goes with cookies.",
        Kind.STRANGER,
    ),
    Check(
        341,
        "stranger-preflight-refused",
        Level.SECURITY,
        "fetch#cors-preflight-fetch.7",
        "The preflight of an origin that nobody has listed fails",
        "A preflight that passes lets the page send PUT and DELETE, with the user's cookies; that "
        "it can't read the answer helps nobody then.",
        "Decide about preflights by the same list as about all else.",
        _preflights,
        _judge_preflights,
        RemedyKind.ANSWER_PREFLIGHT,
    ),
    _look_alike(
        342,
        "null-refused",
        "The origin null reads nothing",
        "`null` is the origin of any sandboxed frame, which every page can make. Lists that have "
        "it for local files let in everybody.",
        "Take `null` off the list.",
        Kind.NULL,
    ),
    _look_alike(
        343,
        "suffix-refused",
        "A host that begins like an allowed one reads nothing",
        "A pattern without its end, or `startswith`, lets in `https://app.example.attacker.test`; "
        "a search for the Origin inside a text, where a list was meant, lets in "
        "`https://app.exampl`.",
        _EXACT,
        Kind.SUFFIX,
    ),
    _look_alike(
        344,
        "prefix-refused",
        "A host that ends like an allowed one reads nothing",
        "`endswith`, or a wildcard that does not mind dots, lets in `https://notapp.example`, "
        "which anybody can register.",
        _EXACT,
        Kind.PREFIX,
    ),
    _look_alike(
        345,
        "dot-is-a-dot",
        "A host that has another character in place of a dot reads nothing",
        "An unescaped dot of a regular expression stands for any character.",
        _EXACT,
        Kind.DOT,
    ),
    _look_alike(
        346,
        "scheme-counts",
        "The same host under another scheme reads nothing",
        "Whoever is on the network in between can be `http://` any host: a list that lets it in "
        "gives him what TLS protects.",
        _EXACT,
        Kind.SCHEME,
    ),
    _look_alike(
        347,
        "port-counts",
        "The same host at another port reads nothing",
        "Another port is another program, and may be another's.",
        _EXACT,
        Kind.PORT,
    ),
    _look_alike(
        348,
        "labels-count",
        "Neither a subdomain nor a parent of an allowed host reads, unless it is allowed too",
        "Subdomains are often somebody else's: a customer's page, an old machine, a taken-over "
        "name.",
        "List what is meant; `https://*.example.com` is for subdomains alone.",
        Kind.LABEL,
    ),
    _look_alike(
        349,
        "case-counts",
        "Origins are compared as bytes",
        "No browser writes upper case. Who folds case compares with something else than bytes, and "
        "other mistakes are near.",
        _EXACT,
        Kind.UPPER_CASE,
    ),
    _look_alike(
        350,
        "no-origin-refused",
        "What is no origin is not allowed",
        "A path, a user name or a slash in Origin comes from no browser: a comparison that is "
        "content with a part of it was not meant for origins.",
        _EXACT,
        Kind.NO_ORIGIN,
    ),
    _look_alike(
        351,
        "list-refused",
        "A list of origins is not allowed",
        "An Origin header holds one. Who looks for an allowed one among several is told what to "
        "answer.",
        _EXACT,
        Kind.LIST,
    ),
    Check(
        352,
        "two-lines-refused",
        Level.SHOULD,
        "fetch#origin-header",
        "Of two Origin lines none is taken for a stranger's leave",
        "No browser sends two; caches and proxies in between may join or choose.",
        "Take several lines for no match.",
        _two_lines,
        _judge_two_lines,
    ),
    Check(
        353,
        "silent-to-strangers",
        Level.SHOULD,
        "fetch#http-responses",
        "A refused origin gets no CORS header without Allow-Origin",
        "Nothing can be read by them then; they tell strangers what others may do, and mislead "
        "whoever reads them.",
        "Send all of them or none.",
        _refused,
        each(_judge_silence),
        None,
    ),
    _look_alike(
        354,
        "development-refused",
        "Origins of development read nothing, unless they are listed",
        "`http://localhost` was let in while the page was built, and stayed: whatever runs on a "
        "user's machine, at any port, reads with his cookies.",
        "List development's origins in a profile of their own, which production leaves out.",
        Kind.LOCAL,
    ),
    _look_alike(
        355,
        "shells-refused",
        "Extensions, app shells and files read nothing, unless they are listed",
        "Who looks at `http` alone, or lets in a scheme whole, lets in every extension that a user "
        "has, or any app that shows a page.",
        "List an extension by its id, and an app by its whole origin.",
        Kind.SHELL,
    ),
    Check(
        356,
        "routes-end",
        Level.SECURITY,
        "fetch#cors-check.4",
        "A path that only begins like a route's has not its policy",
        "A prefix or a pattern without an end, `/public*` or `^/api`, takes in `/publications` "
        "and `/apisecret`.",
        "Match paths on whole segments: `/public` itself, and what begins with `/public/`.",
        _beside,
        each(_judge_near),
    ),
)
