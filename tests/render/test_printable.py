"""Nothing a stranger wrote moves the cursor or turns a line round."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corsac.render import printable

ANYTHING = st.text(st.characters(exclude_categories=()))


@given(ANYTHING)
def test_a_line_holds_no_control_and_no_invisible_character(text: str) -> None:
    shown = printable.line(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(shown) & set("\u202e\u2066\u200b\ufeff\u061c\U000e0041")
    shown.encode()


@given(ANYTHING)
def test_a_block_keeps_line_feeds_and_tabs_alone(text: str) -> None:
    shown = printable.block(text)
    assert {c for c in shown if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    assert printable.line(shown.replace("\n", "").replace("\t", "")) == printable.line(
        shown.replace("\n", "").replace("\t", "")
    )


@given(ANYTHING)
def test_bytes_from_the_wire_become_printable_ascii(text: str) -> None:
    assert all(" " <= c <= "~" for c in printable.wire(text))


def test_escapes_look_as_in_python() -> None:
    assert printable.line("\x1b[31mred\x1b[0m") == "\\x1b[31mred\\x1b[0m"
    assert printable.line("a\u202eb\U000e0041") == "a\\u202eb\\U000e0041"
    assert printable.wire("caf\xc3\xa9") == "caf\\xc3\\xa9"


def test_what_is_plain_stays_as_it_is() -> None:
    text = "简体中文，café \u2018quoted\u2019"
    assert printable.line(text) == text
    assert printable.block(f"{text}\n\tindented") == f"{text}\n\tindented"
