"""A verification as SARIF."""

from __future__ import annotations

import json

from corsac.render.look import Look
from corsac.render.verification.to_sarif import render
from tests.render.verification.verifications import FAILED, PASSED, UNREACHABLE


def test_findings_are_results_of_their_rules() -> None:
    (run,) = json.loads(render(FAILED, Look()))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == [finding.code for finding in FAILED.findings]
    assert [result["ruleId"] for result in run["results"]] == rules
    assert "## Why" in run["tool"]["driver"]["rules"][0]["help"]["markdown"]


def test_where_nothing_is_wrong_there_are_no_results() -> None:
    (run,) = json.loads(render(PASSED, Look()))["runs"]
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_a_server_that_did_not_answer_is_no_clean_one() -> None:
    (run,) = json.loads(render(UNREACHABLE, Look()))["runs"]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    said = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert said == [str(note) for note in UNREACHABLE.notes]
    assert said != []
