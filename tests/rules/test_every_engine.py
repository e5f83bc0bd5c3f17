"""The cause does not depend on the engine, though each checks in its own order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser import PROFILES, Profile
from corsac.browser.outcome import Reason
from corsac.browser.profiles import find_profile
from corsac.rules import CATALOGUE, RuleModule, examine
from corsac.rules.example import Example, examples_of
from tests.rules.play import above_info, play, start

FIREFOX, WEBKIT = find_profile("firefox"), find_profile("webkit")
#: What Firefox and WebKit don't check, or can't do at all: told of each below.
NOT_EVERYWHERE = {
    "local-network-access",
    "stream-needs-http2",
    "authorization-under-star",
    "unexplained",
}
EVERYWHERE = [rule for rule in CATALOGUE if rule.RULE.name not in NOT_EVERYWHERE]


def _bad(name: str) -> Example:
    """Give a rule's bad example."""
    rule = next(rule.RULE for rule in CATALOGUE if rule.RULE.name == name)
    return examples_of(rule)[0]


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.RULE.name)
def test_each_engine_leads_to_the_same_rule(rule: RuleModule) -> None:
    bad, good = examples_of(rule.RULE)
    found = {
        name: (
            [finding.rule.name for finding in examine(play(bad, profile))],
            above_info(examine(play(good, profile))),
        )
        for name, profile in PROFILES.items()
    }
    nothing: list[str] = []
    assert found == {name: ([rule.RULE.name], nothing) for name in PROFILES}


@pytest.mark.parametrize("profile", [FIREFOX, WEBKIT], ids=lambda profile: profile.name)
def test_firefox_and_webkit_let_a_public_page_ask_this_machine(profile: Profile) -> None:
    asked = start(_bad("local-network-access"), profile).pending
    assert asked is not None
    assert (asked.method, asked.url) == ("GET", "https://localhost:8443/items")


def test_firefox_sends_the_stream_s_name_without_a_preflight() -> None:
    asked = start(_bad("stream-needs-http2"), FIREFOX).pending
    assert asked is not None
    assert (asked.method, asked.body) == ("POST", b"[object ReadableStream]")


def test_webkit_refuses_a_stream_as_an_argument() -> None:
    outcome = start(_bad("stream-needs-http2"), WEBKIT).outcome
    assert outcome is not None
    assert outcome.block is not None
    assert outcome.block.reason is Reason.INVALID_REQUEST


@pytest.mark.parametrize("profile", [FIREFOX, WEBKIT], ids=lambda profile: profile.name)
def test_browsers_let_a_star_cover_authorization(profile: Profile) -> None:
    (finding,) = examine(play(_bad("authorization-under-star"), profile))
    assert finding.rule.name == "authorization-under-star"


def test_the_letter_of_the_standard_blocks_authorization_under_a_star() -> None:
    bad = _bad("authorization-under-star")
    blocked = replace(bad, turns=bad.turns[:1])
    (finding,) = examine(play(blocked, find_profile("standard")))
    assert finding.rule.name == "authorization-under-star"


def test_firefox_finds_nothing_in_its_cache_and_no_rule_knows_why() -> None:
    (finding,) = examine(play(_bad("unexplained"), FIREFOX))
    assert finding.rule.name == "unexplained"
