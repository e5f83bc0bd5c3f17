"""A strict probe of a running development server, whose page and API have one origin.

Nobody but its own page needs to read it, so nobody else may: not by CORS headers that came from
behind, not by a WebSocket, not by a name that was made to point here.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from tests.exchanges.loader import App
from tests.targets.corpus import Answer, ask, asking
from tests.targets.layers import FOREIGN, HANDSHAKE, seen
from tests.targets.strict import Failure, cors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STRANGERS = ("https://evil.example", "null", "http://localhost.evil.example")
MOVED = 302
#: Seconds: a development server may start itself anew and hang up, and its page asks again.
AGAIN = (0.5, 1, 2)


@dataclass(frozen=True, slots=True)
class Site:
    """A development server: its URL, what stands behind it, whether it proxies WebSockets."""

    url: str
    upstream: str
    sockets: bool = True

    def get(
        self,
        path: str,
        origin: str | None,
        app: App | None = None,
        method: str = "GET",
        **more: str,
    ) -> Answer:
        """Ask for a path, and tell the back end what to answer."""
        told = {} if app is None else asking(app)
        lines = {name.replace("-", "_"): value for name, value in told.items()}
        for wait in AGAIN:
            with contextlib.suppress(ConnectionError):
                return ask(self.url, method, path, origin, **lines, **more)
            time.sleep(wait)
        return ask(self.url, method, path, origin, **lines, **more)


def same_path(site: Site) -> Iterator[tuple[str, str]]:
    """The back end gets each path as the page wrote it."""
    for path in ("/api/users", "/api/a%2Fb", "/api/x?q=%20&r=a%2Bb"):
        answer = site.get(path, site.url)
        if answer.status != 200 or seen(answer)["path"] != path:
            yield "must", f"{path} became {answer.status}, {answer.body[:60]!r}"


def methods(site: Site) -> Iterator[tuple[str, str]]:
    """Every method arrives, the OPTIONS too."""
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = site.get("/api/x", site.url, method=method)
        if answer.status != 200 or seen(answer)["path"] != "/api/x":
            yield "must", f"{method} became {answer.status}"


def statuses(site: Site) -> Iterator[tuple[str, str]]:
    """The back end's errors arrive as they are."""
    for status in (204, 401, 404, 500):
        answer = site.get("/api/x", site.url, App(status, Headers.of([])))
        if answer.status != status:
            yield "must", f"{status} became {answer.status}"


def redirects(site: Site) -> Iterator[tuple[str, str]]:
    """A redirect within the back end stays on the page's origin."""
    yield from _led(site, MOVED)


def odd_redirects(site: Site) -> Iterator[tuple[str, str]]:
    """Others do too, and one that is no URL does no harm: http-proxy itself has neither."""
    yield from _led(site, 303, 307)
    site.get("/api/old", site.url, App(MOVED, Headers.of([("Location", "http://[")])))
    if site.get("/api/x", site.url).status != 200:
        yield "must", "a Location that is no URL ends the server"


def _led(site: Site, *statuses: int) -> Iterator[tuple[str, str]]:
    for status in statuses:
        moved = App(status, Headers.of([("Location", f"{site.upstream}/api/new")]))
        to = site.get("/api/old", site.url, moved).headers.get("Location") or ""
        if to.removeprefix(site.url) != "/api/new":
            yield "must", f"the {status} leads to {to}"


def cookies(site: Site) -> Iterator[tuple[str, str]]:
    """A cookie of the back end's own domain would be dropped by the browser."""
    both = [("Set-Cookie", "a=1; Domain=api.example; Path=/"), ("Set-Cookie", "b=2; HttpOnly")]
    given = site.get("/api/x", site.url, App(200, Headers.of(both))).headers.all("Set-Cookie")
    if len(given) != len(both) or any("domain=" in each.lower() for each in given):
        yield "must", f"the cookies are {given}"


def strangers(site: Site) -> Iterator[tuple[str, str]]:
    """No other site reads the API or the pages, whatever the back end says."""
    for origin in STRANGERS:
        for path in ("/api/x", "/"):
            for app in (None, App(200, FOREIGN.headers), App(500, FOREIGN.headers)):
                said = cors(site.get(path, origin, app))
                if said:
                    yield "security", f"{origin} gets {said} for {path}"


def preflights(site: Site) -> Iterator[tuple[str, str]]:
    """No other site gets leave."""
    asked = {"Access_Control_Request_Method": "PUT"}
    for origin in STRANGERS:
        for path in ("/api/x", "/"):
            said = cors(site.get(path, origin, App(204, FOREIGN.headers), "OPTIONS", **asked))
            if said:
                yield "security", f"{origin} gets {said} for {path}"


def prefix(site: Site) -> Iterator[tuple[str, str]]:
    """A longer name is the page's own."""
    if b'"headers"' in site.get("/apiary", site.url).body:
        yield "should", "/apiary is proxied"


def sockets(site: Site) -> Iterator[tuple[str, str]]:
    """CORS guards no WebSocket."""
    for origin in (*STRANGERS, f"{site.url}.evil.example", site.url.replace("http", "ftp")):
        if opened(site, origin):
            yield "security", f"{origin} opens a WebSocket"
    if site.sockets and not opened(site, site.url):
        yield "must", "the page opens no WebSocket"


def opened(site: Site, origin: str) -> bool:
    """Whether a handshake is answered with 101."""
    try:
        return site.get("/api/socket", origin, None, **HANDSHAKE).status == 101
    except ConnectionError:
        return False


def hosts(site: Site) -> Iterator[tuple[str, str]]:
    """A name that strangers let point here (DNS rebinding) gets nothing."""
    for path in ("/api/x", "/"):
        answer = site.get(path, None, Host="evil.example")
        if answer.status == 200 and answer.body != b"Invalid Host header":
            yield "security", f"evil.example is served {path}"


def page(site: Site) -> Iterator[tuple[str, str]]:
    """The page is there."""
    answer = site.get("/", None, Accept="text/html")
    if answer.status != 200:
        yield "must", f"the page has {answer.status}"


#: 60 requests, in eleven questions.
QUESTIONS: tuple[Callable[[Site], Iterator[tuple[str, str]]], ...] = (
    page, same_path, methods, statuses, redirects, cookies, strangers, preflights, prefix, sockets,
    hosts,
)  # fmt: skip
#: What is asked of exports besides; in configurations of others it is no defect of theirs.
MORE = (*QUESTIONS, odd_redirects)


def failures(
    site: Site, questions: Sequence[Callable[[Site], Iterator[tuple[str, str]]]] = QUESTIONS
) -> list[Failure]:
    """Probe a running development server."""
    return [
        Failure(level, question.__name__, what)
        for question in questions
        for level, what in question(site)
    ]
