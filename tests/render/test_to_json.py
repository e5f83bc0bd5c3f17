"""The JSON document keeps to its published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, validate

from corsac.core.findings import Edit, Fix, Span, Text
from corsac.render.look import Look
from corsac.render.to_json import SCHEMA, render
from tests.render.reports import (
    REPORTS,
    accused_finding,
    allowed_report,
    refused_report,
    slash_report,
)

if TYPE_CHECKING:
    from corsac.diagnose.report import Report

PUBLISHED = json.loads((resources.files("corsac.render") / "report.schema.json").read_text("utf-8"))


def with_span(report: Report) -> Report:
    span = Span("nginx.conf", 3, 5, 3, 20)
    edit = Edit(span, "always")
    fix = Fix(Text.of("put it there"), edits=(edit,), safe=True)
    finding = replace(report.findings[0], span=span, where=None, fixes=(fix,))
    return replace(report, findings=(finding,))


def document(report: Report) -> Any:  # noqa: ANN401 - parsed JSON
    return json.loads(render(report, Look()))


def check(given: object) -> None:
    validate(given, PUBLISHED, Draft202012Validator)


def test_the_schema_itself_is_one() -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["properties"]["schema"]["const"] == SCHEMA


@pytest.mark.parametrize("name", REPORTS)
def test_every_document_is_valid(name: str) -> None:
    check(document(REPORTS[name]()))


def test_a_place_in_a_file_is_valid_too() -> None:
    given = document(with_span(slash_report()))
    check(given)
    assert given["findings"][0]["span"]["line"] == 3
    assert given["findings"][0]["fixes"][0]["edits"][0]["text"] == "always"


def test_the_fields_that_scripts_lean_on() -> None:
    given = document(slash_report())
    assert {"schema", "verdict", "engines", "requests", "findings"} <= set(given)
    first = given["findings"][0]
    assert first["code"] == "CORS011"
    assert first["cause"] == "origin-typo"
    assert (first["party"], first["confidence"], first["severity"]) == ("backend", "high", "error")
    assert first["where"] == {
        "request": 1,
        "header": "Access-Control-Allow-Origin",
        "value": "https://app.example/",
    }
    assert given["engines"][0]["block"]["request"] == 1
    assert given["requests"][1]["exchange"] is None


def test_responses_and_failures_are_told_apart() -> None:
    allowed = document(allowed_report())
    assert allowed["requests"][0]["exchange"]["response"]["status"] == 200
    assert allowed["engines"][0]["response"]["headers"] == [["content-type", "text/plain"]]
    refused = document(refused_report())
    assert refused["requests"][0]["exchange"]["failure"]["kind"] == "refused"


def test_the_lines_that_made_it_keep_to_the_schema() -> None:
    given = document(replace(slash_report(), findings=(accused_finding(),)))
    check(given)
    culprits = given["findings"][0]["culprits"]
    assert [each["layer"] for each in culprits] == ["nginx", "Django"]
    assert [each["code"] for each in culprits] == [None, "CORS209"]
    assert culprits[0]["span"]["line"] == 12
    assert culprits[1]["message"] == "this lets it in"
