"""A verification under way: what is sent when, what the budget does, how it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, FailureKind, WireResponse
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.report import Outcome, Verdict
from corsac.diagnose.verify.run import Verifier
from corsac.policy import Policy
from tests.diagnose.verify.servers import (
    APP,
    POLICY,
    URL,
    adding,
    codes,
    right,
    setting,
    verify,
    without,
    wrong,
)

if TYPE_CHECKING:
    from corsac.core.messages import Answer, WireRequest
    from corsac.diagnose.verify.report import Verification

REFUSED = Failure(FailureKind.REFUSED, "127.0.0.1:1: connection refused")


def test_no_request_is_sent_twice() -> None:
    report = verify(right(POLICY), websocket="/live", paths=("/login",))
    sent = [
        (each.request.method, each.request.url, each.request.headers) for each in report.exchanges
    ]
    assert len(sent) == len(set(sent))
    assert report.budget == (len(sent), 300)


def test_a_server_that_is_not_there_is_asked_once() -> None:
    for policy in (POLICY, None):
        report = verify(lambda _: REFUSED, policy)
        assert report.verdict is Verdict.UNREACHABLE
        assert len(report.exchanges) == 1
        assert report.findings == ()
        assert "connection refused" in str(report.notes[0])


def test_a_spent_budget_leaves_checks_undecided_and_must_is_asked_first() -> None:
    report = verify(right(POLICY), budget=12)
    assert report.budget == (12, 12)
    assert report.verdict is Verdict.UNDECIDED
    assert report.count(Outcome.UNDECIDED)
    assert "the budget of 12 requests was spent" in [str(note) for note in report.notes]
    first = next(each for each in report.results if each.rule.code == "CORS301")
    assert first.outcome is Outcome.PASSED
    assert verify(right(POLICY), None, origins=(APP,), budget=2).verdict is Verdict.UNDECIDED


def test_an_answer_that_does_not_come_leaves_its_check_undecided() -> None:
    follow = right(POLICY)

    def half(request: WireRequest) -> Answer:
        return REFUSED if request.method == "HEAD" else follow(request)

    report = verify(half)
    outcomes = {each.rule.code: each.outcome for each in report.results}
    assert outcomes["CORS302"] is Outcome.UNDECIDED
    assert report.verdict is Verdict.UNDECIDED


def test_a_server_that_falls_silent_is_not_waited_for_again_and_again() -> None:
    follow, sent = right(POLICY), list[str]()

    def dying(request: WireRequest) -> Answer:
        sent.append(request.method)
        return follow(request) if len(sent) <= 5 else Failure(FailureKind.TIMEOUT, "no answer")

    report = verify(dying)
    assert len(sent) == 9
    assert report.verdict is Verdict.UNDECIDED
    assert "4 requests in a row had no answer: it ended there" in [str(n) for n in report.notes]


def test_a_websocket_that_says_nothing_is_asked_once_and_the_rest_goes_on() -> None:
    follow, sent = right(POLICY), list[str]()

    def mute(request: WireRequest) -> Answer:
        if request.url.startswith("ws"):
            sent.append(request.url)
            return Failure(FailureKind.TIMEOUT, "no answer")
        return follow(request)

    report = verify(mute, websocket="/live")
    assert len(sent) == 1
    open_ = {each.rule.code for each in report.results if each.outcome is Outcome.UNDECIDED}
    assert open_ == {"CORS390", "CORS391"}
    assert [str(note) for note in report.notes] == [
        "the WebSocket says nothing, neither yes nor no: is that its path?"
    ]


def test_answers_that_are_missing_here_and_there_are_told() -> None:
    follow = right(POLICY)

    def dropping(request: WireRequest) -> Answer:
        gone = Failure(FailureKind.CLOSED)
        return gone if "If-None-Match" in request.headers else follow(request)

    report = verify(dropping)
    assert report.verdict is Verdict.UNDECIDED
    assert [str(note) for note in report.notes] == ["1 requests had no answer: closed"]
    sockets = verify(
        lambda r: Failure(FailureKind.CLOSED) if r.url.startswith("ws") else follow(r),
        websocket="/live",
    )
    outcomes = {each.rule.code: each.outcome for each in sockets.results}
    assert outcomes["CORS390"] is Outcome.PASSED  # to hang up is to refuse
    assert outcomes["CORS391"] is Outcome.UNDECIDED
    assert "requests had no answer: closed" in str(sockets.notes[0])


def hanging_up(times: int, kind: FailureKind = FailureKind.CLOSED) -> Verification:
    """Verify a server whose layer crashes on allowed origins, so many times."""
    follow, hung = right(POLICY), list[str]()

    def crashing(request: WireRequest) -> Answer:
        if request.method in {"GET", "HEAD"} and request.headers.get("Origin") == APP:
            hung.append(request.method)
            if len(hung) <= times:
                return Failure(kind, "the connection was closed without an answer")
        return follow(request)

    return verify(crashing)


def test_to_hang_up_on_an_allowed_origin_is_a_fault_and_once_is_chance() -> None:
    always = hanging_up(99)
    (found,) = [each for each in always.findings if each.code == "CORS374"]
    assert str(found.message).startswith("no answer: the connection was closed")
    assert always.verdict is Verdict.UNDECIDED
    assert "CORS374" not in codes(hanging_up(1))
    gone = verify(lambda _: Failure(FailureKind.CLOSED, "closed"))
    assert gone.verdict is Verdict.UNREACHABLE
    assert len(gone.exchanges) == 2
    assert "CORS374" not in codes(hanging_up(99, FailureKind.TIMEOUT))


def test_one_answer_that_is_put_off_is_told_once() -> None:
    follow = right(POLICY)
    report = verify(
        lambda r: WireResponse(429) if "If-None-Match" in r.headers else follow(r),
    )
    (said,) = map(str, report.notes)
    assert said.startswith("1 answers say that the server is asked too often")


@pytest.mark.parametrize("status", [302, 401, 403])
def test_where_only_a_door_is_seen_that_is_said(status: int) -> None:
    for policy in (POLICY, None):
        report = verify(lambda _: WireResponse(status), policy)
        (said,) = [str(note) for note in report.notes if "login" in str(note)]
        assert said.startswith(f"every page is answered {status}, ")


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_asked_too_often_is_left_in_peace_and_not_blamed(status: int) -> None:
    follow, sent = right(POLICY), list[str]()

    def limited(request: WireRequest) -> Answer:
        sent.append(request.method)
        again = Headers((("Retry-After", "60"),))
        return follow(request) if len(sent) <= 20 else WireResponse(status, headers=again)

    report = verify(limited)
    assert len(sent) == 24
    assert report.findings == ()
    assert report.verdict is Verdict.UNDECIDED
    assert any("asked too often" in str(note) for note in report.notes)


def test_what_only_should_be_fails_no_verification() -> None:
    report = verify(wrong(POLICY, adding("Vary", "Origin, Origin")))
    assert codes(report) >= {"CORS364"}
    assert report.verdict is Verdict.PASSED


def test_errors_come_before_warnings_and_one_finding_names_all_places() -> None:
    report = verify(wrong(POLICY, without("Vary")))
    severities = [finding.rule.severity.value for finding in report.findings]
    assert severities == sorted(severities)
    (preflight,) = [each for each in report.findings if each.code == "CORS360"]
    assert preflight.where is not None
    assert "Origin" in report.exchanges[preflight.where.exchange].request.headers


def test_the_system_that_answered_is_named_and_its_fix_is_shown() -> None:
    def nginx(_: WireRequest, response: WireResponse) -> WireResponse:
        bare = response.headers.without("Vary")
        return setting(replace(response, headers=bare), "Server", "nginx/1.22.1")

    report = verify(wrong(POLICY, nginx))
    assert report.system == "nginx 1.22.1"
    fixes = [fix for finding in report.findings for fix in finding.fixes]
    assert any(fix.snippet == "corsac export nginx" for fix in fixes)
    assert any("add_header Vary Origin" in fix.snippet for fix in fixes)


def test_many_patterns_are_said_to_be_tried_in_part() -> None:
    policy = Policy(allow_origins=[f"https://a{n}.example" for n in range(30)])
    report = verify(right(policy), policy)
    assert [str(note) for note in report.notes] == [
        "12 of the policy's 30 origin patterns were tried"
    ]


def test_a_path_that_is_none_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ValueError, match="no URL"):
        Verifier(Wanted(URL, paths=("http://[",)), POLICY)


def test_after_the_end_nothing_is_pending() -> None:
    verifier = Verifier(Wanted(URL), Policy(), budget=2)
    while verifier.pending is not None:
        verifier.receive(Exchange(verifier.pending, WireResponse(200)))
    assert verifier.report is not None
    assert verifier.report.origin == ""
