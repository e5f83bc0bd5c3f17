"""Findings are data; their sentences are templates with named holes."""

from __future__ import annotations

from corsac.core.findings import Confidence, Finding, Party, Rule, Text


def test_a_text_fills_its_holes() -> None:
    text = Text.of("{header} is {count} lines", header="Vary", count=2)
    assert str(text) == "Vary is 2 lines"
    assert text.template == "{header} is {count} lines"


def test_a_finding_has_the_code_of_its_rule() -> None:
    rule = Rule("CORS001", "no-cors-headers", "missing", "a title", "a page")
    finding = Finding(rule, Party.BACKEND, Confidence.HIGH, Text("x"))
    assert finding.code == "CORS001"


def test_words_that_are_said_already_have_no_holes() -> None:
    assert str(Text.literal('{"a": 1}')) == '{"a": 1}'
