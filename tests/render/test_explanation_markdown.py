"""An explanation as Markdown: values are code, secrets are hidden, pages are translated."""

from __future__ import annotations

from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import (
    Block,
    Explanation,
    Kind,
    fact,
    heading,
    items,
    paragraph,
    snippet,
)
from corsac.render.catalogue import Catalogue
from corsac.render.explanation_markdown import render
from corsac.render.look import Look

EXPLANATION = Explanation(
    Text("A title"),
    (
        fact("label {number}", Text.of("is {value}", value="*"), number=1),
        fact("other", Text.of("{inner}!", inner=Text.of("within {hole}", hole="`"))),
        heading("A heading"),
        *items((Text("first"), Text("second"))),
        paragraph(Text.of("sent {line}", line="Authorization: Bearer hunter2")),
        snippet("curl -H 'Authorization: Bearer hunter2' https://a.example/"),
        Block(Kind.PAGE, Text.of("{page}", page="Words.\n\n## Why\n\n```http\n> GET /\n```")),
    ),
)


def test_each_kind_has_its_form() -> None:
    assert render(EXPLANATION, Look()) == (
        "# A title\n\n"
        "- label `1`: is `*`\n- other: within `` ` ``!\n\n"
        "## A heading\n\n"
        "- first\n- second\n\n"
        "sent `Authorization: Bearer [redacted]`\n\n"
        "```\ncurl -H 'Authorization: Bearer [redacted]' https://a.example/\n```\n\n"
        "Words.\n\n## Why\n\n```http\n> GET /\n```\n"
    )


def test_it_speaks_the_reader_s_language() -> None:
    chinese = Catalogue({"Why": "原因", "first": "第一", "A title": "标题"}, "zh-Hans")
    said = render(EXPLANATION, Look(catalogue=chinese))
    assert said.startswith("# 标题\n")
    assert "## 原因\n" in said
    assert "- 第一\n" in said
