"""The cases that pass differ from the right server in one line each."""

from __future__ import annotations

from corsac.lab.lines import PASS, READ
from corsac.lab.remarks import REMARKS


def answers_of(name: str) -> tuple[str, str]:
    found = next(case.answers for case in REMARKS if case.name == name)
    assert found is not None
    return found.preflight, found.actual


def test_a_case_about_the_preflight_reads_as_it_should() -> None:
    preflight, actual = answers_of("max-age-two-hours")
    assert "Access-Control-Max-Age: 2h\r\n" in preflight
    assert actual == READ


def test_a_case_about_the_response_has_the_right_preflight() -> None:
    preflight, actual = answers_of("not-exposed")
    assert preflight == PASS
    assert "X-Total-Count: 42\r\n" in actual
