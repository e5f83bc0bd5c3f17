"""The shapes of values."""

from __future__ import annotations

import pytest

from corsac.policy.fields import BY_NAME
from corsac.policy.mistakes import Collector, Mistake
from corsac.policy.values import read_choice, read_list, read_seconds, read_switch


def collector() -> tuple[list[Mistake], Collector]:
    found: list[Mistake] = []
    return found, Collector(found)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("*", ("*",)),
        (["*"], ("*",)),
        (["b", "a"], ("b", "a")),
        (("b", "a"), ("b", "a")),
        ({"b", "a"}, ("a", "b")),
        (frozenset({"b", "a"}), ("a", "b")),
        ((text for text in "ba"), ("b", "a")),
        ({"b": 1, "a": 2}.keys(), ("b", "a")),
        ([], ()),
    ],
)
def test_a_list_of_texts_is_taken(value: object, read: tuple[str, ...]) -> None:
    found, here = collector()
    assert read_list(BY_NAME["allow_origins"], value, here) == read
    assert found == []


@pytest.mark.parametrize(
    ("value", "code", "mend"),
    [
        ("https://foo.com", "list-expected", 'write ["https://foo.com"]'),
        ("GET, PUT", "list-expected", 'write ["GET", "PUT"]'),
        (None, "list-expected", 'write a list, as in ["https://app.example"]'),
        (b"x", "list-expected", 'write a list, as in ["https://app.example"]'),
        ({"a": 1}, "list-expected", 'write a list, as in ["https://app.example"]'),
        (7, "list-expected", 'write a list, as in ["https://app.example"]'),
        (["a", 7], "text-expected", "write it in quotes"),
    ],
)
def test_anything_else_is_no_list(value: object, code: str, mend: str) -> None:
    found, here = collector()
    assert read_list(BY_NAME["allow_origins"], value, here) is None
    assert [(mistake.code, str(mistake.mend)) for mistake in found] == [(code, mend)]


def test_a_list_without_wildcard_says_so() -> None:
    found, here = collector()
    assert read_list(BY_NAME["presets"], "*", here) is None
    assert str(found[0].reason) == "is one text where a list is due"


@pytest.mark.parametrize("value", [True, False])
def test_a_switch_is_true_or_false(value: object) -> None:
    found, here = collector()
    assert read_switch(value, here) is value
    assert found == []


@pytest.mark.parametrize("value", [1, "true", None])
def test_nothing_else_is_a_switch(value: object) -> None:
    found, here = collector()
    assert not read_switch(value, here)
    assert [mistake.code for mistake in found] == ["switch-expected"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, None),
        (0, None),
        (86_400, None),
        (86_401, "max-age-too-long"),
        (10**9, "max-age-too-long"),
        (-1, "max-age-negative"),
        (True, "seconds-expected"),
        (1.5, "seconds-expected"),
        ("600", "seconds-expected"),
    ],
)
def test_seconds_are_whole_and_within_what_browsers_keep(value: object, code: str | None) -> None:
    found, here = collector()
    read = read_seconds(value, here)
    assert [mistake.code for mistake in found] == ([code] if code else [])
    if code is None:
        assert read == value


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("preflight_status", 200, 200),
        ("preflight_status", 204, 204),
        ("cross_origin_resource_policy", "same-site", "same-site"),
        ("cross_origin_resource_policy", None, None),
    ],
)
def test_a_choice_is_one_of_a_few(name: str, value: object, read: object) -> None:
    found, here = collector()
    assert read_choice(BY_NAME[name], value, here) == read
    assert found == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("preflight_status", 500),
        ("preflight_status", "204"),
        ("preflight_status", None),
        ("preflight_status", 204.0),
        ("cross_origin_resource_policy", "Same-Site"),
    ],
)
def test_another_value_is_no_choice(name: str, value: object) -> None:
    found, here = collector()
    assert read_choice(BY_NAME[name], value, here) is None
    assert [mistake.code for mistake in found] == ["choice-unknown"]
