"""Any word leads to what explains it."""

from __future__ import annotations

import pytest

from corsac.diagnose.explain.overview import CORS
from corsac.diagnose.explain.questions import QUESTIONS
from corsac.diagnose.explain.topics import explain, near, rule_of
from corsac.rules import CATALOGUE


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("CORS012", "CORS012 "),
        ("cors-12", "CORS012 "),
        ("12", "CORS012 "),
        ("duplicate-allow-origin", "CORS012 "),
        ("duplicate-acao", "CORS012 "),
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


def test_three_questions_and_an_overview() -> None:
    assert len(QUESTIONS) == 3
    assert any("curl and Postman" in str(each.text) for each in CORS.blocks)
