"""A rehearsal sends nothing, and says what would be sent."""

from __future__ import annotations

from corsac.browser import find_profile
from corsac.browser.profiles import PROFILES
from corsac.browser.request import Api, Body, BodyKind, Page, PageRequest
from corsac.core.messages import WireRequest
from corsac.diagnose.offline import granting, rehearse
from corsac.diagnose.options import Options
from corsac.diagnose.report import Report, ReportVerdict, Role

PAGE = Page("https://app.example")
ENGINES = tuple(PROFILES.values())[:3]


def rehearsed(request: PageRequest, page: Page = PAGE) -> Report:
    return rehearse(request, page, ENGINES)


def shape(report: Report) -> list[tuple[Role, str]]:
    return [(hop.role, hop.request.method) for hop in report.hops]


def test_a_preflight_comes_before_what_it_asks_for() -> None:
    report = rehearsed(PageRequest("https://api.example/", method="PUT"))
    assert shape(report) == [(Role.PREFLIGHT, "OPTIONS"), (Role.ACTUAL, "PUT")]
    assert report.verdict is ReportVerdict.UNDECIDED
    assert report.exchanges == ()
    assert [str(hop.why).split(":")[0].split(",")[0] for hop in report.hops] == [
        "asks first",
        "follows",
    ]


def test_a_simple_request_goes_at_once() -> None:
    report = rehearsed(PageRequest("https://api.example/"))
    assert shape(report) == [(Role.ACTUAL, "GET")]
    assert "sent at once" in str(report.hops[0].why)


def test_what_a_browser_refuses_is_blocked_with_its_console_line() -> None:
    report = rehearsed(PageRequest("http://api.example/"))
    assert report.verdict is ReportVerdict.BLOCKED
    assert report.hops == ()
    assert "Mixed Content" in report.engines[0].outcome.console[0]
    assert any("nothing would be sent" in str(note) for note in report.notes)


def test_engines_that_ask_otherwise_are_named() -> None:
    stream = PageRequest("https://api.example/", method="POST", body=Body(BodyKind.STREAM, b"x"))
    report = rehearsed(stream)
    assert any("Firefox" in str(note) for note in report.notes)
    assert any(hop.why and "a way of its own" in str(hop.why) for hop in report.hops)
    every = rehearse(stream, PAGE, ENGINES, Options(every_engine=True))
    assert every.verdict is ReportVerdict.BLOCKED, "WebKit can't send a stream"


def test_cookies_are_put_in_for_every_engine() -> None:
    filled: list[str] = []
    options = Options(prepare=lambda browser: filled.append(browser.profile.name))
    rehearse(PageRequest("https://api.example/"), PAGE, ENGINES, options)
    assert filled == [engine.name for engine in ENGINES]


def test_a_film_that_is_asked_for_twice_is_told_once() -> None:
    video = PageRequest("https://api.example/film", Api.VIDEO)
    assert shape(rehearse(video, PAGE, (find_profile("webkit"),))) == [(Role.ACTUAL, "GET")]


def test_the_made_up_answer_allows_what_was_asked() -> None:
    answer = granting(WireRequest("GET", "https://api.example/"))
    assert answer.headers.get("Access-Control-Allow-Credentials") == "true"
    assert answer.headers.get("Access-Control-Allow-Origin") is None
