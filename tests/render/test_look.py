"""Colours and glyphs only where the terminal has them."""

from __future__ import annotations

from corsac.render.look import Look, Piece, Style, paint

LINES = [(Piece("bad", Style.BAD), Piece(" …  ")), (), (Piece("  ", Style.BAD),)]


def test_colours_are_sgr_sequences_that_end_where_they_should() -> None:
    assert paint(LINES, Look(colour=True)) == "\x1b[31mbad\x1b[0m …\n\n\n"


def test_without_colour_there_is_text_alone() -> None:
    assert paint(LINES, Look()) == "bad …\n\n\n"


def test_what_ascii_lacks_becomes_an_escape() -> None:
    assert paint(LINES, Look(unicode=False)) == "bad \\u2026\n\n\n"


def test_glyphs_follow_the_encoding() -> None:
    assert Look().glyphs.bad == "✗"
    assert Look(unicode=False).glyphs.bad == "x"
