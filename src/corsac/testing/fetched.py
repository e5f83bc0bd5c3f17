"""What became of a request that a page made in a test."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corsac.browser.outcome import Verdict
from corsac.render.look import Look
from corsac.render.to_text import render
from corsac.testing.explain import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.browser.outcome import Outcome, ScriptResponse
    from corsac.browser.profile import Profile
    from corsac.browser.request import Page, PageRequest
    from corsac.core.findings import Finding
    from corsac.core.headers import Headers
    from corsac.core.messages import Answer, Exchange, WireRequest
    from corsac.diagnose.report import Report


@dataclass(frozen=True)
class Fetched:
    """The end of one request.

    `outcome` is the browser's, with console lines and exchanges. `errors` are the exceptions that
    the application let through meanwhile; `ask` asks it.
    """

    request: PageRequest
    page: Page
    origin: str
    profile: Profile
    outcome: Outcome
    errors: tuple[Exception, ...]
    ask: Callable[[WireRequest], Answer] = field(repr=False)

    @property
    def allowed(self) -> bool:
        """Whether script may read the answer."""
        return self.outcome.verdict is Verdict.ALLOWED

    @property
    def response(self) -> ScriptResponse:
        """What script sees of the answer.

        Raises:
            AssertionError: It sees nothing; the text says why.
        """
        if self.outcome.response is None:
            raise AssertionError(self.story())
        return self.outcome.response

    @property
    def status(self) -> int:
        """The status that script sees."""
        return self.response.status

    @property
    def headers(self) -> Headers:
        """The headers that script sees: the safelisted ones, and those that are exposed."""
        return self.response.headers

    @property
    def text(self) -> str:
        """The body as text."""
        return (self.response.body or b"").decode("utf-8", "replace")

    def json(self) -> Any:  # noqa: ANN401 -- whatever JSON holds
        """The body, read as JSON; raises ValueError where it is none."""
        return json.loads(self.text)

    @property
    def preflight(self) -> Exchange | None:
        """The first preflight and its answer, None where none was made."""
        return next((each for each in self.outcome.exchanges if each.request.preflight), None)

    @property
    def console(self) -> tuple[str, ...]:
        """What the browser prints about it."""
        return self.outcome.console

    @cached_property
    def report(self) -> Report:
        """What `corsac check` would say; made when it is asked for, while the browser is open."""
        return explain(self, self.ask)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The causes; the first is the answer. Empty where nothing blocks."""
        return self.report.findings

    def story(self) -> str:
        """Tell what happened as `corsac check` does."""
        raised = "".join(f"\nthe application raised {error!r}" for error in self.errors)
        return render(self.report, Look()) + raised
