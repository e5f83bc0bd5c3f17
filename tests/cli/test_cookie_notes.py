"""A cookie that stays behind is never silent about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.cookie import CookieReason
from corsac.cli.cookie_notes import cookie_notes
from corsac.cli.cookie_options import read_cookies
from corsac.core.findings import Confidence, Finding, Party, Rule, Severity, Text
from corsac.core.trace import Result, Step
from tests.render.reports import bare_report

if TYPE_CHECKING:
    from corsac.diagnose.report import Report

COOKIES = read_cookies(["sid=1; other=2"])
CLAUSE = "fetch#append-a-request-cookie-header"
SENT = Step(CLAUSE, "cookies", Result.NOTE, (("sent", "sid"),))


def withheld(name: str, because: str) -> Step:
    return Step(CLAUSE, "cookie-withheld", Result.NOTE, (("cookie", name), ("because", because)))


def report_of(*steps: Step) -> Report:
    report = bare_report()
    outcome = replace(report.engines[0].outcome, trace=steps)
    return replace(report, engines=(replace(report.engines[0], outcome=outcome),))


@pytest.mark.parametrize("reason", CookieReason)
def test_every_reason_is_told(reason: CookieReason) -> None:
    (note,) = cookie_notes(report_of(withheld("sid", f"{reason.value},path"), SENT), COOKIES)
    assert str(note).startswith("The cookie sid stayed behind")


def test_what_is_a_finding_already_is_told_once() -> None:
    rule = Rule("CORS108", "cookie-not-sent", "cookie-kept-back", "a cookie", "", Severity.WARNING)
    message = Text.of("the cookie {cookie} does not go along", cookie="sid")
    finding = Finding(rule, Party.BACKEND, Confidence.HIGH, message)
    report = report_of(withheld("sid", "path"), withheld("other", "path"), SENT)
    (note,) = cookie_notes(replace(report, findings=(finding,)), COOKIES)
    assert "The cookie other stayed behind" in str(note)


def test_what_went_along_needs_no_note() -> None:
    assert cookie_notes(report_of(SENT), COOKIES) == ()


def test_other_cookies_are_none_of_the_user_s_concern() -> None:
    assert cookie_notes(report_of(withheld("csrf", "path"), SENT), COOKIES) == ()


def test_without_credentials_no_cookie_is_looked_at() -> None:
    (note,) = cookie_notes(report_of(), COOKIES)
    assert "--credentials include" in str(note)
    assert cookie_notes(report_of(), ()) == ()


def test_what_was_never_sent_says_nothing_about_cookies() -> None:
    assert cookie_notes(replace(report_of(), hops=()), COOKIES) == ()
