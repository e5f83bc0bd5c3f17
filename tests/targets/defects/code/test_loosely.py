"""Origins that Python checks with a piece of them."""

from __future__ import annotations

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

BELOW = r're.fullmatch(r"https://(?:[a-z0-9-]+\.)*a\.example", origin)'


def source(expression: str, head: str = "import re\n") -> Source:
    return Source("a.py", f"{head}\n\ndef f(origin):\n    return {expression}\n", Kind.PYTHON)


@pytest.mark.parametrize(
    ("pasted", "whole"),
    [
        ('origin.endswith("a.example")', BELOW),
        ('"a.example" in origin', BELOW),
        ('"a.example" not in origin', f"not {BELOW}"),
        ('origin.startswith("https://a.example")', 'origin == "https://a.example"'),
        ('"localhost" in origin', r're.fullmatch(r"https?://localhost(?::\d+)?", origin)'),
        ('origin in os.environ["ORIGINS"]', 'origin in os.environ["ORIGINS"].split(",")'),
        ("any(origin.startswith(x) for x in ORIGINS)", "origin in ORIGINS"),
        ("any(x in origin for x in ALLOWED)", "origin in ALLOWED"),
        (r're.match(r"https://a\.example", origin)', r're.match(r"^https://a\.example$", origin)'),
        (r're.search("https://a.example$", origin)', r're.search(r"^https://a\.example$", origin)'),
    ],
)
def test_a_piece_becomes_the_whole(pasted: str, whole: str) -> None:
    assert [each.code for each in examine(source(pasted))] == ["CORS253"]
    mended = mend(source(pasted), examine)
    assert mended.source.text == source(whole).text
    assert mended.left == ()


@pytest.mark.parametrize(
    "right",
    [
        'origin.endswith(".a.example")',
        'origin.startswith("https://")',
        'origin.startswith("http://localhost:")',
        "origin in ORIGINS",
        "any(f(x) for x in ORIGINS)",
        "any(other.startswith(x) for x in names)",
        're.fullmatch(r"https://a\\.example", origin)',
        're.match(r".*", origin)',
        "NOTHING.match(origin)",
        "re.match(pattern, origin)",
    ],
)
def test_what_no_stranger_has_is_let_be(right: str) -> None:
    assert examine(source(right)) == ()


def test_a_piece_that_can_mean_anything_is_left_to_people() -> None:
    (finding,) = examine(source('"-team.a.example" in origin'))
    assert [fix.edits for fix in finding.fixes] == [()]


def test_a_compiled_expression_is_mended_where_it_stands() -> None:
    head = 'import re\n\nMEANT = re.compile("https://a\\\\.example")\nOTHER = 1\n'
    mended = mend(source("MEANT.match(origin)", head), examine).source.text
    assert 'MEANT = re.compile(r"^https://a\\.example$")' in mended


def test_what_expressions_need_is_imported_once() -> None:
    pasted = 'origin.endswith("a.example") or origin.endswith("b.example")'
    assert mend(source(pasted, "import os\n"), examine).source.text.startswith(
        "import re\nimport os"
    )
    assert mend(source(pasted, ""), examine).source.text.startswith("import re\n")
