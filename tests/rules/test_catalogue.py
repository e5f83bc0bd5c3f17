"""The catalogue as a whole: every page's examples are run, and rules don't fight."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corsac.browser.outcome import Reason
from corsac.rules import CATALOGUE, RuleModule, examine
from corsac.rules.example import examples_of
from tests.rules.play import play

RULES = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.RULE.name)


@RULES
def test_the_bad_example_gives_this_rule_alone(rule: RuleModule) -> None:
    bad, _ = examples_of(rule.RULE)
    assert [finding.rule.name for finding in examine(play(bad))] == [rule.RULE.name]


@RULES
def test_the_good_example_gives_nothing(rule: RuleModule) -> None:
    _, good = examples_of(rule.RULE)
    assert examine(play(good)) == ()


def test_every_reason_to_block_is_claimed() -> None:
    claimed = {reason for rule in CATALOGUE for reason in rule.CLAIMS}
    assert claimed == set(Reason)


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.RULE.code for rule in CATALOGUE]
    assert all(one < other for one, other in pairwise(codes))
    assert len({rule.RULE.name for rule in CATALOGUE}) == len(CATALOGUE)
