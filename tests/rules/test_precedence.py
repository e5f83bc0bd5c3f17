"""Which finding stands first, and which is only what another one leads to."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Block, Phase, Reason
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.rules import CATALOGUE
from corsac.rules.precedence import LAST_RESORT, SUBSUMES, in_order, without_consequences


def found(name: str, exchange: int | None = 0) -> Finding:
    """Make a finding of a rule at an exchange."""
    rule = Rule("CORS900", "cause", name, "title", "page")
    where = None if exchange is None else Where(exchange)
    return Finding(rule, Party.BACKEND, Confidence.HIGH, Text.of("found"), where)


def names(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule.name for finding in findings]


def test_the_table_names_rules_that_exist() -> None:
    known = {rule.RULE.name for rule in CATALOGUE}
    assert set(SUBSUMES) <= known
    assert frozenset().union(*SUBSUMES.values()) <= known
    assert LAST_RESORT in known


def test_no_two_rules_explain_each_other() -> None:
    # Both would vanish, and nothing be left to say.
    for name, explained in SUBSUMES.items():
        assert name not in explained
        assert not any(name in SUBSUMES.get(other, ()) for other in explained)


@pytest.mark.parametrize(
    ("cause", "consequence"),
    [(name, other) for name, explained in SUBSUMES.items() for other in sorted(explained)],
)
def test_a_consequence_at_the_same_place_or_behind_it_is_left_out(
    cause: str, consequence: str
) -> None:
    here, behind = found(consequence), found(consequence, 1)
    assert without_consequences([here, found(cause), behind]) == (found(cause),)


def test_what_happened_before_the_cause_is_not_its_consequence() -> None:
    before, cause = found("preflight-not-ok", 0), found("no-cors-headers", 1)
    assert without_consequences([before, cause]) == (before, cause)


def test_what_never_left_comes_before_all_that_did() -> None:
    cause = found("no-cors-headers", None)
    assert without_consequences([found("preflight-not-ok", 0), cause]) == (cause,)
    placed, unplaced = found("no-cors-headers", 0), found("preflight-not-ok", None)
    assert without_consequences([placed, unplaced]) == (placed, unplaced)


def test_findings_that_have_nothing_to_do_with_each_other_all_stay() -> None:
    both = (found("bad-port"), found("mixed-content"))
    assert without_consequences(iter(both)) == both


def test_that_nothing_is_known_is_said_only_where_nothing_else_is() -> None:
    unknown = found(LAST_RESORT)
    assert without_consequences([unknown, found("bad-port")]) == (found("bad-port"),)
    assert without_consequences([unknown]) == (unknown,)
    assert without_consequences([]) == ()


CLAIMS = {
    "first": frozenset({Reason.PREFLIGHT_STATUS}),
    "second": frozenset({Reason.ALLOW_ORIGIN_MISSING}),
    "third": frozenset({Reason.ALLOW_ORIGIN_MISSING}),
}


def test_the_cause_of_the_block_stands_first_and_the_rest_as_a_browser_meets_it() -> None:
    block = Block(Reason.ALLOW_ORIGIN_MISSING, Phase.ACTUAL, 1)
    findings = [found("third", 2), found("first", 0), found("second", 1)]
    assert names(in_order(findings, block, CLAIMS)) == ["second", "first", "third"]


def test_a_claim_at_another_exchange_is_not_the_block_s() -> None:
    block = Block(Reason.ALLOW_ORIGIN_MISSING, Phase.ACTUAL, 1)
    findings = [found("first", 0), found("third", 2)]
    assert names(in_order(findings, block, CLAIMS)) == ["first", "third"]


def test_a_claim_without_a_place_is_the_block_s() -> None:
    block = Block(Reason.ALLOW_ORIGIN_MISSING, Phase.ACTUAL, 1)
    findings = [found("second", 1), found("third", None)]
    assert names(in_order(findings, block, CLAIMS)) == ["third", "second"]


def test_without_a_block_the_order_is_that_of_the_exchanges_then_of_the_catalogue() -> None:
    findings = [found("second", 1), found("first", 1), found("third", 0)]
    assert names(in_order(findings, None, CLAIMS)) == ["third", "second", "first"]
