"""A diagnosis from a recording: what was answered decides, what was not stays open."""

from __future__ import annotations

from corsac.browser import find_profile
from corsac.browser.request import Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.diagnose.options import Options
from corsac.diagnose.recorded import Recording, replay
from corsac.diagnose.report import Report, ReportVerdict
from corsac.evidence.har import Entry

URL = "https://api.example/items"
ORIGIN = "https://app.example"
ALLOWED = (("Access-Control-Allow-Origin", ORIGIN),)


def recorded(method: str = "GET", *lines: tuple[str, str], status: int = 200) -> Entry:
    """Give an entry with such an answer."""
    headers = Headers.of([("Origin", ORIGIN)])
    return Entry(method, URL, headers, answer=WireResponse(status, headers=Headers.of(lines)))


def preflight(method: str, *lines: tuple[str, str], status: int = 204) -> Entry:
    """Give a preflight with such an answer."""
    asked = Headers.of([("Origin", ORIGIN), ("Access-Control-Request-Method", method)])
    return Entry("OPTIONS", URL, asked, answer=WireResponse(status, headers=Headers.of(lines)))


def report(*entries: Entry, method: str | None = None) -> Report:
    """Diagnose a request of the page with these answers."""
    request = PageRequest(URL, method=method)
    return replay(request, Page(ORIGIN), (find_profile("chromium"),), Recording(entries), Options())


def test_a_recorded_answer_decides() -> None:
    assert report(recorded("GET", *ALLOWED)).verdict is ReportVerdict.ALLOWED
    bare = report(recorded())
    assert bare.verdict is ReportVerdict.BLOCKED
    assert bare.findings[0].code == "CORS001"
    assert "nothing was sent" in str(bare.notes[0])
    assert bare.budget == (0, 0)


def test_a_recorded_preflight_decides_too() -> None:
    refused = report(preflight("PUT", status=401), recorded("PUT", *ALLOWED), method="PUT")
    assert refused.verdict is ReportVerdict.BLOCKED
    assert refused.findings[0].rule.name == "preflight-needs-login"


def test_a_preflight_that_was_left_out_is_inferred_from_the_request() -> None:
    told = report(recorded("PUT", *ALLOWED), method="PUT")
    assert told.verdict is ReportVerdict.ALLOWED
    assert sum("must have passed" in str(note) for note in told.notes) == 1


def test_what_was_blocked_and_left_out_stays_open() -> None:
    untold = report(Entry("PUT", URL, Headers(), error="net::ERR_FAILED"), method="PUT")
    assert untold.verdict is ReportVerdict.UNDECIDED
    assert "holds no answer to OPTIONS" in str(untold.notes[0])
    assert not any("--offline" in str(note) for note in untold.notes)


def test_what_the_network_did_is_told() -> None:
    refused = Entry("GET", URL, Headers(), answer=Failure(FailureKind.REFUSED, "net::x"))
    assert report(refused).verdict is ReportVerdict.FAILED


def test_the_second_answer_is_for_the_second_time() -> None:
    redirect = recorded("GET", *ALLOWED, ("Location", URL), status=302)
    assert report(redirect, recorded("GET", *ALLOWED)).verdict is ReportVerdict.ALLOWED
