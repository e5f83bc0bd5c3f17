"""Workflow commands: one line each, nothing in them can start another command."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.core.findings import Span, Text
from corsac.render.look import Look
from corsac.render.to_github import render
from tests.render.reports import (
    REPORTS,
    accused_finding,
    allowed_report,
    slash_report,
    undecided_report,
)


@pytest.mark.parametrize("name", REPORTS)
def test_every_line_is_a_command(name: str) -> None:
    for line in render(REPORTS[name](), Look()).splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice "))


def test_findings_become_annotations_of_their_severity() -> None:
    lines = render(slash_report(), Look()).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::error", "::warning"]
    assert "title=CORS011 the allowed origin is not byte-equal" in lines[0]
    assert "%0Alocation / {%0A    add_header" in lines[0]


def test_a_finding_in_a_file_points_to_its_line() -> None:
    report = slash_report()
    finding = replace(report.findings[0], span=Span("conf.d/a,b.conf", 3, 5, 4, 20))
    line = render(replace(report, findings=(finding,)), Look())
    assert ",file=conf.d/a%2Cb.conf,line=3,endLine=4,col=5,endColumn=20::" in line


def test_without_findings_the_verdict_is_told() -> None:
    assert render(allowed_report(), Look()).startswith(
        "::notice title=corsac https%3A//api.example"
    )
    assert render(undecided_report(), Look()).startswith("::warning ")


def test_a_server_can_start_no_command() -> None:
    report = slash_report()
    evil = Text.of("{value}", value="100%\r\n::stop-commands::x")
    finding = replace(report.findings[0], message=evil)
    text = render(replace(report, findings=(finding,)), Look())
    assert text.count("\n") == 1
    assert "100%25\\x0d\\x0a::stop" in text


def test_the_lines_that_made_it_are_annotated_and_named() -> None:
    line = render(replace(slash_report(), findings=(accused_finding(),)), Look())
    assert ",file=site.conf,line=12,endLine=12,col=9,endColumn=21::" in line
    assert "%0Asettings.py:3:1 (Django): CORS209: this lets it in%0A" in line
