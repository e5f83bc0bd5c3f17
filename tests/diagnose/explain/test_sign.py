"""Causes and how sure a line makes of them; every one is a rule."""

from __future__ import annotations

from corsac.core.findings import Confidence
from corsac.diagnose.explain.sign import high, low, medium
from corsac.diagnose.explain.signs import CODES, SIGNS
from corsac.evidence.console import CATALOGUE as LINES
from corsac.evidence.saying import Family
from corsac.rules import CATALOGUE

NAMES = {each.RULE.name for each in CATALOGUE}


def test_three_degrees() -> None:
    degrees = [make("x").confidence for make in (high, medium, low)]
    assert degrees == [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]


def test_every_cause_is_a_rule() -> None:
    causes = [cause for sign in (*SIGNS.values(), *CODES.values()) for cause in sign.causes]
    assert {cause.rule for cause in causes} <= NAMES


def test_every_saying_of_a_console_is_worth_something() -> None:
    for frame in LINES:
        for saying in frame.sayings:
            known = saying.code in CODES or saying.reason is not None
            assert known or saying.family in {Family.CORS, Family.WARNING, Family.ASIDE}
            if saying.reason is not None and saying.code not in CODES:
                assert (saying.reason, None) in SIGNS, saying.reason
