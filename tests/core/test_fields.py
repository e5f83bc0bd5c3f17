"""The grammars of header values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.fields import (
    decode_and_split,
    delta_seconds,
    is_token,
    is_value,
    normalize_value,
    token_list,
)

TOKENS = st.from_regex(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+", fullmatch=True)
BYTES = st.text(st.characters(max_codepoint=0xFF))


@pytest.mark.parametrize("text", ["GET", "x-foo", "!#$%&'*+-.^_`|~", "0"])
def test_tokens(text: str) -> None:
    assert is_token(text)


@pytest.mark.parametrize("text", ["", " x", "x y", "a/b", "é", "a\n", "a,b", "(", "x\x00"])
def test_what_is_no_token(text: str) -> None:
    assert not is_token(text)


@pytest.mark.parametrize("value", ["", "a b", "a\tb", "\x80\xff", "\x01"])
def test_values(value: str) -> None:
    assert is_value(value)


@pytest.mark.parametrize("value", [" a", "a\t", "a\nb", "a\rb", "a\0b", "Ā"])
def test_what_is_no_value(value: str) -> None:
    assert not is_value(value)


def test_normalising_strips_both_ends() -> None:
    assert normalize_value("\r\n\t a b \n") == "a b"
    # No other kind of blank is one here.
    assert normalize_value("\x0ba\xa0") == "\x0ba\xa0"


@pytest.mark.parametrize(
    ("lines", "tokens"),
    [
        ([], ()),
        ([""], ()),
        ([" "], ()),
        (["GET"], ("GET",)),
        (["GET,PUT"], ("GET", "PUT")),
        ([",GET,, ,PUT ,"], ("GET", "PUT")),
        (["a\t,\tb"], ("a", "b")),
        (["a", "b"], ("a", "b")),
        (["a", ""], ("a",)),
        (["*"], ("*",)),
    ],
)
def test_lists_of_tokens(lines: list[str], tokens: tuple[str, ...]) -> None:
    assert token_list(lines) == tokens


@pytest.mark.parametrize("line", ["a b", '"a"', "a;b", "a/b", "GET,PU T", "\xa0", "a,\x0b"])
def test_one_bad_element_spoils_the_header(line: str) -> None:
    assert token_list([line]) is None
    assert token_list(["good", line]) is None
    assert token_list([line, "good"]) is None


@given(st.lists(st.lists(TOKENS)))
def test_a_list_is_read_as_it_was_written(lines: list[list[str]]) -> None:
    written = [" , ".join(line) for line in lines]
    assert token_list(written) == tuple(token for line in lines for token in line)


@pytest.mark.parametrize(
    ("value", "elements"),
    [
        ("", ("",)),
        ("nosniff,", ("nosniff", "")),
        (",nosniff", ("", "nosniff")),
        ("a,,b", ("a", "", "b")),
        (" a , b\t", ("a", "b")),
        ('"a,b",c', ('"a,b"', "c")),
        ('text/html;";charset=gbk"a', ('text/html;";charset=gbk"a',)),
        (r'"a\",b",c', (r'"a\",b"', "c")),
        ('a"b,c', ('a"b,c',)),
        ('"\\', ('"\\',)),
        ('x"a,b"y"c,d"z,w', ('x"a,b"y"c,d"z', "w")),
    ],
)
def test_commas_in_quotes_do_not_split(value: str, elements: tuple[str, ...]) -> None:
    assert decode_and_split(value) == elements


@given(BYTES)
def test_splitting_loses_nothing_but_blanks(value: str) -> None:
    squeezed = "".join(value.split("\t")).replace(" ", "")
    joined = ",".join(decode_and_split(value)).replace("\t", "").replace(" ", "")
    assert joined == squeezed


@given(st.lists(TOKENS, min_size=1))
def test_without_quotes_it_splits_like_a_list(tokens: list[str]) -> None:
    assert decode_and_split(",".join(tokens)) == tuple(tokens)


@pytest.mark.parametrize(("text", "seconds"), [("0", 0), ("600", 600), ("0005", 5)])
def test_seconds(text: str, seconds: int) -> None:
    assert delta_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "-1", "+5", "5 ", "1.5", "0x5", "٣", "5s"])
def test_what_is_no_number_of_seconds(text: str) -> None:
    assert delta_seconds(text) is None


def test_a_number_without_end_is_a_large_number() -> None:
    assert delta_seconds("9" * 20) == 10**20 - 1
    assert delta_seconds("9" * 9000) == 10**20
