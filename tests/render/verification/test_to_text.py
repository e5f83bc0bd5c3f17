"""A verification on the terminal."""

from __future__ import annotations

import pytest

from corsac.diagnose.verify.checks import CHECKS
from corsac.render.cells import cells
from corsac.render.look import Look
from corsac.render.verification.to_text import render
from tests.render.verification.verifications import EACH, FAILED, NAMED, PASSED, UNREACHABLE


def test_the_verdict_comes_first_then_what_is_wrong_with_its_place() -> None:
    lines = render(FAILED, Look()).splitlines()
    assert lines[0] == "https://api.example/items, against the policy"
    assert lines[1].startswith("FAILED: ")
    told = "\n".join(lines)
    assert "error[CORS340]: An origin that nobody has listed reads nothing" in told
    assert "Access-Control-Allow-Origin: https://stranger.invalid" in told
    assert "corsac export TARGET" in told
    assert "corsac explain CORS340" in told


def test_where_nothing_is_wrong_three_lines_are_enough() -> None:
    assert len(render(PASSED, Look()).splitlines()) == 3


def test_with_v_every_check_is_a_line() -> None:
    told = render(PASSED, Look(verbose=True, width=120))
    assert all(check.code in told for check in CHECKS)
    assert "  skipped   CORS390 security A WebSocket opens" in told


def test_a_server_that_is_not_there_is_said_to_be() -> None:
    assert "note: the server did not answer: connection refused" in render(UNREACHABLE, Look())


@pytest.mark.parametrize("name", EACH)
def test_forty_columns_are_kept_but_for_what_is_pasted(name: str) -> None:
    for line in render(EACH[name], Look(width=40, verbose=True)).splitlines():
        assert cells(line) <= 40 or line.startswith("    ")


def test_the_server_is_named_where_it_names_itself() -> None:
    assert render(NAMED, Look()).endswith("\nThe server says it is nginx 1.22.1.\n")
