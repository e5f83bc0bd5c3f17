"""Paths as segments, and every reading of a doubtful one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.policy.paths import is_doubtful, readings, segments


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ()),
        ("", ()),
        ("/a", ("a",)),
        ("/a/", ("a",)),
        ("/a/b.c", ("a", "b.c")),
        ("/a.b/..c", ("a.b", "..c")),
        ("*", ("*",)),
    ],
)
def test_an_ordinary_path_has_one_reading(path: str, expected: tuple[str, ...]) -> None:
    assert segments(path) == expected
    assert readings(path) == (expected,)


@pytest.mark.parametrize(
    ("path", "among"),
    [
        ("/public/../admin", ("admin",)),
        ("/public/%2e%2e/admin", ("admin",)),
        ("/public/%252e%252e/admin", ("admin",)),
        ("/public%2fx", ("public", "x")),
        ("/public\\..\\admin", ("admin",)),
        ("/public/..;/admin", ("admin",)),
        ("//public", ("public",)),
        ("/./public", ("public",)),
        ("/a/..", ()),
        ("/a?/../b", ("a",)),
        ("/a?/../b", ("a?", "..", "b")),
        ("/a?/../b", ("b",)),
        ("/../../x", ("x",)),
        ("/a%ffb", ("a\ufffdb",)),
    ],
)
def test_a_doubtful_path_is_read_as_each_program_may(path: str, among: tuple[str, ...]) -> None:
    assert is_doubtful(path)
    assert among in readings(path)
    assert len(readings(path)) > 1


def test_a_long_path_is_read_unless_it_is_doubtful() -> None:
    assert readings("/a" * 5000) == (("a",) * 5000,)
    assert readings("/a" * 5000 + "/..") == ()


@given(st.text("ab/.%2e5f;\\?", max_size=16))
def test_readings_are_few_and_different(path: str) -> None:
    found = readings(path)
    assert 1 <= len(found) == len(set(found)) <= 12
