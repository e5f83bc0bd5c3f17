"""Python's operators on values that are known, and on those that are not."""

from __future__ import annotations

import ast
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.findings import Span, Text
from corsac.targets.settings import operators
from corsac.targets.settings.values import Listing, Scalar, Table, Unknown, value_of

if TYPE_CHECKING:
    from corsac.targets.settings.values import Value

HERE = Span("a.py", 1, 1, 1, 2)
UNKNOWN = Unknown(Text("is not known"), HERE)


def scalar(value: Value | None) -> object:
    assert isinstance(value, Scalar)
    return value.data


@given(st.text(max_size=20), st.text(max_size=20))
def test_texts_are_added_as_python_adds_them(one: str, other: str) -> None:
    assert scalar(operators.total(value_of(one), value_of(other), HERE)) == one + other


def test_a_list_keeps_what_is_known_beside_what_is_not() -> None:
    known = Listing((Scalar("a"),), HERE)
    assert operators.total(known, UNKNOWN, HERE) == Listing((Scalar("a"), UNKNOWN), HERE)
    assert operators.total(UNKNOWN, known, HERE) == Listing((UNKNOWN, Scalar("a")), HERE)
    assert operators.total(known, Scalar("a"), HERE) is None


def test_of_two_tables_the_right_one_wins() -> None:
    left, right = value_of({"a": 1, "b": 1}), value_of({"b": 2})
    both = operators.total(left, right, HERE)
    assert isinstance(both, Table)
    assert {name: scalar(value) for name, value in both.fields().items()} == {"a": 1, "b": 2}


def test_what_is_put_together_has_an_end() -> None:
    long = Scalar("a" * operators.LARGEST)
    assert scalar(operators.total(long, long, HERE)) == long.data
    assert scalar(operators.joined([long, long], HERE)) == long.data
    assert operators.joined([long, UNKNOWN], HERE) is None


def test_signs_and_comparisons() -> None:
    assert scalar(operators.signed(ast.USub(), Scalar(5), HERE)) == -5
    assert scalar(operators.signed(ast.Not(), Scalar(""), HERE)) is True
    assert operators.signed(ast.USub(), Scalar("a"), HERE) is None
    assert operators.signed(ast.USub(), UNKNOWN, HERE) is None
    assert operators.signed(ast.Not(), UNKNOWN, HERE) is None
    assert scalar(operators.compared(ast.Eq(), Scalar(1), Scalar(1), HERE)) is True
    assert scalar(operators.compared(ast.NotEq(), Scalar(1), Scalar(1), HERE)) is False
    assert operators.compared(ast.Eq(), UNKNOWN, Scalar(1), HERE) is None


@given(
    st.dictionaries(
        st.sampled_from(["weeks", "days", "hours", "minutes", "seconds"]), st.integers(0, 9)
    )
)
def test_a_duration_is_its_seconds(given: dict[str, int]) -> None:
    named = {unit: value_of(number) for unit, number in given.items()}
    expected = timedelta(**given).total_seconds()
    assert scalar(operators.duration([], named, HERE)) == expected


def test_a_duration_by_places_begins_with_days() -> None:
    assert scalar(operators.duration([Scalar(1), Scalar(5)], {}, HERE)) == 86_405
    assert operators.duration([UNKNOWN], {}, HERE) is None


def test_methods_of_texts() -> None:
    assert operators.is_method("split")
    assert not operators.is_method("format")
    parts = operators.method("split", "a,b", [Scalar(",")], HERE)
    assert parts == Listing((Scalar("a", HERE), Scalar("b", HERE)), HERE)
    assert scalar(operators.method("lower", "A", [], HERE)) == "a"
    assert operators.method("split", "a", [UNKNOWN], HERE) is None
    with pytest.raises(ValueError, match="empty separator"):
        operators.method("split", "a", [Scalar("")], HERE)
    with pytest.raises(TypeError):
        operators.method("lower", "a", [Scalar("b")], HERE)


def test_conversions_raise_as_python_does() -> None:
    assert scalar(operators.converted("int", Scalar("7"), HERE)) == 7
    assert scalar(operators.converted("str", Scalar(7), HERE)) == "7"
    with pytest.raises(ValueError, match="invalid literal"):
        operators.converted("int", Scalar("a"), HERE)


def test_blanks_are_taken_off_texts_alone() -> None:
    assert scalar(operators.stripped(Scalar(" a "))) == "a"
    assert operators.stripped(UNKNOWN) is UNKNOWN
