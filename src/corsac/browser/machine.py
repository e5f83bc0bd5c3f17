"""The state machine's handle: a browser, and a fetch that asks for wire requests one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.client import client_of
from corsac.browser.complaint import Complaint
from corsac.browser.cookie_header import make_jar
from corsac.browser.fetch_api import InvalidRequestError
from corsac.browser.filtering import filtered
from corsac.browser.http_cache import CacheRules, HttpCache
from corsac.browser.initiators import build_request
from corsac.browser.load import Load
from corsac.browser.loading import run_load
from corsac.browser.outcome import Block, Outcome, Phase, Reason, Verdict
from corsac.browser.recorder import Recorder
from corsac.browser.settings import Settings
from corsac.browser.url import parse_url as default_parse_url
from corsac.core.trace import Result

if TYPE_CHECKING:
    from corsac.browser.profile import Profile
    from corsac.browser.request import Page, PageRequest
    from corsac.browser.state import Received, Sending
    from corsac.core.messages import Answer, WireRequest
    from corsac.core.url import ParseUrl


class Browser:
    """A browser with its preflight cache and its cookies; as many pages as are asked for.

    Args:
        profile: The engine.
        parse_url: The URL parser.
        settings: What the user switched.
        tracing: Whether outcomes carry a trace; without it, fetches are faster.
    """

    def __init__(
        self,
        profile: Profile,
        parse_url: ParseUrl = default_parse_url,
        settings: Settings | None = None,
        *,
        tracing: bool = True,
    ) -> None:
        self.profile = profile
        self.parse_url = parse_url
        self.settings = settings or Settings()
        self.preflight_cache = profile.make_cache()
        self.cookies = make_jar(profile, self.settings)
        self.http_cache = HttpCache(
            CacheRules(
                profile.caches_by_credentials,
                profile.cache_answers_heads,
                profile.vary_revalidates,
                profile.caches_redirects,
                profile.caches_found,
            )
        )
        self._tracing = tracing

    def start(self, request: PageRequest, page: Page, now: float) -> Fetch:
        """Begin what script or an element asks for.

        Args:
            request: What is asked.
            page: Where.
            now: The time in seconds, from any start; it only has to move forward.

        Returns:
            A fetch that is over already, or waits for the answer of its `pending` wire request.

        Raises:
            PageError: The page can't exist.
        """
        client = client_of(page, self.parse_url)
        recorder = Recorder(tracing=self._tracing)
        try:
            built = build_request(request, client, self.profile, self.parse_url)
        except InvalidRequestError as error:
            recorder.step(
                "fetch#dom-request", "invalid-request", Result.FAIL, ("because", str(error))
            )
            block = Block(Reason.INVALID_REQUEST, Phase.BEFORE, None, str(error))
            return Fetch.over(Outcome(Verdict.BLOCKED, None, block, (), tuple(recorder.steps)))
        load = Load(
            self.profile,
            self.settings,
            self.parse_url,
            self.preflight_cache,
            self.cookies,
            self.http_cache,
            recorder,
            built,
            now,
        )
        return Fetch(load)


class Fetch:
    """One fetch: send what is `pending`, hand the answer to `receive`, until there is `outcome`.

    Attributes:
        pending: The wire request whose answer is waited for; None once it is over.
        outcome: The end; None before it.
    """

    __slots__ = ("_load", "_run", "outcome", "pending")

    def __init__(self, load: Load | None) -> None:
        self.pending: WireRequest | None = None
        self.outcome: Outcome | None = None
        self._load = load
        self._run: Sending | None = None
        if load is not None:
            self._run = run_load(load)
            self._advance(None)

    @classmethod
    def over(cls, outcome: Outcome) -> Fetch:
        """Make a fetch that ended before it began."""
        fetch = cls(None)
        fetch.outcome = outcome
        return fetch

    def receive(self, answer: Answer, now: float) -> None:
        """Take the pending wire request's answer.

        Args:
            answer: The response, or how the request died.
            now: The time in seconds.

        Raises:
            RuntimeError: Nothing is pending.
        """
        if self.pending is None:
            msg = "no wire request is pending"
            raise RuntimeError(msg)
        self._advance((answer, now))

    def _advance(self, arrival: tuple[Answer, float] | None) -> None:
        """Run until the next wire request or the end."""
        run, load = self._run, self._load
        if run is None or load is None:
            return
        try:
            self.pending = next(run) if arrival is None else run.send(arrival)
        except StopIteration as stop:
            self.pending = None
            self.outcome = _outcome(load, stop.value)


def _outcome(load: Load, result: Received | Block) -> Outcome:
    """Make the outcome of what main fetch gave."""
    recorder = load.recorder
    response = None
    block = None
    if isinstance(result, Block):
        block = result
        complaint = load.complaint or Complaint(result, load.request)
        recorder.print(load.profile.console(complaint))
        verdict = Verdict.FAILED if result.reason is Reason.NETWORK else Verdict.BLOCKED
    else:
        response = filtered(load, result)
        verdict = Verdict.ALLOWED
    return Outcome(
        verdict,
        response,
        block,
        tuple(recorder.console),
        tuple(recorder.steps),
        tuple(recorder.exchanges),
    )
