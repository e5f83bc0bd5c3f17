"""How a defect says what it found."""

from __future__ import annotations

from corsac.core.findings import Confidence, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe, unsafe
from corsac.targets.defects.source import Kind, Source

SOURCE = Source("a", "text", Kind.NGINX)


def test_a_finding_has_its_place_and_its_fixes() -> None:
    edit = SOURCE.edit(0, 1, "")
    made = rule("CORS299", "name", "Title", None, Severity.INFO)
    finding = found(made, SOURCE.span(0, 4), Text("x"), fixes=safe(Text("y"), edit))
    assert (finding.code, finding.party, finding.confidence) == (
        "CORS299",
        Party.BACKEND,
        Confidence.HIGH,
    )
    assert finding.fixes[0].safe
    assert finding.fixes[0].edits == (edit,)


def test_safe_unsafe_and_advice_differ() -> None:
    assert not unsafe(Text("y"), SOURCE.edit(0, 1, ""))[0].safe
    assert advice(Text("y"), "snippet", "js")[0].edits == ()
