"""Nodes by their places."""

from __future__ import annotations

import ast

from corsac.targets.defects.code.facts import Place
from corsac.targets.defects.code.python import Python
from corsac.targets.defects.settings.nodes import Nodes
from corsac.targets.defects.source import Kind, Source

TEXT = "def f():\n    g(h(x), allow_credentials=False)\nA = 1\nA = {'supports_credentials': True}\n"


def nodes(text: str = TEXT) -> Nodes:
    return Nodes(Python(Source("a.py", text, Kind.PYTHON)))


def place(part: str, text: str = TEXT) -> Place:
    start = text.index(part)
    return Place(start, start + len(part))


def test_what_is_around_a_place_is_the_smallest() -> None:
    made = nodes()
    call, statement = made.call_around(place("x")), made.statement_at(place("x"))
    assert call is not None
    assert ast.unparse(call) == "h(x)"
    assert isinstance(statement, ast.Expr)
    assert isinstance(made.at(place("x")), ast.Name)
    assert made.at(Place(0, 1)) is None
    assert made.call_around(place("A = 1")) is None
    assert nodes("").statement_at(Place(0, 0)) is None


def test_the_last_assignment_counts_and_credentials_are_found() -> None:
    made = nodes()
    last = made.assigned("A")
    assert last is not None
    assert isinstance(last.value, ast.Dict)
    held = made.credentials(place("x"))
    assert isinstance(held, ast.Constant)
    assert nodes("CORS_ALLOW_CREDENTIALS = True").credentials(Place(0, 1)) is not None
    assert nodes("CORS_ALLOW_CREDENTIALS = False").credentials(Place(0, 1)) is None
    own = "f(x, allow_credentials=True)"
    assert nodes(own).credentials(place("x", own)) is not None
