"""A verification as workflow commands."""

from __future__ import annotations

from corsac.diagnose.verify.report import Outcome
from corsac.render.look import Look
from corsac.render.verification.to_github import render
from tests.render.verification.verifications import FAILED, PASSED, SHOULD, UNDECIDED, UNREACHABLE


def test_each_finding_is_an_annotation_of_its_severity() -> None:
    lines = render(FAILED, Look()).splitlines()
    assert len(lines) == len(FAILED.findings)
    assert lines[0].startswith("::error title=CORS340 ")
    assert render(SHOULD, Look()).startswith("::warning title=CORS325 ")


def test_without_a_finding_the_verdict_is_one() -> None:
    assert render(PASSED, Look()).startswith("::notice title=https%3A//api.example/items")
    assert f"PASSED: {PASSED.count(Outcome.PASSED)} checks%0A" in render(PASSED, Look())
    for bad in (UNDECIDED, UNREACHABLE):
        assert render(bad, Look()).startswith("::error title=")
