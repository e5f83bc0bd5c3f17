"""The response that script is given."""

from __future__ import annotations

import pytest

from corsac.rules.reading.readable import exposes_in_vain, read_answer
from tests.rules.play import case_of

GET = """https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
"""
BLOCKED = """https://app.example runs fetch("https://api.example/items")
> GET /items
< 200 OK
"""
SAME = """https://app.example runs fetch("https://app.example/items")
> GET /items
< 200 OK
"""


def test_what_passes_is_read() -> None:
    found = read_answer(case_of(GET))
    assert found is not None
    assert found.index == 0


def test_what_is_blocked_not_sent_or_no_cors_is_not() -> None:
    assert read_answer(case_of(BLOCKED)) is None
    assert read_answer(case_of(GET, sent=False)) is None
    assert read_answer(case_of(SAME)) is None


@pytest.mark.parametrize(
    ("value", "vain"),
    [("*", "*"), ("X-A, *", "X-A, *"), ("[X-A]", "[X-A]"), ("X-A", None), ("", None)],
)
def test_a_star_with_credentials_and_a_malformed_list_expose_nothing(
    value: str, vain: str | None
) -> None:
    answer = read_answer(case_of(f"{GET}< Access-Control-Expose-Headers: {value}\n"))
    assert answer is not None
    assert exposes_in_vain(answer) == vain
