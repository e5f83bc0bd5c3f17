"""A browser in a few words: what a page asks, what the servers answer, what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from corsac.browser import Browser, find_profile
from corsac.browser.request import Api, Body, Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from corsac.browser import Settings
    from corsac.browser.outcome import Outcome
    from corsac.core.messages import Answer, WireRequest
    from corsac.core.trace import Step

APP = "https://app.test"
API = "https://api.example/data"
OTHER = "https://other.example/data"


def answer(status: int = 200, /, **headers: str) -> WireResponse:
    """A response; `allow_origin="*"` is Access-Control-Allow-Origin, and so on."""
    lines = [(_name(name), value) for name, value in headers.items()]
    return WireResponse(status, "", Headers(tuple(lines)), b"ok")


def _name(name: str) -> str:
    title = name.replace("_", "-").title()
    if title.startswith(("Allow-", "Expose-", "Max-")):
        return f"Access-Control-{title}"
    return title


class Members(TypedDict, total=False):
    """What a request may say beside its URL."""

    api: Api
    method: str | None
    headers: tuple[tuple[str, str], ...]
    body: Body | None
    mode: str | None
    credentials: str | None
    redirect: str | None
    cache: str | None
    referrer_policy: str | None
    integrity: str | None
    keepalive: bool
    target_address_space: str | None
    with_credentials: bool
    upload_listener: bool
    crossorigin: str | None
    protocols: tuple[str, ...]


class Story:
    """One browser and one page; `sent` collects every request that left it."""

    def __init__(
        self,
        engine: str = "standard",
        *,
        origin: str = APP,
        kind: str = "top",
        settings: Settings | None = None,
        url: str | None = None,
    ) -> None:
        self.browser = Browser(find_profile(engine), settings=settings)
        self.page = Page(origin, kind, url)
        self.sent: list[WireRequest] = []
        self.now = 1000.0

    def ask(self, request: PageRequest, *answers: Answer) -> Outcome:
        """Run a request to its end; every answer must be asked for, and no more."""
        fetch = self.browser.start(request, self.page, self.now)
        left = list(answers)
        while fetch.pending is not None:
            self.sent.append(fetch.pending)
            assert left, f"no answer for {fetch.pending.method} {fetch.pending.url}"
            fetch.receive(left.pop(0), self.now)
        assert not left, f"{len(left)} answers were not asked for"
        assert fetch.outcome is not None
        return fetch.outcome

    def fetch(self, url: str, *answers: Answer, **members: Unpack[Members]) -> Outcome:
        """Ask as script does, with some members of RequestInit."""
        return self.ask(PageRequest(url, **members), *answers)

    @property
    def methods(self) -> list[str]:
        """The methods that were sent, in order."""
        return [request.method for request in self.sent]


def step(outcome: Outcome, name: str) -> Step:
    """The first step of this name in the trace."""
    found = next((one for one in outcome.trace if one.name == name), None)
    assert found is not None, f"no step {name} among {[one.name for one in outcome.trace]}"
    return found
