"""Blocks of an explanation."""

from __future__ import annotations

from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import Kind, fact, heading, items, paragraph, snippet


def test_each_maker_makes_its_kind() -> None:
    assert heading("Then {what}", what="x").kind is Kind.HEADING
    assert paragraph(Text("x")).kind is Kind.PARAGRAPH
    assert [each.kind for each in items((Text("a"), Text("b")))] == [Kind.ITEM, Kind.ITEM]
    assert str(fact("{engine}", Text("x"), engine="Firefox").label) == "Firefox"
    assert str(snippet("{not a hole}").text) == "{not a hole}"
