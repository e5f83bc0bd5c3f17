"""A diagnosis against a server in memory: what is asked, what it answers, what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corsac.browser.profiles import PROFILES
from corsac.browser.request import Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, WireRequest, WireResponse
from corsac.diagnose.diagnosis import Diagnosis

if TYPE_CHECKING:
    from corsac.browser.profile import Profile
    from corsac.core.messages import Answer
    from corsac.diagnose.options import Options
    from corsac.diagnose.report import Report

ORIGIN = "https://app.example"
URL = "https://api.example/items"
PAGE = Page(ORIGIN)
CHROMIUM, FIREFOX, WEBKIT = tuple(PROFILES.values())[:3]
ALL = (CHROMIUM, FIREFOX, WEBKIT)

LET_IN = ("Access-Control-Allow-Origin", ORIGIN)
ANYBODY = ("Access-Control-Allow-Origin", "*")
METHODS = ("Access-Control-Allow-Methods", "PUT")
HEADERS = ("Access-Control-Allow-Headers", "content-type")
TRUSTED = ("Access-Control-Allow-Credentials", "true")

GET = PageRequest(URL)
POST = PageRequest(URL, method="POST")
PUT = PageRequest(URL, method="PUT", headers=(("Content-Type", "application/json"),))

Reply = WireResponse | Failure | Callable[[WireRequest], WireResponse | Failure]


def answer(status: int, *lines: tuple[str, str], body: bytes = b"") -> WireResponse:
    """Make an answer of a status and header lines."""
    return WireResponse(status, headers=Headers.of(lines), body=body)


VARY = ("Vary", "Origin")
LASTING = ("Access-Control-Max-Age", "600")

GOOD = answer(204, LET_IN, METHODS, HEADERS, VARY, LASTING)
OK = answer(200, LET_IN, VARY)


@dataclass
class Server:
    """Answers preflights, all else, and URLs of their own; remembers what it was asked."""

    actual: Reply
    preflight: Reply = GOOD
    at: dict[str, Reply] = field(default_factory=dict)
    peer: str | None = None
    asked: list[WireRequest] = field(default_factory=list)

    def send(self, request: WireRequest) -> Exchange:
        """Answer a request."""
        self.asked.append(request)
        usual = self.preflight if request.preflight else self.actual
        reply = self.at.get(request.url, usual)
        found: Answer = reply(request) if callable(reply) else reply
        return Exchange(request, found, peer=self.peer)

    @property
    def methods(self) -> list[str]:
        """The methods that it was asked with, in order."""
        return [request.method for request in self.asked]


def tell(
    request: PageRequest,
    server: Server,
    *,
    engines: tuple[Profile, ...] = (CHROMIUM,),
    options: Options | None = None,
    page: Page = PAGE,
) -> Report:
    """Run a diagnosis to its end."""
    diagnosis = Diagnosis(request, page, engines, options)
    now = 1000.0
    while diagnosis.pending is not None:
        now += 1
        diagnosis.receive(server.send(diagnosis.pending), now)
    assert diagnosis.report is not None
    return diagnosis.report


def names(report: Report) -> list[str]:
    """Give the findings' rules, in order."""
    return [finding.rule.name for finding in report.findings]


def notes(report: Report) -> str:
    """Give the report's notes as one text."""
    return "\n".join(str(note) for note in report.notes)
