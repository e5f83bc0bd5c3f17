"""Whole answers that cases have in common."""

from __future__ import annotations

from corsac.lab.lines import READ, preflight, reads


def test_one_line_stands_in_both_answers() -> None:
    answers = reads("Access-Control-Allow-Origin: null")
    assert "Access-Control-Allow-Origin: null\r\n" in answers.preflight
    assert "Access-Control-Allow-Origin: null\r\n" in answers.actual


def test_a_wrong_preflight_stands_before_a_right_response() -> None:
    answers = preflight("404 Not Found", "Allow: GET")
    assert answers.preflight.startswith("HTTP/1.1 404 Not Found\r\nAllow: GET\r\n")
    assert answers.actual == READ
