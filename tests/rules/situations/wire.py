"""Situations from real servers: how they are written down, and the wire that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from corsac.browser import PROFILES, Profile
from corsac.core.findings import Confidence, Party
from corsac.rules import examine
from tests.rules.play import case_of

if TYPE_CHECKING:
    from collections.abc import Sequence

HIGH, MEDIUM = Confidence.HIGH, Confidence.MEDIUM
BACKEND, FRONTEND, PROXY, UNKNOWN = Party.BACKEND, Party.FRONTEND, Party.PROXY, Party.UNKNOWN

GET = """https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
"""
COOKIES = """https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
"""
PUT = """https://app.example runs fetch("https://api.example/items/1", {
  "method": "PUT", "headers": {"X-Trace": "1"}
})
> OPTIONS /items/1
> Origin: https://app.example
> Access-Control-Request-Method: PUT
> Access-Control-Request-Headers: x-trace
"""
TRACE = """https://app.example runs fetch("https://api.example/items", {
  "headers": {"X-Trace": "1"}
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-trace
"""
LET_IN = """< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: PUT
< Access-Control-Allow-Headers: X-Trace
"""
SENT_PUT = "> PUT /items/1\n> Origin: https://app.example\n"
STAND_IN = "? stand-in\n> GET /items/1\n> Origin: https://app.example\n"
STAND_IN_ITEMS = "? stand-in\n> GET /items\n> Origin: https://app.example\n"
NEAR = "? near-origin\n> GET /items\n"
NGINX_PAGE = (
    "< Server: nginx/1.22.1\n<\n< <html><body><hr><center>nginx/1.22.1</center></body></html>\n"
)


Told = tuple[tuple[str, ...], Party, Confidence]


@dataclass(frozen=True, slots=True)
class Situation:
    """What goes over the wire, and what is found; party and confidence are the first one's."""

    name: str
    text: str
    found: tuple[str, ...]
    party: Party
    confidence: Confidence

    @property
    def expected(self) -> Told:
        """What a diagnosis should say: the rules by name, whose it is, how sure."""
        return self.found, self.party, self.confidence

    def told_by(self, profile: Profile) -> Told:
        """What is said of it in an engine."""
        findings = examine(case_of(self.text, profile))
        rules = tuple(finding.rule.name for finding in findings)
        return rules, findings[0].party, findings[0].confidence


def in_each_engine(situations: Sequence[Situation]) -> pytest.MarkDecorator:
    """Tell each situation to each engine: the cause does not depend on who looks."""
    cases = [
        pytest.param(situation, profile, id=f"{situation.name}-{profile.name}")
        for situation in situations
        for profile in PROFILES.values()
    ]
    return pytest.mark.parametrize(("situation", "profile"), cases)
