"""JavaScript's calls, objects and constants."""

from __future__ import annotations

import pytest

from corsac.targets.defects.script.calls import calls, pair_of, value_of, without_pair
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax


def tree(text: str) -> Syntax:
    return Syntax(Source("a.ts", text, Kind.TYPESCRIPT))


def test_values_are_looked_up_behind_names() -> None:
    made = tree("const b = 1; const headers = b; f({ 'a': (b as any), headers, [c]: 2, d })")
    (call,) = [each for each in calls(made) if each.name == "f"]
    for name, text in (("a", "1"), ("headers", "1")):
        value = value_of(made, call.arguments[0], name)
        assert value is not None
        assert made.text(value) == text
    assert value_of(made, call.arguments[0], "c") is None
    assert value_of(made, None, "a") is None


def test_a_name_of_itself_ends() -> None:
    made = tree("const a = a; f({ x: a })")
    (call,) = calls(made)
    assert value_of(made, call.arguments[0], "x") is not None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("f({ a: 1, b: 2 })", "f({ b: 2 })"),
        ("f({ b: 2, a: 1 })", "f({ b: 2 })"),
        ("f({ a: 1 })", "f({ })"),
        ("f({\n  a: 1,\n  b: 2,\n})", "f({\n  b: 2,\n})"),
        ("f({\n  b: 2,\n  a: 1\n})", "f({\n  b: 2,\n})"),
    ],
)
def test_a_member_goes_with_its_comma(text: str, left: str) -> None:
    made = tree(text)
    (call,) = calls(made)
    pair = pair_of(made, call.arguments[0], "a")
    assert pair is not None
    edit = without_pair(made, pair)
    start = made.source.offset(edit.span.line, edit.span.column)
    end = made.source.offset(edit.span.end_line, edit.span.end_column)
    assert text[:start] + edit.text + text[end:] == left
