"""Members and statements put in as the file is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.defects.script import members
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax

if TYPE_CHECKING:
    from corsac.core.findings import Edit


def put(tree: Syntax, edit: Edit) -> str:
    """Put an edit into its file."""
    span, source = edit.span, tree.source
    start = source.offset(span.line, span.column)
    end = source.offset(span.end_line, span.end_column)
    return source.text[:start] + edit.text + source.text[end:]


def tree(text: str) -> Syntax:
    return Syntax(Source("a.js", text, Kind.JAVASCRIPT))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f({})", "f({ b: 'c' })"),
        ("f({ a: 1 })", "f({ a: 1, b: 'c' })"),
        ('f({ a: "1" })', 'f({ a: "1", b: "c" })'),
        ("f({\n    a: 1\n})", "f({\n    a: 1,\n    b: 'c'\n})"),
        ("f({\n\ta: 1, // one\n})", "f({\n\ta: 1, // one\n\tb: 'c',\n})"),
    ],
)
def test_a_member_comes_behind_the_last(before: str, after: str) -> None:
    made = tree(before)
    (node,) = made.nodes("object")
    assert put(made, members.add(made, node, "b: 'c'")) == after


def test_a_member_comes_before_another() -> None:
    for before, after in (
        ("f({ a: 1 })", "f({ b: 2, a: 1 })"),
        ("f({\n  a: 1,\n})", "f({\n  b: 2,\n  a: 1,\n})"),
    ):
        made = tree(before)
        (pair,) = made.nodes("pair")
        assert put(made, members.before(made, pair, "b: 2")) == after


def test_a_statement_comes_first_in_a_block() -> None:
    for before, after in (
        ("function f() {}", "function f() { a(); }"),
        ("function f() { b(); }", "function f() { a(); b(); }"),
        ("function f() {\n    b();\n}", "function f() {\n    a();\n    b();\n}"),
    ):
        made = tree(before)
        (block,) = made.nodes("statement_block")
        assert put(made, members.into(made, block, "a();")) == after


def test_a_declaration_comes_at_the_end_with_a_line_between() -> None:
    for before in ("a();", "a();\n"):
        made = tree(before)
        assert put(made, members.at_end(made, "let b;", "let c;")) == "a();\n\nlet b;\n\nlet c;\n"
