"""Small servers, each right but for one thing: that is found, and nothing else."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.infer import Wanted
from corsac.policy import Policy
from tests.diagnose.verify.live import verified

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from _pytest.mark.structures import ParameterSet

    Lines = dict[str, str]
    Change = Callable[["Asked", int, Lines], int]
    Lets = Callable[["Asked"], bool]

pytestmark = pytest.mark.servers

APP = "https://app.example"
IDN = "https://xn--bcher-kva.example"
ACAO, ACAC = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
ACAM, ACAH = "Access-Control-Allow-Methods", "Access-Control-Allow-Headers"
ACEH, ACMA = "Access-Control-Expose-Headers", "Access-Control-Max-Age"
POLICY = Policy(
    allow_origins=[APP],
    allow_methods=["PUT", "PATCH"],
    allow_headers=["Content-Type", "Authorization"],
    expose_headers=["X-Total"],
    allow_credentials=True,
    max_age=600,
)
BARE = POLICY.changed(allow_credentials=False)
GRANTED = {ACAM: "PUT, PATCH", ACAH: "content-type, authorization", ACMA: "600"}


@dataclass(frozen=True)
class Asked:
    """What a request is about."""

    method: str
    path: str
    origin: str | None
    preflight: bool

    @property
    def ours(self) -> bool:
        """Whether an allowed page asks."""
        return self.origin in {APP, IDN}


def unchanged(_: Asked, status: int, __: Lines) -> int:
    """Change nothing."""
    return status


def ours(asked: Asked) -> bool:
    return asked.ours


def setting(name: str, value: str, when: Lets = ours) -> Change:
    """Set a header on some of the answers that have an Allow-Origin, or would."""

    def change(asked: Asked, status: int, lines: Lines) -> int:
        if when(asked):
            lines[name] = value
        return status

    return change


def without(name: str, when: Callable[[Asked, int], bool]) -> Change:
    """Leave a header out of some answers."""

    def change(asked: Asked, status: int, lines: Lines) -> int:
        if when(asked, status):
            lines.pop(name, None)
        return status

    return change


def answering(code: int, when: Lets, **lines: str) -> Change:
    """Give some requests another answer."""

    def change(asked: Asked, status: int, present: Lines) -> int:
        if not when(asked):
            return status
        present.clear()
        present.update({"Vary": "Origin"} | lines)
        return code

    return change


def letting(when: Lets) -> Lets:
    """Let in others beside those who should be."""
    return lambda asked: asked.ours or (asked.origin is not None and when(asked))


class Cache:
    """A cache in front, which minds the URL alone."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Lines]] = {}

    def __call__(self, asked: Asked, status: int, lines: Lines) -> int:
        """Give everybody the first one's answer."""
        if asked.method != "GET":
            return status
        status, kept = self._kept.setdefault(asked.path, (status, dict(lines)))
        lines.clear()
        lines.update(kept)
        return status


@dataclass(frozen=True)
class Wrong:
    """A defect: whom it lets in, what it makes of the answers, and what is found.

    `blind` is what is found without the policy, with one origin known.
    """

    found: str
    blind: str
    change: Change = unchanged
    lets: Lets = ours
    policy: Policy = POLICY


def also(found: str, when: Lets, blind: str | None = None) -> Wrong:
    """Let in somebody besides."""
    return Wrong(found, found if blind is None else blind, lets=letting(when))


def says(found: str, blind: str, name: str, value: str, when: Lets = ours) -> Wrong:
    """Say something else."""
    return Wrong(found, blind, setting(name, value, when))


def preflight_of(test: Callable[[str], bool]) -> Lets:
    return lambda asked: asked.preflight and asked.origin is not None and test(asked.origin)


def everybody(asked: Asked) -> bool:
    return asked.method != ""


def page(asked: Asked) -> bool:
    return asked.ours and not asked.preflight


def granted(asked: Asked) -> bool:
    return asked.ours and asked.preflight


def fixed(asked: Asked, status: int, lines: Lines) -> int:
    """Send one Allow-Origin always, as the standard advises, without Vary."""
    lines.pop("Vary")
    lines |= {ACAO: APP, ACAC: "true"}
    return 204 if asked.preflight else status


def reflecting(asked: Asked, status: int, lines: Lines) -> int:
    """Let everybody read errors, as handlers of errors do that repeat the Origin."""
    if status == 404 and asked.origin is not None:
        lines |= {ACAO: asked.origin, ACAC: "true"}
    return status


def second(asked: Asked) -> bool:
    return asked.origin == IDN and not asked.preflight


VARIES = "CORS361 CORS362 CORS363"
CASES = {
    "a suffix passes preflights": also(
        "CORS341", preflight_of(lambda origin: origin.startswith(APP))
    ),
    "a prefix passes preflights": also(
        "CORS341", preflight_of(lambda origin: origin.endswith("app.example"))
    ),
    "plain http passes preflights": also(
        "CORS341", preflight_of(lambda origin: origin == "http://app.example")
    ),
    "null passes preflights": also("CORS341", preflight_of(lambda origin: origin == "null")),
    "upper case": also("CORS349", lambda asked: (asked.origin or "").lower() == APP),
    "the default port": also("CORS350", lambda asked: asked.origin == f"{APP}:443"),
    "a dot at the end": also("CORS343", lambda asked: asked.origin == f"{APP}."),
    "development": also(
        "CORS354", lambda asked: (asked.origin or "").startswith("http://localhost"), ""
    ),
    "every extension": also(
        "CORS355", lambda asked: (asked.origin or "").startswith("chrome-extension:"), ""
    ),
    "any https": also(
        "CORS340 CORS341", lambda asked: (asked.origin or "").startswith("https://")
    ),
    "null for all others": says(
        "CORS342", "CORS342", ACAO, "null", lambda asked: not asked.ours
    ),
    "Vary for the allowed alone": Wrong(
        VARIES, VARIES, without("Vary", lambda asked, _: not asked.ours)
    ),
    "no Vary on a 304": Wrong("CORS360", "CORS360", without("Vary", lambda _, code: code == 304)),
    "a 304 without leave": Wrong("CORS308", "CORS308", without(ACAO, lambda _, code: code == 304)),
    "a 404 without leave": Wrong("CORS307", "CORS307", without(ACAO, lambda _, code: code == 404)),
    "a 404 without cookies": Wrong(
        "CORS307", "CORS307", without(ACAC, lambda _, code: code == 404)
    ),
    "HEAD without leave": Wrong(
        "CORS302", "CORS302", without(ACAO, lambda asked, _: asked.method == "HEAD")
    ),
    "OPTIONS without leave": Wrong(
        "CORS309", "CORS309",
        without(ACAO, lambda asked, _: asked.method == "OPTIONS" and not asked.preflight),
    ),
    "a negative age": says("CORS325", "CORS325", ACMA, "-1", granted),
    "an age in words": says("CORS325", "CORS325", ACMA, "1 hour", granted),
    "another age": says("CORS325", "", ACMA, "60", granted),
    "a star exposed": says("CORS306", "CORS306", ACEH, "*", page),
    "more exposed": says("CORS311", "", ACEH, "X-Total, X-Key", page),
    "True": says(
        "CORS301 CORS307 CORS308 CORS312 CORS320 CORS321 CORS324 CORS327", "CORS312", ACAC, "True"
    ),
    "a star in a list": says("CORS305 CORS321 CORS324 CORS327", "CORS305", ACAH, "*", granted),
    "a list in lower case": says(
        "CORS320 CORS321 CORS324 CORS327", "CORS320 CORS321 CORS327", ACAM, "put, patch", granted
    ),
    "a list with blanks": says(
        "CORS320 CORS321 CORS323 CORS324 CORS327", "CORS323", ACAM, "PUT PATCH", granted
    ),
    "a slash at the end": says(
        "CORS301 CORS307 CORS308 CORS313 CORS320 CORS321 CORS324 CORS327",
        "CORS301 CORS307 CORS308 CORS313", ACAO, f"{APP}/",
    ),
    "a wildcard in a name": says(
        "CORS301 CORS307 CORS308 CORS313 CORS320 CORS321 CORS324 CORS327",
        "CORS301 CORS307 CORS308 CORS313", ACAO, "https://*.example",
    ),
    "a name in its own letters": Wrong(
        "CORS301 CORS307 CORS308 CORS313 CORS320 CORS321 CORS324 CORS327",
        "CORS301 CORS307 CORS308 CORS313",
        setting(ACAO, "https://b\xfccher.example"),
        policy=POLICY.changed(allow_origins=[IDN]),
    ),
    "cookies in preflights": Wrong(
        "CORS303", "", setting(ACAC, "true", granted), policy=BARE
    ),
    "cookies for the second origin": Wrong(
        "CORS303", "", setting(ACAC, "true", second),
        policy=BARE.changed(allow_origins=[APP, IDN]),
    ),
    "nothing exposed to the second origin": Wrong(
        "CORS306", "", without(ACEH, lambda asked, _: second(asked)),
        policy=POLICY.changed(allow_origins=[APP, IDN]),
    ),
    "no cookies in preflights": Wrong(
        "CORS320 CORS321 CORS324 CORS327", "CORS320 CORS321 CORS327",
        without(ACAC, lambda asked, _: asked.preflight),
    ),
    "a 404 for everybody": Wrong("CORS340 CORS342", "CORS340 CORS342", reflecting),
    "cookies of somebody else's": says(
        "CORS394", "CORS394", "Set-Cookie", "id=1; Domain=backend.example", page
    ),
    "fails without Origin": Wrong(
        "CORS374", "CORS374", answering(500, lambda asked: asked.origin is None)
    ),
    "OPTIONS fails without Origin": Wrong(
        "CORS374", "CORS374",
        answering(500, lambda asked: asked.origin is None and asked.method == "OPTIONS"),
    ),
    "fails for strangers": Wrong("CORS374", "CORS374", answering(500, lambda a: not a.ours)),
    "a preflight to the login": Wrong(
        "CORS320 CORS321 CORS322 CORS324 CORS325 CORS327", "CORS322",
        answering(302, lambda asked: asked.preflight, Location="/login"),
    ),
    "a preflight without login": Wrong(
        "CORS320 CORS321 CORS322 CORS324 CORS325 CORS327", "CORS322",
        answering(401, lambda asked: asked.preflight),
    ),
    "a cache that minds no Vary": Wrong("CORS368", "CORS301 CORS368"),
    "right": Wrong("", ""),
    "right, with a comma at the end": says("", "", ACAM, "PUT, PATCH,", granted),
    "right, in lower case": says("", "", "Vary", "origin", everybody),
    "right, with Vary for all": says("", "", "Vary", "*", everybody),
    "right, and sets cookies": says(
        "", "", "Set-Cookie", "id=1; Secure; HttpOnly; SameSite=None", page
    ),
    "right, and refuses strangers": Wrong(
        "", "", answering(403, lambda asked: asked.origin is not None and not asked.ours)
    ),
    "right, the same for all": Wrong("", "", fixed),
    "right, by its own letters": Wrong("", "", policy=POLICY.changed(allow_origins=[IDN])),
}  # fmt: skip


@contextlib.contextmanager
def running(wrong: Wrong, change: Change) -> Generator[str]:
    """Serve until the block ends; give the URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            preflight = "Access-Control-Request-Method" in self.headers
            asked = Asked(self.command, self.path, self.headers["Origin"], preflight)
            status, lines = follow(asked, wrong, "If-None-Match" in self.headers)
            status = change(asked, status, lines)
            self.send_response_only(status)
            for name, value in lines.items():
                self.send_header(name, value)
            if status not in {204, 304}:
                self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = answer  # noqa: N815 -- http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
            """Keep quiet."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}/items"
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def follow(asked: Asked, wrong: Wrong, known: bool) -> tuple[int, Lines]:  # noqa: FBT001 -- a header
    """Answer as it is right, but for whom it lets in."""
    lines = {"Vary": "Origin"}
    let_in = wrong.lets(asked)
    if let_in:
        lines[ACAO] = asked.origin or ""
        if wrong.policy.allow_credentials:
            lines[ACAC] = "true"
        lines |= GRANTED if asked.preflight else {ACEH: "X-Total"}
    if asked.preflight:
        return 204 if let_in else 403, lines
    if asked.method == "OPTIONS":
        return 405, lines
    if asked.path.partition("?")[0] != "/items":
        return 404, lines
    return 304 if known else 200, lines


def params() -> list[ParameterSet]:
    return [pytest.param(each, id=name) for name, each in CASES.items()]


@pytest.mark.parametrize("wrong", params())
def test_it_is_found_and_nothing_else(wrong: Wrong) -> None:
    cached = wrong is CASES["a cache that minds no Vary"]
    known = (str(wrong.policy.allow_origins[0]),)
    with running(wrong, Cache() if cached else wrong.change) as url:
        told = verified(Wanted(url), wrong.policy)
    with running(wrong, Cache() if cached else wrong.change) as url:
        blind = verified(Wanted(url, known), None)
    assert {each.code for each in told.findings} == set(wrong.found.split())
    assert {each.code for each in blind.findings} == set(wrong.blind.split())
