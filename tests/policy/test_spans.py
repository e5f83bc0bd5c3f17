"""Where values stand in a TOML text: what is found there is the value."""

from __future__ import annotations

import tomllib
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.policy.spans import KEY, Path, Places


def cut(text: str, path: Path) -> str:
    span = Places(text, "f").find(path)
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    inner = lines[span.line : span.end_line - 1]
    first, last = lines[span.line - 1][span.column - 1 :], lines[span.end_line - 1]
    return "\n".join([first, *inner, last[: span.end_column - 1]])


TEXT = '''\
# a comment with [brackets] = and "quotes"
top = 1 # one
"quoted \\u0061.key" = 'literal # no comment'
dotted . name.'deep' = true

[a]
list = [ "x", # first
  'y]', """three
lines "inside" """,
  { k = 1, m.n = [2] },
]
date = 1979-05-27T07:32:00Z
multi = \'\'\'
raw ' text\'\'\'

[[a.tables]]
k = "one"
[[a.tables]]
k = "two"
[a.tables.sub]
deep = -7
[a.b."c d"]
e = []
'''


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("top",), "1"),
        (("top", KEY), "top"),
        (("quoted a.key",), "'literal # no comment'"),
        (("dotted", "name", "deep"), "true"),
        (("dotted", "name", "deep", KEY), "dotted . name.'deep'"),
        (("a", "list", 0), '"x"'),
        (("a", "list", 1), "'y]'"),
        (("a", "list", 2), '"""three\nlines "inside" """'),
        (("a", "list", 3, "k"), "1"),
        (("a", "list", 3, "m", "n", 0), "2"),
        (("a", "list", 3), "{ k = 1, m.n = [2] }"),
        (("a", "date"), "1979-05-27T07:32:00Z"),
        (("a", "multi"), "'''\nraw ' text'''"),
        (("a", "tables", 0, "k"), '"one"'),
        (("a", "tables", 1, "k"), '"two"'),
        (("a", "tables", 1), "[[a.tables]]"),
        (("a", "tables", 1, "sub", "deep"), "-7"),
        (("a", "b", "c d", "e"), "[]"),
        (("a", "b", "c d"), '[a.b."c d"]'),
        (("a", "tables", 1, "missing"), "[[a.tables]]"),
        (("nowhere", 7), ""),
    ],
)
def test_a_value_is_found(path: Path, expected: str) -> None:
    assert cut(TEXT, path) == expected


VALUES = st.recursive(
    st.sampled_from(['"a"', "'b'", "1", "true", '"]#\\""', "1.5", '""', "''"]),
    lambda inner: st.lists(inner, max_size=3).map(
        lambda items: "[ " + " ,\n # ]\n ".join(items) + " ]"
    ),
    max_leaves=5,
)


def _leaves(value: object, path: Path) -> list[tuple[Path, object]]:
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return [leaf for key, item in table.items() for leaf in _leaves(item, (*path, key))]
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [leaf for at, item in enumerate(items) for leaf in _leaves(item, (*path, at))]
    return [(path, value)]


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c.d", '"e f"']), VALUES), unique_by=lambda p: p[0]
    )
)
def test_what_stands_in_a_place_is_the_value(pairs: list[tuple[str, str]]) -> None:
    text = "[t]\n" + "\n".join(f"{key} = {value}" for key, value in pairs)
    for path, value in _leaves(tomllib.loads(text), ()):
        assert tomllib.loads(f"x = {cut(text, path)}")["x"] == value
