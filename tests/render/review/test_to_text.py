"""A review, by `to_text`."""

from __future__ import annotations

from corsac.render.review.to_text import render
from tests.render.review.reviews import EMPTY, FULL, LOOK, without_place


def test_every_finding_is_in_it() -> None:
    text = render(FULL, LOOK)
    assert "error[CORS204]" in text
    assert all(each.code in text for each in FULL.findings)
    assert text.endswith("\n")


def test_a_finding_without_a_place_is_told_with_its_notes() -> None:
    assert "a note" in render(without_place(), LOOK)


def test_the_foot_counts() -> None:
    assert "3 mended." in render(FULL, LOOK)
    assert render(EMPTY, LOOK) == "Nothing found in 2 files.\n"


def test_no_line_is_wider_than_the_terminal() -> None:
    assert max(map(len, render(FULL, LOOK).splitlines())) <= LOOK.width
