"""The SARIF log has what the standard and code scanning ask for (§ numbers are SARIF 2.1.0's)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corsac.core.findings import Span
from corsac.render.look import Look
from corsac.render.to_sarif import render
from tests.render.reports import (
    REPORTS,
    accused_finding,
    preflight_exchange,
    refused_report,
    slash_report,
)

if TYPE_CHECKING:
    from corsac.diagnose.report import Report


def run(report: Report) -> Any:  # noqa: ANN401 - parsed JSON
    log = json.loads(render(report, Look()))
    assert log["version"] == "2.1.0"  # §3.13.2
    assert len(log["runs"]) == 1
    return log["runs"][0]


@pytest.mark.parametrize("name", REPORTS)
def test_every_log_is_sound(name: str) -> None:
    given = run(REPORTS[name]())
    rules = given["tool"]["driver"]["rules"]
    assert given["tool"]["driver"]["name"] == "corsac"  # §3.19.8
    assert len({rule["id"] for rule in rules}) == len(rules)  # §3.49.3
    for result in given["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]  # §3.27.6
        assert result["level"] in {"none", "note", "warning", "error"}  # §3.27.10
        assert result["message"]["text"]  # §3.27.11
        location = result["locations"][0]["physicalLocation"]  # §3.28.3
        assert location["artifactLocation"]["uri"]
        assert all(isinstance(v, str) for v in result["partialFingerprints"].values())  # §3.27.17


def test_levels_follow_severity() -> None:
    levels = [result["level"] for result in run(slash_report())["results"]]
    assert levels == ["error", "error", "warning"]


def test_a_result_carries_its_exchange() -> None:
    result = run(slash_report())["results"][0]
    assert result["webRequest"]["method"] == "OPTIONS"
    assert result["webResponse"]["statusCode"] == 204
    assert result["webResponse"]["protocol"] == "HTTP"
    assert result["webResponse"]["version"] == "1.1"
    assert "webResponse" not in run(refused_report())["results"][0]


def test_lines_of_one_name_are_joined() -> None:
    report = slash_report()
    exchange = preflight_exchange(("Vary", "Origin"), ("Vary", "Accept"))
    hops = (replace(report.hops[0], exchange=exchange),)
    result = run(replace(report, hops=hops))["results"][0]
    assert result["webResponse"]["headers"]["Vary"] == "Origin, Accept"


def test_the_fingerprint_stays_when_the_query_changes() -> None:
    one = slash_report()
    other = replace(one, request=replace(one.request, url="https://api.example/items?page=3#x"))
    prints = [run(each)["results"][0]["partialFingerprints"] for each in (one, other)]
    assert prints[0] == prints[1]
    third = replace(one, origin="https://other.example")
    assert run(third)["results"][0]["partialFingerprints"] != prints[0]


def test_a_finding_in_a_file_points_there() -> None:
    report = slash_report()
    span = Span("nginx.conf", 3, 5, 3, 20)
    finding = replace(report.findings[0], span=span, where=None)
    location = run(replace(report, findings=(finding,)))["results"][0]["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "nginx.conf"},
        "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 20},
    }


def test_the_lines_that_made_it_are_located_with_their_fixes() -> None:
    report = replace(slash_report(), findings=(accused_finding(),))
    (result,) = run(report)["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "site.conf"
    related = result["relatedLocations"]  # §3.27.22
    places = [each["physicalLocation"]["artifactLocation"]["uri"] for each in related]
    assert places == ["site.conf", "settings.py"]
    assert related[1]["message"]["text"] == "Django: CORS209: this lets it in"
    assert related[0]["physicalLocation"]["region"]["snippet"]["text"].endswith("`b`;")
    titles = [each["description"]["text"] for each in result["fixes"]]  # §3.27.30
    assert titles == ["hide it", "list it"]
