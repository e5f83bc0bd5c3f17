"""Which outcomes rest on what was not sent."""

from __future__ import annotations

from corsac.diagnose.report import ReportVerdict
from tests.diagnose.story import GET, LET_IN, OK, POST, PUT, URL, Server, answer, tell


def test_only_what_was_judged_after_a_stand_in_is_inferred() -> None:
    assert tell(GET, Server(answer(200))).verdict is ReportVerdict.BLOCKED
    assert tell(PUT, Server(OK, answer(204))).verdict is ReportVerdict.BLOCKED
    assert tell(PUT, Server(answer(200))).verdict is ReportVerdict.UNDECIDED


def test_what_a_stand_ins_redirect_leads_to_is_inferred_too() -> None:
    redirect = answer(302, LET_IN, ("Location", "/elsewhere"))
    there = answer(200)
    server = Server(redirect, at={"https://api.example/elsewhere": there})
    report = tell(POST, server)
    assert report.verdict is ReportVerdict.UNDECIDED
    assert [exchange.request.url for exchange in report.exchanges][:2] == [
        URL,
        "https://api.example/elsewhere",
    ]
