"""A review, by `to_json`."""

from __future__ import annotations

from corsac.render.review.to_json import render
from tests.render.review.reviews import FULL, LOOK, without_place


def test_every_finding_is_in_it() -> None:
    text = render(FULL, LOOK)
    assert "CORS204" in text
    assert all(each.code in text for each in FULL.findings)
    assert text.endswith("\n")


def test_a_finding_without_a_place_is_told_with_its_notes() -> None:
    assert "a note" in render(without_place(), LOOK)
