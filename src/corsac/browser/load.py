"""Everything that one fetch works with: the standard's fetch params, and the user agent's state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corsac.browser.outcome import Block, Phase, Reason
from corsac.browser.state import Received
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, FailureKind, WireResponse

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.browser.complaint import Complaint
    from corsac.browser.cookies import CookieJar
    from corsac.browser.http_cache import HttpCache
    from corsac.browser.preflight_cache import PreflightCache
    from corsac.browser.profile import Profile
    from corsac.browser.recorder import Recorder
    from corsac.browser.settings import Settings
    from corsac.browser.state import Arrival, Request
    from corsac.core.messages import Answer, WireRequest
    from corsac.core.url import ParseUrl


def _first_chunk(answer: WireResponse) -> Answer:
    """Give the failure of an answer whose first chunk is none, else the answer."""
    chunked = "transfer-encoding" in answer.headers and not answer.body
    return answer.fault if chunked and answer.fault is not None else answer


def _with_types(answer: WireResponse, first: WireResponse) -> WireResponse:
    """Put the first answer's Content-Type lines before the second's."""
    types = tuple(line for line in first.headers if line[0].lower() == "content-type")
    return replace(answer, headers=Headers((*types, *answer.headers)))


@dataclass(slots=True)
class Load:
    """A fetch in progress (fetch#fetch-params). `now` moves with each answer, in seconds."""

    profile: Profile
    settings: Settings
    parse: ParseUrl
    cache: PreflightCache
    cookies: CookieJar
    http_cache: HttpCache
    recorder: Recorder
    request: Request
    now: float
    #: What the console is told at the end.
    complaint: Complaint | None = None

    def send(self, wire: WireRequest) -> Generator[WireRequest, Arrival, Answer]:
        """Ask for one wire request; give its answer and record the exchange."""
        answer, self.now = yield wire
        self.recorder.exchanges.append(Exchange(wire, answer))
        return answer

    def exchange(self, wire: WireRequest) -> Generator[WireRequest, Arrival, Answer]:
        """Send a request, once more where its status asks for that; give the last answer.

        (fetch#http-network-fetch, "421", and an engine's own)
        """
        profile = self.profile
        answer = yield from self.send(wire)
        if not isinstance(answer, WireResponse):
            return answer
        again = answer.status in profile.repeated_statuses
        if again or (not wire.preflight and answer.status in profile.repeated_if_reused):
            first = answer
            answer = yield from self.send(wire)
            if profile.repeated_joins_types and isinstance(answer, WireResponse):
                answer = _with_types(answer, first)
        if profile.needs_good_chunks and isinstance(answer, WireResponse):
            answer = _first_chunk(answer)
        if isinstance(answer, WireResponse) and answer.status in profile.fatal_statuses:
            return Failure(FailureKind.MALFORMED, f"status {answer.status}")
        return answer

    def received(self, answer: WireResponse) -> Received:
        """Take the latest exchange's answer into the algorithms."""
        return Received(answer, len(self.recorder.exchanges) - 1)

    def lacks_http2(self) -> bool:
        """Tell whether the server is known to speak no HTTP/2, which streams need."""
        if self.request.url.scheme == "http":
            return True
        last = self.recorder.exchanges[-1].answer if self.recorder.exchanges else None
        return isinstance(last, WireResponse) and last.version.startswith("HTTP/1")

    def blocked_before(self, reason: Reason, detail: str = "") -> Block:
        """End it before this hop sent anything."""
        phase = Phase.REDIRECT if self.request.redirects else Phase.BEFORE
        return Block(reason, phase, self.recorder.last, detail)

    def died(self, answer: Failure, phase: Phase) -> Block:
        """End it because a request got no answer (fetch#concept-network-error)."""
        return Block(Reason.NETWORK, phase, self.recorder.last, answer.kind.value)
