"""Preflights that a CORS layer refuses without a word."""

from __future__ import annotations

import pytest

from corsac.rules import examine
from corsac.rules.reading.refusal import Refused, refusal
from tests.rules.play import case_of

PUT = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
"""
GET_TRACE = """https://app.example runs fetch("https://api.example/items", {
  "headers": {"X-Trace": "1"}
})
> OPTIONS /items
"""
JSON = """https://app.example runs fetch("https://api.example/items", {
  "headers": {"Content-Type": "application/json"}
})
> OPTIONS /items
"""
BOTH = """https://app.example runs fetch("https://api.example/items", {
  "method": "PUT", "headers": {"X-Trace": "1"}
})
> OPTIONS /items
"""
TWO = """https://app.example runs fetch("https://api.example/items", {
  "headers": {"X-Trace": "1", "X-Team": "a"}
})
> OPTIONS /items
"""
VARY = "< Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers\n"
LET_IN = "? stand-in\n> GET /items\n< 200 OK\n< Access-Control-Allow-Origin: https://app.example\n"
ALONE = "? method-alone\n> OPTIONS /items\n"
PASSES = "< 204 No Content\n< Access-Control-Allow-Origin: https://app.example\n"


@pytest.mark.parametrize("status", ["403 Forbidden", "204 No Content"])
@pytest.mark.parametrize(
    ("text", "probe", "refused", "rule"),
    [
        (PUT, "", Refused.METHOD, "method-not-allowed"),
        (GET_TRACE, "", Refused.HEADERS, "header-not-allowed"),
        (TWO, "", Refused.HEADERS, "header-not-allowed"),
        (JSON, "", Refused.HEADERS, "json-needs-preflight"),
        (BOTH, "", Refused.EITHER, "method-not-allowed"),
        (BOTH, ALONE + PASSES, Refused.HEADERS, "header-not-allowed"),
        (BOTH, ALONE + "< 403 Forbidden\n", Refused.METHOD, "method-not-allowed"),
    ],
)
def test_what_is_refused_is_told_by_elimination(
    status: str, text: str, probe: str, refused: Refused, rule: str
) -> None:
    case = case_of(f"{text}< {status}\n{VARY}{LET_IN}{probe}")
    found = refusal(case)
    assert found is not None
    assert found.refused is refused
    assert [finding.rule.name for finding in examine(case)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        PUT + "< 403 Forbidden\n" + LET_IN,
        PUT + "< 401 Unauthorized\n" + VARY + LET_IN,
        PUT + "< 403 Forbidden\n" + VARY,
        PUT + "< 403 Forbidden\n< Access-Control-Allow-Origin: https://app.example\n" + VARY,
    ],
)
def test_what_is_not_the_cors_layers_refusal(text: str) -> None:
    assert refusal(case_of(text)) is None
