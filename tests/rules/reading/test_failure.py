"""Requests without an answer: how they died, and what the same server did answer."""

from __future__ import annotations

from corsac.core.findings import Confidence, Party, Rule, Text, Where
from corsac.core.messages import FailureKind
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.failure import (
    NOT_CORS,
    answers_otherwise,
    failed_exchange,
    host_of,
    network_finding,
)
from tests.rules.play import case_of

RULE = Rule("CORS900", "cause", "name", "title", "page")
BLAME = (Party.BACKEND, Confidence.MEDIUM)
SAID = Text.of("it died")

GET = """https://app.example runs fetch("https://api.example:8443/items")
> GET /items
"""
PUT = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
> PUT /items
! reset by peer
"""
UNSENT = """https://app.example runs fetch("https://app.example/items", {
  "mode": "same-origin", "cache": "only-if-cached"
})
"""


def test_a_request_that_died_is_found_by_how_it_died() -> None:
    case = case_of(PUT)
    failed = failed_exchange(case, FailureKind.CLOSED, FailureKind.RESET)
    assert failed is not None
    assert (failed.request.method, host_of(failed)) == ("PUT", "https://api.example")
    assert failed_exchange(case, FailureKind.DNS) is None


def test_an_answer_that_cors_refuses_did_not_die() -> None:
    assert failed_exchange(case_of(GET + "< 200 OK\n"), *FailureKind) is None


def test_what_never_left_did_not_die_on_the_way() -> None:
    assert failed_exchange(case_of(UNSENT), *FailureKind) is None


def test_the_port_is_part_of_who_was_asked() -> None:
    failed = failed_exchange(case_of(GET + "! refused\n"), FailureKind.REFUSED)
    assert failed is not None
    assert host_of(failed) == "https://api.example:8443"


def test_a_finding_says_first_that_it_is_not_cors_then_what_the_system_says() -> None:
    more = Text.of("and more")
    fix = page_fix("mend the URL")
    found = network_finding(RULE, case_of(PUT), BLAME, SAID, notes=(more,), fixes=(fix,))
    assert found.notes == (NOT_CORS, Text.of("the system says: {detail}", detail="by peer"), more)
    assert (found.party, found.confidence) == BLAME
    assert (found.where, found.message, found.fixes) == (Where(1), SAID, (fix,))
    assert found.remedy is None


def test_a_system_that_says_nothing_is_not_quoted() -> None:
    found = network_finding(RULE, case_of(GET + "! refused\n"), BLAME, SAID)
    assert (found.notes, found.where) == ((NOT_CORS,), Where(0))


def test_a_finding_about_what_never_left_has_no_place() -> None:
    assert network_finding(RULE, case_of(UNSENT), BLAME, SAID).where is None


def test_outside_the_network_a_finding_has_no_place() -> None:
    assert network_finding(RULE, case_of(GET + "< 200 OK\n"), BLAME, SAID).where is None


def test_what_the_same_server_answered_otherwise_shows_that_it_lives() -> None:
    elsewhere = "? near-url\n> GET https://api.example/items\n< 200 OK\n"
    stand_ins = "? stand-in\n> GET /items\n< 201 Created\n? stand-in\n> GET /items\n! closed\n"
    other = "? stand-in\n> GET https://other.example/items\n< 202 Accepted\n"
    case = case_of(PUT + elsewhere + stand_ins + other)
    failed = failed_exchange(case, FailureKind.RESET)
    assert failed is not None
    assert [each.status for each in answers_otherwise(case, failed)] == [204, 201]
