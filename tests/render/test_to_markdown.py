"""Markdown that says the same in an issue, a chat or a mail, whatever a server wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from corsac.core.findings import Fix, Text, Where
from corsac.diagnose.report import ReportVerdict
from corsac.render.look import Look
from corsac.render.to_markdown import code, fenced, prose, render
from tests.render.reports import REPORTS, accused_finding, slash_report, split_report


@pytest.mark.parametrize("name", REPORTS)
def test_it_begins_with_the_request_and_has_no_html(name: str) -> None:
    text = render(REPORTS[name](), Look())
    assert text.startswith("## `")
    kinds = {token.type for token in MarkdownIt().parse(text)}
    assert "html_block" not in kinds


def test_it_names_code_cause_and_fix() -> None:
    text = render(slash_report(), Look())
    assert "### CORS011: the allowed origin is not byte-equal to the page's origin" in text
    assert "`https://app.example/` ends in a slash" in text
    assert "```nginx\nlocation / {" in text
    assert "*mended in: the back end (confidence: high)*" in text


def test_every_engine_has_its_line_where_they_differ() -> None:
    text = render(split_report(), Look())
    assert "**Chromium 156: blocked**" in text
    assert "**Firefox 153: allowed**" in text


def test_where_browsers_show_it_stands_once_for_requests_of_a_kind() -> None:
    report = slash_report()
    first = report.hops[0]
    assert first.exchange is not None
    moved = replace(first.exchange.request, url="https://api.example/other")
    second = replace(first, request=moved, exchange=replace(first.exchange, request=moved))
    findings = tuple(
        replace(finding, where=Where(index)) for index, finding in enumerate(report.findings[:2])
    )
    text = render(replace(report, hops=(first, second), findings=findings), Look())
    assert text.count("```sh\ncurl -i -X OPTIONS") == 2
    assert text.count("- Firefox: Network") == 1


def test_a_fix_without_a_system_is_for_everyone() -> None:
    report = slash_report()
    finding = replace(report.findings[0], fixes=(Fix(Text.of("do this")),), where=None)
    assert "**help**: do this" in render(replace(report, findings=(finding,)), Look())


@pytest.mark.parametrize("text", ["", "`", "a`b", "``a``", "plain"])
def test_a_code_span_holds_any_text(text: str) -> None:
    tokens = MarkdownIt().parse(code(text))
    spans = [child.content for child in tokens[1].children or [] if child.type == "code_inline"]
    assert [span.strip() for span in spans] == [text]


@pytest.mark.parametrize("text", ["```\nout", "~~~", "````", "a\n```\nb"])
def test_a_code_block_holds_any_text(text: str) -> None:
    tokens = MarkdownIt().parse(fenced(text, "text"))
    assert [(token.type, token.content) for token in tokens] == [("fence", f"{text}\n")]


@pytest.mark.parametrize("text", ["# a", "- a", "1. a", "*a*", "<b>", "[a](b)", "a | b", "\\"])
def test_prose_is_never_markup(text: str) -> None:
    tokens = MarkdownIt().parse(prose(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert [child.type for child in tokens[1].children or []] == ["text"] * len(
        tokens[1].children or []
    )


def test_the_same_lines_are_told_once() -> None:
    report = slash_report()
    text = render(replace(report, findings=(report.findings[0], report.findings[0])), Look())
    assert text.count("location / {") == 1
    assert "**help (nginx)**: the lines above mend this too" in text


def test_what_is_inferred_is_not_said_to_have_happened() -> None:
    report = replace(slash_report(), verdict=ReportVerdict.UNDECIDED)
    assert "Chromium 156 would then print:" in render(report, Look())


def test_the_lines_that_made_it_are_quoted_with_their_places() -> None:
    text = render(replace(slash_report(), findings=(accused_finding(),)), Look())
    assert "site.conf:12:9 (nginx): it is sent from here\n\n```\nadd_header a `b`;\n```" in text
    assert "settings.py:3:1 (Django): CORS209: this lets it in" in text
