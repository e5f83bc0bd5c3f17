"""An explanation in the terminal."""

from __future__ import annotations

import pytest

from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import (
    Explanation,
    fact,
    heading,
    items,
    paragraph,
    snippet,
)
from corsac.diagnose.explain.topics import explain
from corsac.render.cells import cells
from corsac.render.explanation import render
from corsac.render.look import Look


def test_each_kind_has_its_form() -> None:
    explanation = Explanation(
        Text("A title"),
        (
            fact("short", Text("one")),
            fact("a longer label", Text("two")),
            heading("A heading"),
            *items((Text("first"), Text("second"))),
            paragraph(Text("words")),
            snippet("curl -i\n  x"),
        ),
    )
    assert render(explanation, Look()) == (
        "A title\n\nshort           one\na longer label  two\n\nA heading\n  - first\n  - second\n"
        "\nwords\n\n  curl -i\n    x\n"
    )


def test_a_wide_label_stands_on_a_line_of_its_own() -> None:
    explanation = Explanation(
        Text("A title"),
        (fact("a label that is far too wide", Text("one")), fact("short", Text("two"))),
    )
    assert render(explanation, Look(width=32)) == (
        "A title\n\na label that is far too wide\n       one\nshort  two\n"
    )


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize(
    "text", ["cors", "CORS012", "access-control-allow-origin", "PUT", "application/json", "cookie"]
)
def test_it_fits(text: str, width: int) -> None:
    explanation = explain(text)
    assert explanation is not None
    lines = render(explanation, Look(width=width)).splitlines()
    wide = [line for line in lines if cells(line) > width and not line.startswith("  ")]
    assert wide == []


def test_nothing_of_a_stranger_s_moves_the_cursor() -> None:
    explanation = Explanation(Text("x"), (snippet("a\x1b[2Jb"), fact("x\x07", Text("\x1b"))))
    assert "\x1b" not in render(explanation, Look())
