"""Lines are measured in the terminal's cells and broken where people can still read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.render.cells import cells, fit, plain, wrap
from corsac.render.look import Line, Piece, Style

TEXTS = st.text(st.sampled_from("ab/,? 简体。é✗")).map(str.strip)


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line)


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    lines = wrap([Piece(text)], width, [Piece(first)] if first else (), rest)
    return [text_of(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("é…✗", 3), ("简体", 4), ("e\u0301", 1)]
)
def test_width_is_in_cells(text: str, width: int) -> None:
    assert cells(text) == width


@given(TEXTS, st.integers(min_value=4, max_value=30))
def test_no_line_is_wider_than_asked_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width, "> ", "  ")
    assert all(cells(line.rstrip()) <= width for line in lines)
    joined = "".join(lines).replace("> ", "", 1)
    assert joined.replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.integers(min_value=3, max_value=20))
def test_what_is_fitted_fits(text: str, room: int) -> None:
    assert cells(fit(text, room, "…")) <= room


def test_words_go_to_the_next_line() -> None:
    assert wrapped("one two three", 8, "> ", "  ") == ["> one", "  two", "  three"]


def test_a_url_is_broken_after_a_slash_or_the_like() -> None:
    assert wrapped("https://api.example/items/comments", 22) == [
        "https://api.example/",
        "items/comments",
    ]


def test_a_long_word_begins_where_there_is_room() -> None:
    assert wrapped("at https://api.example/a/b/c/d", 20) == ["at https://", "api.example/a/b/c/d"]
    assert wrapped("a longer beginning https://api.example/a/b", 22) == [
        "a longer beginning",
        "https://api.example/a/",
        "b",
    ]


def test_chinese_is_broken_between_characters_but_not_before_a_stop() -> None:
    assert wrapped("浏览器阻止了它。", 14) == ["浏览器阻止了", "它。"]


def test_styles_survive_wrapping() -> None:
    lines = wrap([Piece("red ", Style.BAD), Piece("plain")], 6)
    assert lines == [(Piece("red", Style.BAD),), (Piece(""), Piece("plain"))]


def test_pieces_without_a_space_between_them_stay_together() -> None:
    assert [text_of(line) for line in wrap([Piece("aa"), Piece("bb cc")], 4)] == ["aabb", "cc"]


def test_the_middle_goes_first() -> None:
    assert fit("https://api.example/items", 15, "…") == "https://ap…tems"
    assert fit("简体中文简体中文", 9, "…") == "简体中…文"
    assert fit("short", 15, "…") == "short"


def test_a_plain_line_is_one_piece() -> None:
    assert plain("text", Style.DIM) == (Piece("text", Style.DIM),)


def test_blanks_at_the_ends_are_dropped() -> None:
    assert wrapped("  one  two ", 20) == ["one two"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    lines = wrap([Piece("一二三四（"), Piece("get"), Piece("）。五六")], 10)
    shown = ["".join(piece.text for piece in line) for line in lines]
    assert shown == ["一二三四", "（get）。", "五六"]
