"""Preflights whose answer browsers remember."""

from __future__ import annotations

from corsac.rules.reading.remembered import good_preflight
from tests.rules.play import case_of

PUT = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
"""
GOOD = "< 204 No Content\n< Access-Control-Allow-Origin: *\n< Access-Control-Allow-Methods: PUT\n"


def test_a_preflight_that_lets_the_request_follow_is_remembered() -> None:
    for answer in ("< 200 OK\n", "< 200 OK\n< Access-Control-Allow-Origin: *\n"):
        found = good_preflight(case_of(PUT + GOOD + "> PUT /items\n" + answer))
        assert found is not None
        assert found.index == 0


def test_a_refused_one_is_not_and_neither_is_none() -> None:
    simple = """https://app.example runs fetch("https://api.example/items")
> GET /items
< 200 OK
< Access-Control-Allow-Origin: *
"""
    assert good_preflight(case_of(PUT + "< 403 Forbidden\n")) is None
    assert good_preflight(case_of(simple)) is None
