"""The cause does not depend on the engine, though each checks in its own order."""

from __future__ import annotations

import pytest

from corsac.browser import PROFILES, Profile
from corsac.rules import CATALOGUE, RuleModule, examine
from corsac.rules.example import examples_of
from tests.rules.play import play


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.RULE.name)
def test_each_engine_leads_to_the_same_rule(rule: RuleModule, profile: Profile) -> None:
    bad, good = examples_of(rule.RULE)
    assert [finding.rule.name for finding in examine(play(bad, profile))] == [rule.RULE.name]
    assert examine(play(good, profile)) == ()
