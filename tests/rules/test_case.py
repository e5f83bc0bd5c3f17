"""The evidence that rules are given: probes are looked up by the question that they answer."""

from __future__ import annotations

from corsac.rules.case import ProbeKind
from tests.rules.play import case_of

TEXT = """https://app.example runs fetch("https://api.example/items")
> GET /items
< 200 OK
? near-origin
> GET /items
> Origin: http://app.example
< 201 Created
? no-origin
> GET /items
< 202 Accepted
? near-origin
> GET /items
> Origin: https://app.example/
< 203 Non-Authoritative Information
"""


def test_the_first_probe_of_a_kind_answers() -> None:
    near = case_of(TEXT).probe(ProbeKind.NEAR_ORIGIN)
    assert near is not None
    assert near.request.headers.get("Origin") == "http://app.example"


def test_a_question_that_was_not_asked_has_no_answer() -> None:
    assert case_of(TEXT).probe(ProbeKind.STAND_IN) is None


def test_the_browser_s_own_exchanges_are_no_probes() -> None:
    case = case_of(TEXT)
    assert [exchange.request.method for exchange in case.outcome.exchanges] == ["GET"]
    assert len(case.probes) == 3


def test_a_sandboxed_frame_asks_as_null() -> None:
    case = case_of(TEXT.replace("https://app.example runs", "https://app.example (sandbox) runs"))
    assert case.origin == "null"
    assert case.page.origin == "https://app.example"
