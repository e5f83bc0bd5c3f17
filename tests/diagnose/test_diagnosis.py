"""A check from the first request to the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser.client import PageError
from corsac.browser.outcome import Reason, Verdict
from corsac.browser.request import Page, PageRequest
from corsac.core.messages import Exchange, Failure, FailureKind, WireRequest
from corsac.diagnose.diagnosis import Diagnosis
from corsac.diagnose.options import Options
from corsac.diagnose.report import ReportVerdict, Role
from tests.diagnose.story import (
    ALL,
    CHROMIUM,
    FIREFOX,
    GET,
    GOOD,
    HEADERS,
    LET_IN,
    METHODS,
    OK,
    ORIGIN,
    PAGE,
    POST,
    PUT,
    URL,
    WEBKIT,
    Server,
    answer,
    names,
    notes,
    tell,
)

if TYPE_CHECKING:
    from corsac.browser.machine import Browser


def test_a_request_that_passes_is_allowed_and_nothing_more_is_asked() -> None:
    server = Server(OK)
    report = tell(GET, server, engines=ALL)
    assert report.verdict is ReportVerdict.ALLOWED
    assert server.methods == ["GET"]
    assert (report.findings, report.budget) == ((), (0, 6))


def test_the_first_engines_own_requests_go_first() -> None:
    server = Server(OK)
    tell(PUT, server, engines=ALL, options=Options(send=True))
    assert server.methods == ["OPTIONS", "PUT"]


def test_an_unsafe_request_does_not_leave_and_a_get_stands_in() -> None:
    server = Server(OK)
    report = tell(PUT, server, engines=ALL)
    assert server.methods == ["OPTIONS", "GET"]
    assert server.asked[1].headers.get("Origin") == ORIGIN
    assert "Content-Type" not in server.asked[1].headers
    assert report.verdict is ReportVerdict.UNDECIDED
    assert [hop.role for hop in report.hops] == [Role.PREFLIGHT, Role.ACTUAL, Role.STAND_IN]
    assert report.hops[1].exchange is None
    assert "--send" in notes(report)


def test_a_simple_post_does_not_leave_either() -> None:
    server = Server(OK)
    report = tell(POST, server)
    assert server.methods == ["GET"]
    assert report.verdict is ReportVerdict.UNDECIDED


def test_a_failed_preflight_blocks_whatever_was_not_sent() -> None:
    server = Server(OK, preflight=answer(204, LET_IN))
    report = tell(PUT, server)
    assert report.verdict is ReportVerdict.BLOCKED
    assert names(report)[0] == "method-not-allowed"


def test_what_a_stand_in_shows_is_a_finding_with_less_confidence_and_no_verdict() -> None:
    report = tell(PUT, Server(answer(200)))
    assert report.verdict is ReportVerdict.UNDECIDED
    assert names(report) == ["headers-only-on-preflight"]
    assert report.findings[0].confidence == "medium"


def test_with_leave_an_unsafe_request_is_sent_once_for_all_engines() -> None:
    server = Server(answer(200), preflight=GOOD)
    report = tell(PUT, server, engines=ALL, options=Options(send=True))
    assert server.methods.count("PUT") == 1
    assert report.verdict is ReportVerdict.BLOCKED
    assert "your server did run this PUT and answered 200" in notes(report)


def test_after_a_blocked_preflight_the_actual_answer_is_looked_at_too() -> None:
    server = Server(answer(200, LET_IN, LET_IN), preflight=answer(204, LET_IN))
    report = tell(PUT, server)
    assert server.methods[:2] == ["OPTIONS", "GET"]
    assert names(report) == ["method-not-allowed", "json-needs-preflight", "duplicate-allow-origin"]


def test_even_with_leave_what_the_browser_would_not_send_is_not_sent() -> None:
    server = Server(OK, preflight=answer(204))
    tell(PUT, server, options=Options(send=True))
    assert "PUT" not in server.methods


def test_another_engines_request_is_sent_only_where_it_is_another_one() -> None:
    request = PageRequest(URL, headers=(("DPR", "1"),))
    server = Server(OK, preflight=answer(204, LET_IN))
    report = tell(request, server, engines=(CHROMIUM, FIREFOX, WEBKIT))
    # Chromium safelists DPR; the others ask, once for both.
    assert server.methods == ["GET", "OPTIONS"]
    assert [each.outcome.verdict for each in report.engines] == [
        Verdict.ALLOWED,
        Verdict.BLOCKED,
        Verdict.BLOCKED,
    ]
    assert "Firefox ESR 153 decides otherwise: blocked (header-not-allowed)" in notes(report)


def test_the_first_engine_decides_unless_all_are_to() -> None:
    request = PageRequest(URL, headers=(("DPR", "1"),))
    server = Server(OK, preflight=answer(204, LET_IN))
    assert tell(request, server, engines=ALL).verdict is ReportVerdict.ALLOWED
    report = tell(request, server, engines=ALL, options=Options(every_engine=True))
    assert report.verdict is ReportVerdict.BLOCKED
    assert names(report) == ["header-not-allowed"]


def test_a_dead_server_is_a_failure_and_no_matter_of_cors() -> None:
    server = Server(Failure(FailureKind.REFUSED, "connection refused"))
    report = tell(GET, server)
    assert report.verdict is ReportVerdict.FAILED
    assert names(report) == ["connection-refused"]
    assert server.methods == ["GET"]


def test_a_dead_server_fails_a_request_that_was_not_sent_just_as_well() -> None:
    server = Server(Failure(FailureKind.CLOSED))
    assert tell(POST, server).verdict is ReportVerdict.FAILED


def test_what_is_blocked_before_it_is_sent_sends_only_the_question_of_the_near_url() -> None:
    server = Server(OK)
    report = tell(PageRequest("http://api.example/items"), server)
    assert report.verdict is ReportVerdict.BLOCKED
    assert [request.url for request in server.asked] == [URL]
    assert names(report) == ["mixed-content"]
    assert f"asked at {URL} instead, the same request is let through" in notes(report)


def test_an_invalid_request_asks_nothing_at_all() -> None:
    report = tell(PageRequest(URL, method="TRACE"), Server(OK))
    assert report.verdict is ReportVerdict.BLOCKED
    assert report.hops == ()
    block = report.engines[0].outcome.block
    assert block is not None
    assert block.reason is Reason.INVALID_REQUEST


def test_cookies_are_what_prepare_puts_there() -> None:
    seen: list[Browser] = []
    tell(GET, Server(answer(200)), engines=ALL, options=Options(prepare=seen.append))
    # One for each engine, and one for the look ahead.
    assert [browser.profile.name for browser in seen] == [*(each.name for each in ALL), ALL[0].name]


def test_no_secret_of_the_page_is_in_a_differential_probe() -> None:
    request = PageRequest(URL, headers=(("Authorization", "Bearer x"), ("X-Api-Key", "y")))
    server = Server(answer(403), preflight=answer(403))
    tell(request, server)
    own, stand_in, *probes = server.asked
    assert own.preflight
    assert "Authorization" in stand_in.headers
    assert probes
    for probe in probes:
        assert "Authorization" not in probe.headers
        assert "X-Api-Key" not in probe.headers


@pytest.mark.parametrize("budget", range(7))
def test_no_more_is_asked_than_the_budget_allows(budget: int) -> None:
    server = Server(answer(403, ("Vary", "Origin")), preflight=answer(403))
    report = tell(PUT, server, options=Options(budget=budget))
    assert len(server.asked) == 1 + report.budget[0]
    assert report.budget[0] <= budget
    assert report.verdict is ReportVerdict.BLOCKED
    assert report.hops[1].role is Role.ACTUAL
    assert report.hops[1].exchange is None


def test_only_safe_methods_leave_without_leave() -> None:
    redirected = answer(307, LET_IN, ("Location", "/elsewhere"))
    server = Server(redirected, at={"https://api.example/elsewhere": OK})
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        tell(PageRequest(URL, method=method), server, engines=ALL)
    assert set(server.methods) <= {"OPTIONS", "GET", "HEAD"}


def test_places_count_in_the_waterfall() -> None:
    server = Server(answer(200, LET_IN, LET_IN), preflight=answer(204, LET_IN, METHODS, HEADERS))
    report = tell(PUT, server, engines=ALL)
    where = report.findings[0].where
    assert where is not None
    assert report.exchanges[where.exchange].request.method == "GET"


def test_engines_and_pages_are_needed() -> None:
    with pytest.raises(ValueError, match="at least one engine"):
        Diagnosis(GET, PAGE, ())
    with pytest.raises(PageError):
        Diagnosis(GET, Page("nowhere"), (CHROMIUM,))


def test_nothing_is_taken_that_was_not_asked_for() -> None:
    diagnosis = Diagnosis(PageRequest(URL, method="TRACE"), PAGE, (CHROMIUM,))
    with pytest.raises(RuntimeError, match="pending"):
        diagnosis.receive(Exchange(WireRequest("GET", URL), OK), 0.0)
