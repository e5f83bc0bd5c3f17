"""Syntax trees: places in characters, whatever stands before them."""

from __future__ import annotations

import sys

import pytest

from corsac.targets.defects.source import Kind, MissingParserError, Source
from corsac.targets.defects.syntax import Syntax, ancestors, function_of, statement_of

MARKUP = (
    '<p>ünï 🦊</p>\n<script lang="ts">\nconst é: string = f("x")\n</script>\n<script>g()</script>'
)


@pytest.mark.parametrize("kind", [Kind.JAVASCRIPT, Kind.TSX, Kind.GO])
def test_a_place_counts_characters(kind: Kind) -> None:
    tree = Syntax(Source("x", 'é("🦊"); b("c")', kind))
    strings = [tree.range(x) for x in tree.nodes("string", "interpreted_string_literal")]
    assert [tree.source.text[slice(*each)] for each in strings] == ['"🦊"', '"c"']


def test_markup_is_its_scripts() -> None:
    tree = Syntax(Source("x.vue", MARKUP, Kind.MARKUP))
    calls = [tree.source.text[slice(*tree.range(x))] for x in tree.nodes("call_expression")]
    assert calls == ['f("x")', "g()"]


def test_what_is_around_a_node() -> None:
    tree = Syntax(Source("x.js", "function f() { if (a) { g(); } }", Kind.JAVASCRIPT))
    (call,) = tree.nodes("call_expression")
    assert tree.text(statement_of(call)) == "g();"
    assert function_of(call).type == "function_declaration"
    assert function_of(tree.root) == tree.root
    assert "if_statement" in [x.type for x in ancestors(call)]


def test_without_the_grammar_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter_go", None)
    with pytest.raises(MissingParserError, match="go is read with tree-sitter"):
        Syntax(Source("x.go", "", Kind.GO))
