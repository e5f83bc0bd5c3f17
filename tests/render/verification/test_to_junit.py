"""A verification as JUnit's XML."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from corsac.core.findings import Culprit, Span, Text
from corsac.diagnose.verify.checks import CHECKS
from corsac.render.look import Look
from corsac.render.verification.to_junit import render
from tests.render.verification.verifications import FAILED, PASSED, SHOULD, UNDECIDED


def suite(text: str) -> ET.Element:
    root = ET.fromstring(text)  # noqa: S314 - it was just written
    (found,) = root.findall("testsuite")
    return found


def test_each_check_is_a_case_and_a_fault_a_failure() -> None:
    found = suite(render(FAILED, Look()))
    assert found.get("tests") == str(len(CHECKS)) == str(len(found.findall("testcase")))
    grave = [finding for finding in FAILED.findings if finding.rule.severity.value == "error"]
    assert found.get("failures") == str(len(grave)) == str(len(found.findall("testcase/failure")))
    (case,) = [each for each in found if (each.get("name") or "").startswith("CORS340 ")]
    failure = case.find("failure")
    assert case.get("classname") == "corsac.security"
    assert failure is not None
    assert "https://stranger.invalid" in (failure.get("message") or "")
    assert "corsac export TARGET" in (failure.text or "")


def test_what_only_should_be_is_skipped_with_a_message() -> None:
    found = suite(render(SHOULD, Look()))
    assert found.get("failures") == "0"
    messages = [each.get("message") or "" for each in found.findall("testcase/skipped")]
    assert any(message.startswith("should, and does not: ") for message in messages)


def test_what_could_not_be_made_is_an_error() -> None:
    assert suite(render(UNDECIDED, Look())).get("errors") != "0"
    assert suite(render(PASSED, Look())).get("errors") == "0"


def test_the_lines_that_made_it_are_named() -> None:
    culprit = Culprit(Span("site.conf", 2, 3, 2, 4), "a", Text("sent from here"), "nginx")
    findings = tuple(replace(each, culprits=(culprit,)) for each in FAILED.findings)
    found = suite(render(replace(FAILED, findings=findings), Look()))
    texts = [each.text or "" for each in found.findall("testcase/failure")]
    assert texts
    assert all("site.conf:2:3 (nginx): sent from here" in text for text in texts)
