"""Values of a running program, taken as settings."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

import pytest

from corsac.core.findings import Text
from corsac.targets.settings.values import (
    Listing,
    Regex,
    Scalar,
    Table,
    Unknown,
    arguments_of,
    text_of,
    truth_of,
    value_of,
)


class Options(NamedTuple):
    """As aiohttp-cors has its options."""

    max_age: int


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("a", Scalar("a")),
        (5, Scalar(5)),
        (None, Scalar(None)),
        (timedelta(minutes=2), Scalar(120)),
        (re.compile("a.c"), Regex("a.c")),
        (("a", 1), Listing((Scalar("a"), Scalar(1)))),
        ({"b", "a"}, Listing((Scalar("a"), Scalar("b")))),
        ({"a": ["b"]}, Table(((Scalar("a"), Listing((Scalar("b"),))),))),
        (Options(5), Table(((Scalar("max_age"), Scalar(5)),))),
    ],
)
def test_what_programs_hold_is_taken_as_it_is(data: object, value: object) -> None:
    assert value_of(data) == value


@pytest.mark.parametrize("data", [b"a", object(), re.compile(b"b")])
def test_what_no_setting_takes_is_unknown(data: object) -> None:
    assert isinstance(value_of(data), Unknown)


def test_truth_is_pythons_own() -> None:
    assert truth_of(Scalar("")) is False
    assert truth_of(Listing((Scalar(1),))) is True
    assert truth_of(Table()) is False
    assert truth_of(Regex("")) is True
    assert truth_of(Unknown(Text("who knows"))) is None


def test_only_texts_are_texts_and_keys() -> None:
    assert text_of(Scalar(5)) is None
    assert Table(((Scalar(5), Scalar(1)), (Scalar("a"), Scalar(2)))).fields() == {"a": Scalar(2)}


def test_arguments_win_over_keys_of_the_configuration() -> None:
    given = {"origins": "a", "CORS_ORIGINS": "b", "CORS_MAX_AGE": 5}
    found = arguments_of(given, {"CORS_ORIGINS": "origins", "CORS_MAX_AGE": "max_age"})
    assert found == {"origins": value_of("a"), "max_age": value_of(5)}
