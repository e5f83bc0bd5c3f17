"""A strict probe of a server that runs a recipe: two origins may read, nobody else learns a thing.

It is made from the standard, not from what lint writes. What is told to the application goes by
X-Answer; a server that answers by itself has the application in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from tests.exchanges.loader import App
from tests.targets.corpus import Answer, ask, asking
from tests.targets.layers import FOREIGN, seen
from tests.targets.strict import members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SITE = "https://app.example"
STRANGERS = (
    "https://evil.example",
    "http://app.example",
    "https://localhost:3000",
    "http://localhost:3001",
    "https://APP.example",
    "https://appxexample",
    "https://app.example.evil.example",
    "https://evilapp.example",
    "https://app.example:8443",
    "null",
    "",
)
ALWAYS_LISTED = ("GET", "HEAD", "POST")
#: What only an answer to a preflight says.
OF_PREFLIGHTS = ("allow-methods", "allow-headers", "max-age")


@dataclass(frozen=True, slots=True)
class Asked:
    """A running recipe, and what it is for.

    `allowed` are its origins; `proxied` says that an application stands behind it, whose own CORS
    headers must not come through; `unknown` are paths that nothing answers. `asks_application` is
    `packaged` says that a package answers which tells everybody Allow-Credentials, and takes every
    OPTIONS for a preflight: no option of its stops that. `asks_application` is
    false where a recipe has a route of its own for OPTIONS, `encoded` where its server
    refuses `%2F` by itself, as Apache does; `form` is a path that wants a CSRF token, and gives it.
    """

    url: str
    path: str
    allowed: tuple[str, ...] = (SITE, "http://localhost:3000")
    methods: tuple[str, ...] = ("PUT", "PATCH", "DELETE")
    proxied: bool = False
    unknown: tuple[str, ...] = ()
    strangers: tuple[str, ...] = STRANGERS
    asks_application: bool = True
    packaged: bool = False
    encoded: bool = True
    form: str = ""

    @property
    def varies(self) -> bool:
        """Whether answers depend on who asks."""
        return len(self.allowed) > 1

    def ask(
        self, method: str, origin: str | None, app: App | None = None, path: str = "", **more: str
    ) -> Answer:
        """Ask for something, and tell the application what to answer."""
        lines = asking(app or App(200, Headers()))
        told = {name.replace("-", "_"): value for name, value in lines.items()}
        return ask(self.url, method, path or self.path, origin, **told, **more)


def said(answer: Answer) -> list[str]:
    """Name the CORS headers of an answer, without their common beginning."""
    names = (name.lower() for name, _ in answer.headers)
    return [x.removeprefix("access-control-") for x in names if x.startswith("access-control-")]


def vary(site: Asked, answer: Answer) -> Iterator[str]:
    """Say what a cache would mix up."""
    if site.varies and "origin" not in [x.lower() for x in members(answer, "Vary")]:
        yield "Vary has no Origin"


def granted(site: Asked, answer: Answer, origin: str) -> Iterator[str]:
    """Say why a page of this origin can't read an answer with its cookies."""
    lines = answer.headers.all("Access-Control-Allow-Origin")
    if lines != (origin,):
        yield f"Allow-Origin is {list(lines)}"
    if answer.headers.all("Access-Control-Allow-Credentials") != ("true",):
        yield "Allow-Credentials is not true"
    yield from vary(site, answer)


def closed(site: Asked, answer: Answer) -> Iterator[str]:
    """Say what a stranger is told."""
    told = [x for x in said(answer) if not site.packaged or x == "allow-origin"]
    if told:
        yield f"a stranger is told {told}"
    yield from vary(site, answer)


def readers(site: Asked) -> Iterator[tuple[str, str]]:
    """Its pages read answers to all methods, and these say nothing that preflights say."""
    for origin in site.allowed:
        for method in dict.fromkeys(("GET", "HEAD", "POST", *site.methods)):
            answer = site.ask(method, origin)
            for what in granted(site, answer, origin):
                yield f"{method} from {origin}", what
            if extra := sorted(set(said(answer)) & {*OF_PREFLIGHTS}):
                yield f"{method} from {origin}", f"{extra} are for preflights"


def errors(site: Asked) -> Iterator[tuple[str, str]]:
    """Its pages read errors and redirects."""
    for status in (204, 304, 401, 404, 500, 502):
        answer = site.ask("GET", SITE, App(status, Headers()))
        if answer.status != status:
            yield f"a {status}", f"is {answer.status}"
        for what in granted(site, answer, SITE):
            yield f"a {status}", what


def strangers(site: Asked) -> Iterator[tuple[str, str]]:
    """Nobody else reads."""
    for origin in (*site.strangers, None) if site.varies else ():
        for status in (200, 500):
            for what in closed(site, site.ask("GET", origin, App(status, Headers()))):
                yield f"a {status} for {origin!r}", what


def foreign(site: Asked) -> Iterator[tuple[str, str]]:
    """What an application says about CORS goes no further."""
    for status in (200, 404, 500) if site.proxied else ():
        for what in granted(site, site.ask("GET", SITE, App(status, FOREIGN.headers)), SITE):
            yield f"an application with headers, {status}", what
        other = site.ask("GET", STRANGERS[0], App(status, FOREIGN.headers))
        if site.varies and said(other):
            yield f"an application with headers, {status}", f"a stranger is told {said(other)}"
        if extra := [x for x in said(other) if x in OF_PREFLIGHTS]:
            yield f"an application with headers, {status}", f"{extra} come through"


def preflights(site: Asked) -> Iterator[tuple[str, str]]:
    """Its pages get leave, and keep it for a while; nobody else does."""
    for origin in site.allowed:
        for path, method in ((x, y) for x in (site.path, *site.unknown) for y in site.methods):
            answer = asking_leave(site, origin, method, path)
            for what in (*granted(site, answer, origin), *leave(site, answer, method)):
                yield f"preflight for {method} {path} from {origin}", what
    for origin in site.strangers if site.varies else ():
        answer = asking_leave(site, origin, "PUT", site.path)
        told = [x for x in said(answer) if not site.packaged or x == "allow-origin"]
        if told:
            yield f"preflight from {origin!r}", f"a stranger is told {told}"


def asking_leave(site: Asked, origin: str, method: str, path: str) -> Answer:
    """Send a preflight; it tells the application nothing, as a browser's does not."""
    return ask(
        site.url,
        "OPTIONS",
        path,
        origin,
        Access_Control_Request_Method=method,
        Access_Control_Request_Headers="authorization,content-type",
    )


def leave(site: Asked, answer: Answer, method: str) -> Iterator[str]:
    """Say what a preflight's answer lacks."""
    if not 200 <= answer.status < 300:
        yield f"status {answer.status}"
    if method not in (*members(answer, "Access-Control-Allow-Methods"), *ALWAYS_LISTED):
        yield f"{method} is not allowed"
    allowed = {x.lower() for x in members(answer, "Access-Control-Allow-Headers")}
    if not {"authorization", "content-type"} <= allowed:
        yield f"headers are {sorted(allowed)}"
    age = members(answer, "Access-Control-Max-Age")
    if len(age) != 1 or int(age[0]) < 600:
        yield f"Max-Age is {age}"
    if answer.status == 204 and "Content-Length" in answer.headers and not site.packaged:
        yield "a Content-Length in a 204"


def questions(site: Asked) -> Iterator[tuple[str, str]]:
    """An OPTIONS that is no preflight is the application's."""
    told = App(200, Headers.of([("X-App", "1")]))
    for origin in (None, SITE, STRANGERS[0]) if site.asks_application else ():
        if "X-App" not in site.ask("OPTIONS", origin, told).headers:
            yield f"OPTIONS from {origin}, no preflight", "the application was not asked"


def paths(site: Asked) -> Iterator[tuple[str, str]]:
    """The application sees paths as the page wrote them."""
    for path in ("/a%2Fb/c", "/a%20b?q=%20+%2B") if site.proxied and site.encoded else ():
        asked = site.path.rstrip("/") + path
        answer = site.ask("GET", SITE, path=asked)
        if answer.status != 200 or seen(answer)["path"] != asked:
            yield asked, f"became {answer.status}, {answer.body[:100]!r}"


def forms(site: Asked) -> Iterator[tuple[str, str]]:
    """What its pages send with the token of a form arrives, where the application checks one."""
    for path in (site.form,) if site.form else ():
        token = ask(site.url, "GET", path, SITE).body.decode()
        lines = {"Cookie": f"csrftoken={token}", "X_CSRFToken": token, "Content_Length": "0"}
        answer = ask(site.url, "POST", path, SITE, **lines)
        if answer.status != 200:
            yield f"POST {path} with its token", f"status {answer.status}"
        leave_of = ask(
            site.url,
            "OPTIONS",
            path,
            SITE,
            Access_Control_Request_Method="POST",
            Access_Control_Request_Headers="x-csrftoken",
        )
        allowed = [x.lower() for x in members(leave_of, "Access-Control-Allow-Headers")]
        if "x-csrftoken" not in allowed:
            yield f"preflight for {path}", f"headers are {allowed}"


QUESTIONS: tuple[Callable[[Asked], Iterator[tuple[str, str]]], ...] = (
    readers, errors, strangers, foreign, preflights, questions, paths, forms,
)  # fmt: skip


def faults(site: Asked) -> list[str]:
    """Probe a running server; an empty list is a pass."""
    return [f"{name}: {what}" for question in QUESTIONS for name, what in question(site)]
