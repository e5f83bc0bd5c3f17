"""A rule's page in the terminal."""

from __future__ import annotations

import pytest

from corsac.render.cells import cells
from corsac.render.look import Look, paint
from corsac.render.page import page
from corsac.rules import CATALOGUE


def drawn(text: str, look: Look | None = None) -> str:
    look = look or Look()
    return paint(page(text, look), look)


def test_markdown_s_signs_are_gone() -> None:
    text = (
        "First *one* with `code`.\n\n## Why\n\n- an item\n  that goes on\n\n```http\n> GET /\n```\n"
    )
    assert drawn(text) == (
        "First one with code.\n\nWhy\n\n- an item that goes on\n\n    > GET /\n\n"
    )


def test_code_has_its_colour() -> None:
    assert "\x1b[1;36mcode\x1b[0m" in drawn("`code`", Look(colour=True))


@pytest.mark.parametrize(
    "text",
    [each.RULE.page for each in CATALOGUE],
    ids=[each.RULE.code for each in CATALOGUE],
)
def test_every_page_can_be_drawn(text: str) -> None:
    lines = drawn(text, Look(width=60)).splitlines()
    assert all(cells(line) <= 60 or line.startswith("    ") for line in lines)
    assert not any(line.startswith(("#", "```")) for line in lines)
