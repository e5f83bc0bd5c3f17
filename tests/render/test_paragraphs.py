"""Markdown and help are translated paragraph by paragraph; code stays as it is."""

from __future__ import annotations

from corsac.render.catalogue import Catalogue
from corsac.render.paragraphs import Paragraph, split, split_help, translated, translated_help
from corsac.rules import CATALOGUE

PAGE = """\
The first paragraph
goes on.

## A heading
- an item
  of two lines
- another
1. a number

```http
> GET / HTTP/1.1

# not a heading
```
The last."""


def test_a_page_falls_into_what_can_be_translated_and_what_stays() -> None:
    words = [each for each in split(PAGE) if each.words]
    assert words == [
        Paragraph("", "The first paragraph goes on."),
        Paragraph("## ", "A heading"),
        Paragraph("- ", "an item of two lines"),
        Paragraph("- ", "another"),
        Paragraph("1. ", "a number"),
        Paragraph("", "The last."),
    ]


def test_a_translated_page_keeps_its_form_and_its_code() -> None:
    chinese = Catalogue({"A heading": "标题", "another": "另一项", "GET / HTTP/1.1": "no"}, "zh")
    page = translated(PAGE, chinese)
    assert "## 标题\n- an item of two lines\n- 另一项\n1. a number\n" in page
    assert "```http\n> GET / HTTP/1.1\n\n# not a heading\n```\nThe last.\n" in page


def test_no_page_loses_anything_but_its_line_breaks() -> None:
    for rule in CATALOGUE:
        page = rule.RULE.page
        assert translated(page, Catalogue()).split() == page.split(), rule.RULE.name


HELP = """\
Say
why.

\b
Examples:
  corsac check URL
  corsac lab --list        the cases
"""


def test_of_help_the_commands_stay() -> None:
    assert [each.words for each in split_help(HELP) if each.words] == [
        "Say why.",
        "Examples:",
        "the cases",
    ]


def test_translated_help_keeps_its_lines() -> None:
    chinese = Catalogue({"Say why.": "说明原因。", "Examples:": "例如：", "the cases": "列出案例"})
    assert translated_help(HELP, chinese) == (
        "说明原因。\n\n\b\n例如：\n  corsac check URL\n  corsac lab --list        列出案例"
    )
