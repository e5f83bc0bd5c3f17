"""A strict probe of a running server, made from the standard and not from what exports write.

It knows the policy and the wire, and nothing of corsac's policy engine, corpus or browser. Each
request has a level: `must`, a browser would wrongly block or allow; `security`, somebody else could
read, or a cache could give one page's answer to another; `should`, the rest.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corsac.core.headers import Headers
from corsac.policy import Policy
from tests.exchanges.loader import Sent
from tests.targets.corpus import Answer, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Lines = list[tuple[str, str]]
    #: Gives what is wrong with an answer, by level.
    Judge = Callable[[Answer], Iterator[tuple[str, str]]]

SITE = "https://yoursite.com"
POLICY = Policy(
    allow_origins=[SITE, "https://*.example.com", "http://localhost:3000"],
    allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
    allow_headers=["Content-Type", "Authorization", "X-Trace"],
    expose_headers=["X-Total-Count"],
    allow_credentials=True,
    max_age=7200,
)
ALLOWED = (SITE, "https://a.example.com", "https://a.b.example.com", "http://localhost:3000")
HOSTILE = (
    "https://evil.example",
    "https://yoursite.com.evil.example",
    "https://evilyoursite.com",
    "https://www.yoursite.com",
    "https://yoursitexcom",
    "http://yoursite.com",
    "https://yoursite.com:443",
    "https://yoursite.com:8443",
    "https://YOURSITE.com",
    "HTTPS://yoursite.com",
    "https://yoursite.com/",
    "https://yoursite.com.",
    "https://user@yoursite.com",
    "https://example.com",
    "https://.example.com",
    "https://aexample.com",
    "https://a.examplexcom",
    "https://a.example.com.evil.example",
    "https://a.example.com:8443",
    "http://a.example.com",
    "https://evil.example?.example.com",
    "https://evil.example/.example.com",
    "https://evil.example#.example.com",
    "https://evil.example\\.example.com",
    "https://evil.example\t.example.com",
    "https://evil.example%00.example.com",
    "https://*.example.com",
    "https://[::1].example.com",
    "https://yoursite.com%0d%0aX-Injected: 1",
    "*",
    "a" * 3000,
    f"{SITE}, https://evil.example",
    f"https://evil.example, {SITE}",
    f"https://evil.example {SITE}",
    "http://localhost",
    "http://localhost:3001",
    "http://localhost:30000",
    "http://127.0.0.1:3000",
    "https://localhost:3000",
    "null",
    "NULL",
    "file://",
    "",
)
#: From the standard: fetch#cors-safelisted-method.
SAFELISTED = {"GET", "HEAD", "POST"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Probe:
    """One request: what it is about, and how its answer is judged.

    `excuse` is the code of a warning of an export that says beforehand what is otherwise.
    """

    name: str
    method: str
    headers: tuple[tuple[str, str], ...]
    judge: Judge
    path: str = "/told/"
    told: tuple[int, tuple[tuple[str, str], ...]] | None = (200, ())
    excuse: str = ""

    def sent(self) -> tuple[Sent, dict[str, str]]:
        """Give the request, and what tells the application what to answer."""
        more = {}
        if self.told is not None:
            more = {"X-Answer": json.dumps({"status": self.told[0], "headers": self.told[1]})}
        return Sent(self.method, self.path, Headers.of(self.headers)), more


@dataclass(frozen=True, slots=True)
class Failure:
    """What was wrong."""

    level: str
    probe: str
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.probe}: {self.what}"


def members(answer: Answer, name: str) -> list[str]:
    """Split a header's lines at commas, as browsers do for lists of tokens."""
    whole = ",".join(answer.headers.all(name))
    return [each.strip() for each in whole.split(",") if each.strip()]


def cors(answer: Answer) -> list[str]:
    """Name the CORS headers of an answer, in lower case."""
    names = (name.lower() for name, _ in answer.headers)
    return sorted(name for name in names if name.startswith("access-control-"))


def varies(answer: Answer) -> Iterator[tuple[str, str]]:
    """Without it a cache gives one page's answer to another."""
    said = [each.lower() for each in members(answer, "Vary")]
    if "origin" not in said and "*" not in said:
        yield "security", f"Vary has no Origin: {said}"
    if len(set(said)) != len(said):
        yield "should", f"Vary says things twice: {said}"


def granted(answer: Answer, origin: str) -> Iterator[tuple[str, str]]:
    """One line with the very origin, and credentials (fetch#cors-check)."""
    lines = answer.headers.all("Access-Control-Allow-Origin")
    if lines != (origin,):
        yield "must", f"Allow-Origin is {list(lines)}"
    if answer.headers.all("Access-Control-Allow-Credentials") != ("true",):
        yield "must", "no Allow-Credentials: true"
    yield from varies(answer)


def readable(origin: str, status: int | None = 200, *extra: tuple[str, str]) -> Judge:
    """Script at an allowed origin reads the answer, with cookies and the exposed header."""

    def judge(answer: Answer) -> Iterator[tuple[str, str]]:
        if status not in {None, answer.status}:
            yield "must", f"status {answer.status}, not {status}"
        yield from granted(answer, origin)
        exposed = [each.lower() for each in members(answer, "Access-Control-Expose-Headers")]
        if "x-total-count" not in exposed:
            yield "must", f"Expose-Headers is {exposed}"
        for name in ("allow-methods", "allow-headers", "max-age"):
            if f"access-control-{name}" in cors(answer):
                yield "should", f"a preflight's {name} on an actual answer"
        for name, value in extra:
            if value not in members(answer, name):
                yield "must", f"{name} lost {value}"

    return judge


def closed(answer: Answer) -> Iterator[tuple[str, str]]:
    """A stranger reads nothing, and no cache mixes them up."""
    if cors(answer):
        yield "security", f"headers for a stranger: {cors(answer)}"
    if answer.status >= 500:
        yield "must", f"status {answer.status}"
    yield from varies(answer)


def refused(answer: Answer) -> Iterator[tuple[str, str]]:
    """A preflight that fails, without a redirect or an error."""
    yield from closed(answer)
    if 300 <= answer.status < 400:
        yield "must", f"a redirect: {answer.status}"


def passes(origin: str, method: str, headers: Iterable[str] = ()) -> Judge:
    """A preflight that lets the request through (fetch#cors-preflight-fetch)."""

    def judge(answer: Answer) -> Iterator[tuple[str, str]]:
        if not 200 <= answer.status < 300:
            yield "must", f"status {answer.status}"
        yield from granted(answer, origin)
        yield from well_formed(answer)
        if method not in {*members(answer, "Access-Control-Allow-Methods"), *SAFELISTED}:
            yield "must", f"{method} is not allowed"
        allowed = {each.lower() for each in members(answer, "Access-Control-Allow-Headers")}
        for name in headers:
            if name.lower() not in allowed:
                yield "must", f"{name} is not allowed"
        if answer.headers.all("Access-Control-Max-Age") != ("7200",):
            yield "must", "Max-Age is lost"
        if answer.status == 204 and "Content-Length" in answer.headers:
            yield "should", "a Content-Length in a 204"
        if "access-control-allow-private-network" in cors(answer):
            yield "should", "an obsolete header"

    return judge


def lacks(origin: str, what: str) -> Judge:
    """A preflight that must not allow something; its origin may be granted or not."""

    def judge(answer: Answer) -> Iterator[tuple[str, str]]:
        yield from varies(answer)
        if answer.status >= 500:
            yield "must", f"status {answer.status}"
        if answer.headers.all("Access-Control-Allow-Origin") not in {(), (origin,)}:
            yield "security", "another origin"
        listed = members(answer, "Access-Control-Allow-Methods")
        listed += [each.lower() for each in members(answer, "Access-Control-Allow-Headers")]
        if what in listed or ("*" in listed and not cors(answer)):
            yield "security", f"{what} is allowed"

    return judge


def well_formed(answer: Answer) -> Iterator[tuple[str, str]]:
    """A list that is no list of tokens fails the whole preflight."""
    for name in ("Access-Control-Allow-Methods", "Access-Control-Allow-Headers"):
        for each in members(answer, name):
            if not _TOKEN.fullmatch(each):
                yield "must", f"{name} has {each!r}"


def reached(answer: Answer) -> Iterator[tuple[str, str]]:
    """An OPTIONS that is no preflight is the application's."""
    if "X-App" not in answer.headers:
        yield "should", "the application was not asked"
    yield from varies(answer)


def open_to(origin: str) -> Judge:
    """The application's own answer, readable."""

    def judge(answer: Answer) -> Iterator[tuple[str, str]]:
        yield from reached(answer)
        yield from granted(answer, origin)

    return judge


def plain() -> Iterator[Probe]:
    """Ask for the same thing from everywhere."""
    for origin in ALLOWED:
        yield Probe(f"GET from {origin}", "GET", (("Origin", origin),), readable(origin))
    for origin in HOSTILE:
        yield Probe(f"GET from {origin!r}", "GET", (("Origin", origin),), closed)
    yield Probe("GET without Origin", "GET", (), closed)
    for pair in ((SITE, HOSTILE[0]), (HOSTILE[0], SITE)):
        lines = tuple(("Origin", each) for each in pair)
        yield Probe(f"GET with Origin twice, {pair[0]} first", "GET", lines, twice)
    for method in ("HEAD", "POST", "PUT", "PATCH", "DELETE"):
        yield Probe(f"{method} from {SITE}", method, (("Origin", SITE),), readable(SITE))


def twice(answer: Answer) -> Iterator[tuple[str, str]]:
    """Two lines are no origin: what is granted, if anything, may not be the stranger's."""
    yield from varies(answer)
    said = answer.headers.all("Access-Control-Allow-Origin")
    if said not in {(), (SITE,)}:
        yield "security", f"Allow-Origin is {list(said)}"
    elif said:
        yield "should", "one of two origins was taken"


def errors() -> Iterator[Probe]:
    """Ask for everything that is not 200."""
    ours, theirs = (("Origin", SITE),), (("Origin", HOSTILE[0]),)
    for status in (201, 204, 304, 400, 401, 403, 404, 405, 413, 429, 500, 502, 503):
        yield Probe(f"a {status}", "GET", ours, readable(SITE, status), told=(status, ()))
    moved = (("Location", "/elsewhere"),)
    for status in (302, 307):
        yield Probe(f"a {status}", "GET", ours, readable(SITE, status), told=(status, moved))
    for status in (304, 401, 500):
        judge = varying_closed
        yield Probe(f"a {status} for a stranger", "GET", theirs, judge, told=(status, ()))
        yield Probe(f"a {status} without Origin", "GET", (), judge, told=(status, ()))


def varying_closed(answer: Answer) -> Iterator[tuple[str, str]]:
    """As for a stranger, where the application's own status may be an error."""
    if cors(answer):
        yield "security", f"headers for a stranger: {cors(answer)}"
    yield from varies(answer)


def own_headers() -> Iterator[Probe]:
    """Ask an application that has headers of its own."""
    for origin, judge in ((SITE, readable(SITE)), (HOSTILE[0], closed)):
        for value in ("*", origin):
            said = (
                ("Access-Control-Allow-Origin", value),
                ("Access-Control-Allow-Credentials", "true"),
                ("Access-Control-Expose-Headers", "X-Secret"),
            )
            yield Probe(
                f"an application that says {value} itself, to {origin}",
                "GET",
                (("Origin", origin),),
                judge,
                told=(200, said),
                excuse="app-headers",
            )
    for vary in ("Accept-Encoding", "origin", "Accept-Encoding, Origin"):
        kept = tuple(("Vary", each) for each in vary.split(", ") if each.lower() != "origin")
        judge = readable(SITE, 200, *kept)
        lines = (("Origin", SITE),)
        yield Probe(f"Vary: {vary}", "GET", lines, judge, told=(200, (("Vary", vary),)))


def preflights() -> Iterator[Probe]:
    """Ask for leave, in every shape."""
    for origin in ALLOWED:
        yield leave(f"from {origin}", origin, passes(origin, "PUT", ("authorization",)),
                    "PUT", "authorization,content-type")  # fmt: skip
    for method in ("GET", "HEAD", "POST", "PATCH", "DELETE"):
        yield leave(f"for {method}", SITE, passes(SITE, method), method)
    for shape in ("x-trace", "authorization,content-type,x-trace", ""):
        names = [each for each in shape.split(",") if each]
        yield leave(f"for {shape!r}", SITE, passes(SITE, "PUT", names), "PUT", shape)
    # Shapes that no browser writes: fetch#cors-unsafe-request-header-names lower-cases and sorts.
    for shape in ("Content-Type", "content-type, x-trace", " x-trace ,\tcontent-type", "x-trace,"):
        names = [each.strip() for each in shape.split(",") if each.strip()]
        judge = passes(SITE, "PUT", names)
        yield replace(
            leave(f"for {shape!r}", SITE, judge, "PUT", shape), excuse="strict-request-headers"
        )
    yield leave("for two lines", SITE, lacks(SITE, "x-evil"), "PUT", "content-type", "x-evil")
    for method in ("PURGE", "put", "CONNECT"):
        yield leave(f"for {method}", SITE, lacks(SITE, method), method)
    for shape in ("x-evil", "content-type,x-evil", "x-evil," * 100 + "x-evil", "x\u00e9vil", "a b"):
        judge = lacks(SITE, "x-evil")
        yield leave(f"for {shape[:20]!r}, {len(shape)} long", SITE, judge, "PUT", shape)
    for origin in (*HOSTILE[:6], "null", HOSTILE[17], HOSTILE[24], ""):
        yield leave(f"from {origin!r}", origin, refused, "PUT", "content-type")
    for status in (301, 401, 404, 500):
        asked = leave(f"where {status} is said", SITE, passes(SITE, "PUT"), "PUT")
        yield replace(asked, path="/private/", told=(status, ()))


def leave(name: str, origin: str, judge: Judge, method: str, *headers: str) -> Probe:
    """Make a preflight; each of `headers` is a line. It asks for what is obsolete, too."""
    lines = [("Origin", origin), ("Access-Control-Request-Method", method)]
    lines += [("Access-Control-Request-Headers", each) for each in headers]
    if not headers:
        lines.append(("Access-Control-Request-Private-Network", "true"))
    return Probe(f"preflight {name}", "OPTIONS", tuple(lines), judge)


def others() -> Iterator[Probe]:
    """Ask with OPTIONS, but for no leave."""
    told = (200, (("X-App", "1"),))
    asked = (("Access-Control-Request-Method", "PUT"),)
    for name, lines, judge in (
        ("OPTIONS from us", (("Origin", SITE),), open_to(SITE)),
        ("OPTIONS from a stranger", (("Origin", HOSTILE[0]),), reached),
        ("OPTIONS without Origin", (), reached),
        ("OPTIONS without Origin, asking", asked, reached),
    ):
        yield Probe(name, "OPTIONS", lines, judge, told=told, excuse="options-taken")


def probes() -> list[Probe]:
    """Give all that a server is asked."""
    found = [*plain(), *errors(), *own_headers(), *preflights(), *others()]
    assert len({each.name for each in found}) == len(found)
    return found


def failures(url: str, excuses: Iterable[str] = ()) -> list[Failure]:
    """Probe a running server that has POLICY."""
    known = set(excuses)
    found: list[Failure] = []
    for probe in probes():
        if probe.excuse in known:
            continue
        sent, more = probe.sent()
        try:
            answer: Any = send(url, sent, more)
        except (OSError, ValueError) as error:
            found.append(Failure("must", probe.name, repr(error)))
            continue
        found += [Failure(level, probe.name, what) for level, what in probe.judge(answer)]
    return found
