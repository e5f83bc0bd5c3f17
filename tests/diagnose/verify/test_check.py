"""A check as a value: its code, its page, its severity; judges of one answer and of many."""

from __future__ import annotations

import re

import pytest

from corsac.core.findings import Severity, Text
from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse
from corsac.diagnose.verify.check import Ask, Check, Fault, Level, Seen, each
from corsac.diagnose.verify.checks import CHECKS
from corsac.diagnose.verify.ground import Place
from corsac.rules import CATALOGUE
from corsac.targets.defects import RULES

ASK = Ask(Place("https://api.example/"), WireRequest("GET", "https://api.example/"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_page_says_what_holds_why_and_what_mends_it(check: Check) -> None:
    page = check.page
    assert page.startswith(f"{check.title}.\n")
    assert f"Level: {check.level.value}. Clause: `{check.clause}`." in page
    assert "## Why\n" in page
    assert "## What mends it\n" in page
    assert re.fullmatch(r"(?:fetch|rfc\d+(?:bis)?)#[a-z0-9.-]+", check.clause)
    assert check.why.endswith(".")
    assert check.mend.endswith(".")
    assert "{" not in check.title + check.why + check.mend


def test_numbers_and_names_stand_once_and_are_no_rule_s() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    others = [module.RULE for module in CATALOGUE] + list(RULES)
    assert not set(codes) & {rule.code for rule in others}
    assert not {check.name for check in CHECKS} & {rule.name for rule in others}


def test_what_should_be_is_a_warning_and_the_rest_are_errors() -> None:
    for check in CHECKS:
        expected = Severity.WARNING if check.level is Level.SHOULD else Severity.ERROR
        assert check.rule.severity is expected
        assert (check.rule.code, check.rule.name) == (check.code, check.name)


def test_a_judge_of_one_answer_sees_each_and_no_failure() -> None:
    judge = each(lambda seen, response: iter([Fault(seen, Text(str(response.status)))]))
    seen = [
        Seen(ASK, WireResponse(200), 0),
        Seen(ASK, Failure(FailureKind.CLOSED), 1),
        Seen(ASK, WireResponse(404), 2),
    ]
    assert [str(fault.message) for fault in judge(seen)] == ["200", "404"]
