"""The report is put together from the evidence."""

from __future__ import annotations

from corsac.browser.request import PageRequest
from corsac.core.messages import Failure, FailureKind
from corsac.diagnose.options import Options
from corsac.diagnose.report import ReportVerdict
from tests.diagnose.story import ALL, GET, LET_IN, OK, ORIGIN, POST, PUT, URL, Server, answer, tell

ALL_DECIDE = Options(every_engine=True)


def test_the_report_says_what_was_asked_and_from_where() -> None:
    report = tell(GET, Server(answer(200, LET_IN, ("Server", "nginx/1.27.0"))))
    assert (report.request, report.origin, report.system) == (GET, ORIGIN, "nginx 1.27.0")
    assert [engine.label for engine in report.engines] == ["Chromium 156"]


def test_where_nobody_answered_nobody_is_named() -> None:
    assert tell(PageRequest(URL, method="TRACE"), Server(OK)).system == ""
    assert tell(GET, Server(Failure(FailureKind.DNS))).system == ""


def test_the_worst_of_all_engines_counts_if_all_do() -> None:
    hint = PageRequest(URL, headers=(("DPR", "1"),))
    server = Server(OK, answer(204, LET_IN))
    assert tell(hint, server, engines=ALL).verdict is ReportVerdict.ALLOWED
    assert tell(hint, server, engines=ALL, options=ALL_DECIDE).verdict is ReportVerdict.BLOCKED


def test_what_was_not_sent_is_not_decided_in_any_engine() -> None:
    assert tell(POST, Server(OK), engines=ALL).verdict is ReportVerdict.UNDECIDED
    assert tell(POST, Server(OK), engines=ALL, options=ALL_DECIDE).verdict is (
        ReportVerdict.UNDECIDED
    )


def test_a_preflight_that_fails_decides_before_the_stand_in() -> None:
    assert tell(PUT, Server(OK, answer(204))).verdict is ReportVerdict.BLOCKED
