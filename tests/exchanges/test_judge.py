"""The judge of the corpus: an answer as written passes, and each kind of fault is found."""

from __future__ import annotations

from corsac.core.headers import Headers
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load

CASES = load()
READS = "one-origin-with-credentials: the allowed origin reads with its cookies"
STRANGER = "one-origin-with-credentials: a stranger with cookies reads nothing"


def case_called(identity: str) -> Case:
    return next(case for case in CASES if case.id == identity)


def levels(identity: str, status: int, *lines: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (one.level, one.what) for one in judge(case_called(identity), 0, status, Headers(lines))
    ]


def test_the_expected_answers_pass() -> None:
    judged = {
        (case.id, index): judge(case, index, expected.example_status, expected.headers)
        for case in CASES
        for index, (_, expected) in enumerate(case.exchanges)
    }
    assert len(judged) >= len(CASES)
    assert {place: faults for place, faults in judged.items() if faults} == {}


def test_each_fault_is_found_and_no_more() -> None:
    assert levels(
        READS,
        500,
        ("Access-Control-Allow-Origin", "https://app.example"),
        ("Access-Control-Allow-Origin", "https://app.example"),
        ("Access-Control-Allow-Credentials", "True"),
        ("Access-Control-Expose-Headers", "x-total-count, etag, x-more"),
        ("Access-Control-Allow-Methods", "PUT"),
        ("Vary", "Accept"),
    ) == [
        ("must", "status"),
        ("must", "Access-Control-Allow-Origin"),
        ("must", "Access-Control-Allow-Credentials"),
        ("must", "Vary"),
        ("should", "Access-Control-Allow-Methods"),
    ]


def test_a_stranger_is_told_nothing() -> None:
    found = levels(STRANGER, 200, ("access-control-allow-credentials", "true"), ("Vary", "Origin"))
    assert found == [("security", "access-control-allow-credentials")]


def test_a_refused_method_is_judged_by_the_verdict_alone() -> None:
    refused = next(case for case in CASES if case.refused == "method")
    assert judge(refused, 0, 500, Headers()) == []
