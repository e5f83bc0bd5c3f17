"""Regular expressions are read into what they match; what is not known is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.targets.settings.expressions import Gap, NotUnderstoodError, Way, ways


def texts(expression: str) -> list[str]:
    """Write each way with what is left open as `_`."""
    return [
        "".join(each if isinstance(each, str) else "_" for each in way.pieces)
        for way in ways(expression)
    ]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("abc", ["abc"]),
        (r"a\.b\/c\-d", ["a.b/c-d"]),
        ("a|b|", ["a", "b", ""]),
        ("x(a|b)y", ["xay", "xby"]),
        ("x(?:a|b)?", ["x", "xa", "xb"]),
        ("(?P<name>a)", ["a"]),
        ("(?i)A", ["a"]),
        ("a?b", ["b", "ab"]),
        ("a{2}", ["aa"]),
        ("a{2,3}b", ["_b"]),
        ("a{,2}", ["_"]),
        ("[ab]", ["_"]),
        ("[.]", ["."]),
        ("[]a]", ["_"]),
        (r"[\w.-]+", ["_"]),
        ("a+?b*+", ["__"]),
        ("^a$", ["a"]),
        (r"\Aa\Z", ["a"]),
        (r"([a-z]+\.)+x", ["_.x"]),
        (r"([a-z]+\.)*x", ["x", "_.x"]),
        ("(ab)+", ["_b"]),
        ("(ab|c)*", ["", "_"]),
        ("A", ["a"]),
    ],
)
def test_ways(expression: str, found: list[str]) -> None:
    assert texts(expression) == found


def test_gaps_know_their_characters() -> None:
    assert ways(r"\d") == (Way((Gap(frozenset("0123456789")),)),)
    (way,) = ways("[^a]{3,}")
    (gap,) = way.pieces
    assert isinstance(gap, Gap)
    assert (gap.least, gap.most) == (3, None)
    assert "a" not in gap.chars
    assert ways("A", fold=False) == (Way(("A",)),)


@pytest.mark.parametrize(
    "expression",
    [
        "(?=a)", "(?!a)", r"\1", r"(a)\b", "a^b", "a$b", "(", ")", "[", "[a", "*", "a{x}", "\\",
        r"[\b]", "(^a)+", "a" * 3_000, "(a|b)" * 7, "|".join("abcdefgh" * 9), "(" * 100 + ")" * 100,
        "[a-",
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(expression: str) -> None:
    with pytest.raises(NotUnderstoodError):
        ways(expression)


@pytest.mark.filterwarnings("ignore:Possible:FutureWarning")  # re's own, for [1||] and [[]
@given(st.text(alphabet="ab.|()[]*+?{}1,2^$\\d-", max_size=20))
def test_any_text_is_read_or_refused_and_what_is_read_matches(expression: str) -> None:
    try:
        found = ways(expression)
    except NotUnderstoodError:
        return
    try:
        compiled = re.compile(expression, re.IGNORECASE)
    except (re.error, OverflowError):
        return
    for way in found:
        if all(isinstance(each, str) for each in way.pieces):
            assert compiled.fullmatch("".join(map(str, way.pieces))), (expression, way)
