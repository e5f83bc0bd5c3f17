"""A strict probe of a configuration whose owner says what it is meant to allow.

It knows what was meant and the wire, and nothing of what the catalogue looks for. What it finds is
one word for each kind of fault, so that a table can say beforehand what will be found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from tests.exchanges.loader import App, Sent
from tests.targets.corpus import Answer, asking, send
from tests.targets.layers import FOREIGN
from tests.targets.strict import SAFELISTED, cors, members

if TYPE_CHECKING:
    from collections.abc import Iterator

ORIGIN, CREDENTIALS = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
ALWAYS = ("null", "", "https://evil.example.net", "file://")
#: What says something in the answer to a preflight alone.
PREFLIGHT = ("allow-methods", "allow-headers", "max-age")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a configuration is meant to allow at a path.

    Args:
        path: What is asked for.
        allowed: Origins that may read; `*` alone stands for everybody, without cookies.
        credentials: Whether cookies go along.
        asks: The method and the header that a preflight asks for; empty where none is meant.
        told: The statuses that the application behind is told to answer; none for plain files.
        strangers: Origins to try beside those that are made of the allowed ones.
        sent: Headers that go along with every request but preflights.
        ports: Whether any port of the allowed hosts is meant.
        options: Whether an OPTIONS that is no preflight is meant to reach the application.
    """

    path: str
    allowed: tuple[str, ...]
    credentials: bool = True
    asks: tuple[str, ...] = ("PUT", "content-type")
    told: tuple[int, ...] = (200, 404, 500)
    strangers: tuple[str, ...] = ()
    sent: tuple[tuple[str, str], ...] = ()
    options: bool = True
    ports: bool = False

    @property
    def public(self) -> bool:
        """Whether everybody may read."""
        return self.allowed == ("*",)

    @property
    def tried(self) -> tuple[str, ...]:
        """Allowed origins as a browser has them."""
        return ("https://anybody.example.net",) if self.public else self.allowed

    @property
    def refused(self) -> tuple[str, ...]:
        """Who must be kept out: what looks like an allowed origin, and isn't one."""
        if self.public:
            return ()
        made = [each for origin in self.allowed for each in _like(origin, ports=self.ports)]
        return tuple(
            each
            for each in dict.fromkeys((*ALWAYS, *made, *self.strangers))
            if each not in self.allowed
        )


def _like(origin: str, *, ports: bool) -> Iterator[str]:
    scheme, _, host = origin.partition("://")
    yield f"{origin}.evil.example.net"
    yield f"{scheme}://evil{'.'.join(host.split('.')[-2:])}"
    yield f"https://evil.example.net?{host}"
    yield origin.upper().replace("HTTP", "http", 1).replace("httpS", "https")
    yield f"{origin}/"
    name, _, port = host.partition(":")
    if not ports:
        yield f"{scheme}://{name}:{'8443' if not port else '1' + port}"
    yield f"{scheme}://{name.replace('.', 'x', name.count('.'))}"
    if name.count(".") > 1:
        first, _, rest = name.partition(".")
        yield f"{scheme}://{first}.{rest.replace('.', 'x')}"
    yield f"http://{name}" if scheme == "https" else f"https://{host}"


def faults(url: str, wanted: Wanted) -> dict[str, str]:
    """Give the kinds of fault that a running server shows, each with its first example."""
    found: dict[str, str] = {}
    for kind, what in _all(url, wanted):
        found.setdefault(kind, what)
    return dict(sorted(found.items()))


def _all(url: str, wanted: Wanted) -> Iterator[tuple[str, str]]:
    for status in wanted.told or (0,):
        for app in (Headers(), FOREIGN.headers) if wanted.told else (Headers(),):
            told = asking(App(status, app)) if status else {}
            name = f"{status or ''}{' with headers of its own' if app else ''}"
            for origin in wanted.tried:
                answer = _get(url, wanted, origin, told)
                said = f"{name} {origin}: {cors_of(answer)}"
                yield from _read(answer, wanted, origin, said, own=bool(app), error=status > 399)
            for stranger in wanted.refused:
                answer = _get(url, wanted, stranger, told)
                said = f"{name} {stranger!r}: {cors_of(answer)}"
                yield from _kept_out(answer, wanted, stranger, said, own=bool(app))
            yield from _vary(_get(url, wanted, None, told), wanted, f"{name} without Origin")
    if wanted.asks:
        yield from _preflights(url, wanted)
    if wanted.options and wanted.told:
        told = asking(App(200, Headers.of([("X-App", "1")])))
        sent = Sent("OPTIONS", wanted.path, Headers.of(wanted.sent))
        if "X-App" not in send(url, sent, told).headers:
            yield "options", "an OPTIONS that is no preflight does not reach the application"


def cors_of(answer: Answer) -> str:
    """Write an answer's CORS headers in a line."""
    said = [f"{k}: {v}" for k, v in answer.headers if k.lower().startswith("access-control-")]
    return f"{answer.status} {'; '.join(said)}"


def _get(url: str, wanted: Wanted, origin: str | None, told: dict[str, str]) -> Answer:
    lines = [*wanted.sent, *([] if origin is None else [("Origin", origin)])]
    return send(url, Sent("GET", wanted.path, Headers.of(lines)), told)


def _read(
    answer: Answer, wanted: Wanted, origin: str, said: str, *, own: bool, error: bool
) -> Iterator[tuple[str, str]]:
    lines = answer.headers.all(ORIGIN)
    good = {(origin,), ("*",)} if not wanted.credentials else {(origin,)}
    held = answer.headers.all(CREDENTIALS)
    if lines not in good or (wanted.credentials and held != ("true",)):
        yield "app-headers" if own else "errors-blocked" if error else "blocked", said
    if wanted.public and held:
        yield "star-credentials", said
    names = cors(answer)
    if any(f"access-control-{each}" in names for each in PREFLIGHT) and not own:
        yield "preflight-headers", said
    if lines != ("*",):
        yield from _vary(answer, wanted, said)


def _kept_out(
    answer: Answer, wanted: Wanted, origin: str, said: str, *, own: bool
) -> Iterator[tuple[str, str]]:
    lines = answer.headers.all(ORIGIN)
    if "x-foreign" in said or "99999" in said:
        yield "app-headers", said
    elif origin in lines or "*" in lines:
        secure = not origin.startswith("http://")
        yield "app-headers" if own else "stranger-reads" if secure else "plain-http-reads", said
    elif lines == wanted.allowed:
        # One origin for everybody is no secret, and no cache can mix it up.
        return
    elif cors(answer):
        yield "stranger-told", said
    if not own:
        yield from _vary(answer, None, said)


def _vary(answer: Answer, wanted: Wanted | None, said: str) -> Iterator[tuple[str, str]]:
    fixed = wanted is not None and (wanted.public or answer.headers.all(ORIGIN) == wanted.allowed)
    told = {each.lower() for each in members(answer, "Vary")}
    if not fixed and not told & {"origin", "*"}:
        yield "vary", said


def _preflights(url: str, wanted: Wanted) -> Iterator[tuple[str, str]]:
    method, *headers = wanted.asks
    for origin in (*wanted.tried, *wanted.refused):
        lines = [("Origin", origin), ("Access-Control-Request-Method", method)]
        lines += [("Access-Control-Request-Headers", ",".join(headers))] if headers else []
        answer = send(url, Sent("OPTIONS", wanted.path, Headers.of(lines)))
        said = f"preflight of {origin!r}: {cors_of(answer)}"
        if origin not in wanted.tried:
            lines_of = answer.headers.all(ORIGIN)
            if origin in lines_of or "*" in lines_of:
                yield "preflight-stranger", said
            elif cors(answer) and lines_of != wanted.allowed:
                yield "preflight-told", said
            continue
        granted = {(origin,), ("*",)} if not wanted.credentials else {(origin,)}
        ok = 200 <= answer.status < 300 and answer.headers.all(ORIGIN) in granted
        if wanted.credentials:
            ok = ok and answer.headers.all(CREDENTIALS) == ("true",)
        allowed = {*members(answer, "Access-Control-Allow-Methods"), *SAFELISTED}
        named = {each.lower() for each in members(answer, "Access-Control-Allow-Headers")}
        ok = ok and ({method} <= allowed) and ({*headers} <= named)
        if not ok:
            yield "preflight", said
        if "Access-Control-Max-Age" not in answer.headers:
            yield "max-age", said
        if answer.status == 204 and "Content-Length" in answer.headers:
            yield "length", said
