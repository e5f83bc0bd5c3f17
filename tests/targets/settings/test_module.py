"""A Python file is parsed: its imports, its names, its places."""

from __future__ import annotations

import ast

import pytest

from corsac.core.findings import Span
from corsac.targets.defects.source import SourceError
from corsac.targets.settings.module import Module


def expression(module: Module) -> ast.expr:
    (statement,) = [each for each in module.tree.body if isinstance(each, ast.Expr)]
    return statement.value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from flask_cors import CORS\nCORS", "flask_cors.CORS"),
        ("from flask_cors import CORS as C\nC", "flask_cors.CORS"),
        ("import flask_cors\nflask_cors.CORS", "flask_cors.CORS"),
        ("import flask_cors.extension\nflask_cors.extension.CORS", "flask_cors.extension.CORS"),
        ("import a.b as c\nc.d", "a.b.d"),
        ("from . import settings\nsettings.X", "..settings.X"),
        ("from ..lib import X\nX", "..lib.X"),
        ("app.add", "app.add"),
        ("f().x", ""),
    ],
)
def test_what_is_named_is_named_whole(text: str, name: str) -> None:
    module = Module(text, "a.py")
    assert module.name(expression(module)) == name


def test_where_something_is_imported_from() -> None:
    module = Module("import a.b\nfrom c.d import e", "a.py")
    assert module.imports_from("c")
    assert module.imports_from("x", "a")
    assert not module.imports_from("b", "d", "e")


def test_places_are_in_characters() -> None:
    module = Module("'é'; f(\n'x')", "a.py")
    last = module.tree.body[-1]
    assert isinstance(last, ast.Expr)
    assert module.span(last) == Span("a.py", 1, 6, 2, 5)


@pytest.mark.parametrize("text", ["x = (", "\0", "(" * 10_000 + ")" * 10_000])
def test_what_is_no_python_says_so(text: str) -> None:
    with pytest.raises(SourceError, match="no Python"):
        Module(text, "a.py")


def test_escapes_that_python_warns_about_are_taken() -> None:
    module = Module(r"'a\.b'", "a.py")
    assert ast.literal_eval(expression(module)) == r"a\.b"
