"""Running a scenario: the scripted server answers what the browser asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corsac.browser.machine import Browser
from corsac.browser.scenario.results import net_entry, step_result
from corsac.browser.scenario.server import ScriptedServer, reachable
from corsac.browser.url import parse_url
from corsac.core.messages import Failure, FailureKind

if TYPE_CHECKING:
    from corsac.browser.profile import Profile
    from corsac.browser.scenario.reading import Scenario, StepRequest
    from corsac.browser.settings import Settings
    from corsac.core.messages import Answer, WireRequest

#: What an exchange takes, in seconds: nothing that any cache would notice.
EXCHANGE_SECONDS = 0.002
#: What passes between two steps without a `wait`.
STEP_SECONDS = 0.01
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BROKEN = frozenset({FailureKind.RESET, FailureKind.CLOSED})


@dataclass(slots=True)
class _Running:
    """A scenario on its way."""

    scenario: Scenario
    browser: Browser
    server: ScriptedServer
    now: float = 0.0
    results: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    net: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    console: list[str] = field(default_factory=list[str])

    def step(self, index: int, step: StepRequest) -> None:
        """Run one step to its end."""
        self.now += step.wait + STEP_SECONDS
        fetch = self.browser.start(step.request, self.scenario.page, self.now)
        while fetch.pending is not None:
            answer = self.exchange(index, fetch.pending)
            self.now += EXCHANGE_SECONDS
            fetch.receive(answer, self.now)
        outcome = fetch.outcome
        if outcome is not None:
            self.console.extend(outcome.console)
            self.results.append(step_result(step, outcome, self.browser.profile))

    def exchange(self, index: int, request: WireRequest) -> Answer:
        """Send one request, again where an engine does."""
        profile = self.browser.profile
        url = parse_url(request.url)
        dead = Failure(FailureKind.MALFORMED) if url is None else reachable(url)
        if url is None or dead is not None:
            return dead or Failure(FailureKind.MALFORMED)
        tries = 1 + (profile.retries if request.method in _SAFE else profile.retries_unsafe)
        answer: Answer = Failure(FailureKind.RESET)
        for _ in range(tries):
            if url.path.startswith(f"/{self.scenario.id}/"):
                self.net.append(net_entry(index, request, url, self.scenario.id))
            answer = self.server.answer(request, url)
            if not (isinstance(answer, Failure) and answer.kind in _BROKEN):
                break
        return answer


def run_scenario(
    scenario: Scenario, profile: Profile, settings: Settings, *, tracing: bool = False
) -> dict[str, Any]:
    """Predict what an engine does with a scenario.

    Returns:
        `id`, `r` (results, one for each step), `net` (requests that reach the server) and `con`
        (console lines), in the shape of a recording's `out`.

    Raises:
        PageError: The scenario's page can't exist.
    """
    browser = Browser(profile, settings=settings, tracing=tracing)
    for cookie in scenario.cookies:
        browser.cookies.put(
            cookie.host,
            cookie.name,
            cookie.value,
            same_site=cookie.same_site,
            secure=cookie.secure,
            domain=cookie.domain,
            path=cookie.path,
        )
    running = _Running(scenario, browser, ScriptedServer(scenario.script, profile))
    for index, step in enumerate(scenario.steps):
        running.step(index, step)
    return {
        "id": scenario.id,
        "r": running.results,
        "net": running.net,
        "con": [{"t": line} for line in running.console],
    }
