"""Expressions are worked out without being run; what can't be told says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.findings import Span
from corsac.targets.defects.source import SourceError
from corsac.targets.settings.program import Program
from corsac.targets.settings.values import Regex, Table, Unknown
from tests.targets.settings.test_bindings import found

UNTOLD = "can't be told from this file"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("['a', *('b', 'c')]", ["a", "b", "c"]),
        ("{'a'}", ["a"]),
        ("'a' + 'b'", "ab"),
        ("['a'] + ['b']", ["a", "b"]),
        ("list(('a',))", ["a"]),
        ("set()", []),
        ("'a, b'.split(', ')", ["a", "b"]),
        ("' A '.strip().lower()", "a"),
        ("[x.strip() for x in 'a, b'.split(',') if x]", ["a", "b"]),
        ("-1", -1),
        ("not ''", True),
        ("1 if True else 2", 1),
        ("1 == 1", True),
        ("'a' != 'a'", False),
        ("f'https://{\"app\"}.example'", "https://app.example"),
        ("{'a': 1}['a']", 1),
        ("int('5')", 5),
        ("str(5)", "5"),
        ("bool(0)", False),
        ("datetime.timedelta(hours=1)", 3600),
        ("datetime.timedelta(1)", 86_400),
        ("[*X]", ["X is not set in this file"]),
        ("[*'a']", ["is no list that could be put in here"]),
        ("['a'] + X", ["a", "X is not set in this file"]),
        ("X + ['a']", ["X is not set in this file", "a"]),
        ("os.environ['X']", "os.environ['X'] comes from the environment"),
        ("os.environ", "os.environ comes from the environment"),
        ("os.getenv('X')", "os.getenv('X') comes from the environment"),
        ("env.list('X')", "env.list('X') comes from the environment"),
        ("os.getenv('X').split(',')", "os.getenv('X') comes from the environment"),
        ("settings.X", "settings.X is not set in this file"),
        ("X if Y else Z", "X if Y else Z depends on a condition"),
        ("int('a')", "int('a') raises an exception"),
        ("'a'.split('')", "'a'.split('') raises an exception"),
        ("'a'.split(X)", f"'a'.split(X) {UNTOLD}"),
        ("{'a': 1}['b']", "{'a': 1}['b'] is not there"),
        ("X['b']", f"X['b'] {UNTOLD}"),
        ("1 < 2", f"1 < 2 {UNTOLD}"),
        ("X == 2", f"X == 2 {UNTOLD}"),
        ("-X", f"-X {UNTOLD}"),
        ("f'{X}'", f"f'{{X}}' {UNTOLD}"),
        ("[f(x) for x in ['a']]", f"[f(x) for x in ['a']] {UNTOLD}"),
        ("[x for x in A for y in B]", f"[x for x in A for y in B] {UNTOLD}"),
        ("datetime.timedelta(X)", f"datetime.timedelta(X) {UNTOLD}"),
        ("1 + 1", f"1 + 1 {UNTOLD}"),
        ("f()", f"f() {UNTOLD}"),
        ("lambda: 1", f"lambda: 1 {UNTOLD}"),
        ("{**X}", "X is not set in this file"),
        ("dict(**X)", f"X {UNTOLD}"),
    ],
)
def test_expressions(expression: str, value: object) -> None:
    assert found(f"import os, datetime\nCHECK({expression})") == value


def first(text: str) -> object:
    program = Program(text, "a.py", {"lib.KNOWN": ("a",)})
    return next(call for call in program.calls() if call.name == "CHECK").positional[0]


def test_tables_and_expressions_keep_what_they_hold() -> None:
    table = first("CHECK({'a': 1, **{'b': 2}} | dict({'c': 3}, d=4))")
    assert isinstance(table, Table)
    assert list(table.fields()) == ["a", "b", "c", "d"]
    assert isinstance(first("import re\nCHECK(re.compile('a'))"), Regex)


def test_what_is_imported_is_known_or_named() -> None:
    assert str(getattr(first("from lib import KNOWN\nCHECK(KNOWN)"), "items", "")) != ""
    assert first("import lib\nCHECK(lib.KNOWN)") == first("from lib import KNOWN\nCHECK(KNOWN)")
    other = first("from .config import X as Y\nCHECK(Y)")
    assert isinstance(other, Unknown)
    assert str(other.reason) == "Y is imported from .config"


def test_places_are_in_characters_not_bytes() -> None:
    value = first("CHECK('é', 'x')")
    assert getattr(value, "span", None) == Span("a.py", 1, 7, 1, 10)
    program = Program("CHECK('é', 'x')", "a.py")
    assert [each.span for each in next(program.calls()).positional][1] == Span("a.py", 1, 12, 1, 15)


def test_names_that_lead_in_circles_end() -> None:
    assert "leads too far" in str(found("A = B\nB = A\nCHECK(A)"))


@given(st.text(alphabet="AB=[]'\"()+*.,: \n1f{}if", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        program = Program(text, "a.py")
    except SourceError:
        return
    for call in program.calls():
        assert call.span.line >= 1
