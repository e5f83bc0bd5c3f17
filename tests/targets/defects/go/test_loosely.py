"""Origins that Go checks with a piece of them, or with a loose expression."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source


def source(expression: str, head: str = "") -> Source:
    text = f"package a\n\n{head}\nfunc f(origin string) bool {{\n\treturn {expression}\n}}\n"
    return Source("a.go", text, Kind.GO)


@pytest.mark.parametrize(
    ("pasted", "whole", "head"),
    [
        (
            'strings.HasPrefix(origin, "https://a.example") && strings.Count(origin, "x") > 1',
            'origin == "https://a.example" && strings.Count(origin, "x") > 1',
            "",
        ),
        (
            'regexp.MustCompile("https://a.example").MatchString(origin)',
            r'regexp.MustCompile("^https://a\\.example$").MatchString(origin)',
            "",
        ),
        (
            r"regexp.MatchString(`^https://a\.example`, origin)",
            r"regexp.MatchString(`^https://a\.example$`, origin)",
            "",
        ),
    ],
)
def test_a_piece_becomes_the_whole(pasted: str, whole: str, head: str) -> None:
    assert {each.code for each in examine(source(pasted, head))} == {"CORS253"}
    mended = mend(source(pasted, head), examine)
    assert mended.source.text == source(whole, head).text
    assert mended.left == ()


@pytest.mark.parametrize(
    "head",
    [
        "var meant = regexp.MustCompile(`^https://a\\.example`)\n",
        "func g() {\n\tmeant := regexp.MustCompile(`^https://a\\.example`)\n}\n",
    ],
)
def test_an_expression_is_mended_where_it_stands(head: str) -> None:
    text = mend(source("meant.MatchString(origin)", head), examine).source.text
    assert "(`^https://a\\.example$`)" in text


@pytest.mark.parametrize("more", ["", '\n\t_ = strings.Count("a", "b")'])
def test_a_loop_over_a_list_compares_whole_origins(more: str) -> None:
    text = (
        "package a\n\nfunc f(origin string) bool {\n\tfor _, o := range allowedOrigins {\n"
        f"\t\tif strings.HasPrefix(origin, o) {{\n\t\t\treturn true\n\t\t}}\n\t}}{more}\n"
        "\treturn false\n}\n"
    )
    same = "origin == o" if more else "strings.Compare(origin, o) == 0"
    assert f"if {same} {{" in mend(Source("a.go", text, Kind.GO), examine).source.text


@pytest.mark.parametrize(
    "right",
    [
        'strings.HasSuffix(origin, ".a.example")',
        "strings.HasSuffix(origin, suffix)",
        "strings.HasPrefix(origin, other)",
        "other.MatchString(origin)",
        "regexp.MatchString(`.*`, origin)",
        "regexp.MatchString(pattern, origin)",
        "regexp.MatchString(`^https://a\\.example$`, origin)",
        "regexp.MustCompile().MatchString(origin)",
    ],
)
def test_what_no_stranger_has_is_let_be(right: str) -> None:
    assert examine(source(right)) == ()
