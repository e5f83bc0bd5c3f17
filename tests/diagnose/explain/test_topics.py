"""Any word leads to what explains it."""

from __future__ import annotations

import pytest

from corsac.diagnose.explain.overview import CORS
from corsac.diagnose.explain.questions import QUESTIONS
from corsac.diagnose.explain.topics import explain, near, rule_of
from corsac.diagnose.verify.checks import CHECKS
from corsac.rules import CATALOGUE
from corsac.targets.defects import RULES


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("CORS012", "CORS012 "),
        ("cors-12", "CORS012 "),
        ("12", "CORS012 "),
        ("duplicate-allow-origin", "CORS012 "),
        ("duplicate-acao", "CORS012 "),
        ("CORS301", "CORS301 Every allowed origin reads every page"),
        ("vary-for-refused", "CORS361 "),
        ("CORS201", "CORS201 "),
        ("cors", "CORS in thirty seconds"),
        ("跨域", "CORS in thirty seconds"),
        ("access-control-max-age", "Access-Control-Max-Age"),
        ("Access-Control-Max-Age: 600", "Access-Control-Max-Age"),
        ("X-Api-Key:", "X-Api-Key"),
        ("vary", "Vary"),
        ("X-Request-Thing", "X-Request-Thing"),
        ("PATCH", "the method PATCH"),
        ("application/json", "Content-Type: application/json"),
        ("TypeError: Failed to fetch", "FailedToFetch, a line of"),
    ],
)
def test_each_is_recognised(text: str, title: str) -> None:
    found = explain(text)
    assert found is not None
    assert str(found.title).startswith(title)


@pytest.mark.parametrize(
    "text",
    ["hello", "CORS999", "https://a.example/", "/items", "a\nb", "x" * 90, "acces-control-max-age"],
)
def test_what_is_none_of_these_is_not_explained(text: str) -> None:
    assert explain(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("acces-control-max-age", "access-control-max-age"),
        ("CORS9", "CORS009"),
        ("cros", "cors"),
        ("application/jsn", "application/json"),
        ("duplicate-alow-origin", "duplicate-allow-origin"),
    ],
)
def test_the_nearest_is_named(text: str, meant: str) -> None:
    found = near(text)
    assert meant in found or found


def test_nothing_is_near_to_nonsense() -> None:
    assert near("qqqqqqqqqqqq") == ()


def test_every_rule_is_found_by_its_code() -> None:
    for each in CATALOGUE:
        assert rule_of(each.RULE.code) is each.RULE


def test_what_lint_finds_and_verify_checks_is_found_by_its_code_too() -> None:
    for rule in (*RULES, *(check.rule for check in CHECKS)):
        assert rule_of(rule.code) == rule
    for check in CHECKS:
        assert rule_of(check.name) == check.rule
    assert "CORS301" in near("CORS3011")


def test_three_questions_and_an_overview() -> None:
    assert len(QUESTIONS) == 3
    assert any("curl and Postman" in str(each.text) for each in CORS.blocks)
