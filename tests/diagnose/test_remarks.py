"""What is asked of a request that passes."""

from __future__ import annotations

from corsac.browser.outcome import Outcome, Verdict
from corsac.browser.request import Api, Page, PageRequest
from corsac.core.messages import Exchange, Failure, FailureKind, WireRequest
from corsac.diagnose.options import Options
from corsac.diagnose.question import STRANGER
from corsac.diagnose.remarks import remarks
from corsac.rules.case import Case, ProbeKind
from tests.diagnose.story import (
    GET,
    LET_IN,
    OK,
    ORIGIN,
    PAGE,
    POST,
    URL,
    VARY,
    Server,
    answer,
    tell,
)

KEPT = ("Cache-Control", "public, max-age=60")


def asked(request: PageRequest, server: Server, page: Page = PAGE, origin: str = ORIGIN) -> Case:
    report = tell(request, server, page=page, options=Options(send=True, budget=0))
    return Case(request, page, origin, report.engines[0].outcome)


def kinds(case: Case) -> list[ProbeKind]:
    return [question.kind for question in remarks(case)]


def test_an_origin_without_vary_is_asked_for_as_a_stranger() -> None:
    (question,) = remarks(asked(GET, Server(answer(200, LET_IN))))
    assert question.kind is ProbeKind.OTHER_ORIGIN
    assert question.request.headers.get("Origin") == STRANGER


def test_what_is_kept_is_asked_for_without_origin() -> None:
    assert kinds(asked(GET, Server(answer(200, LET_IN, VARY, KEPT)))) == [ProbeKind.NO_ORIGIN]
    assert kinds(asked(GET, Server(OK))) == []


def test_a_post_is_not_compared_with_a_get() -> None:
    assert kinds(asked(POST, Server(answer(200, LET_IN)))) == []


def test_one_origin_needs_no_vary() -> None:
    assert kinds(asked(PageRequest(f"{ORIGIN}/api"), Server(answer(200, LET_IN)))) == []


def test_a_websocket_is_tried_as_a_stranger() -> None:
    live = PageRequest("wss://api.example/live", api=Api.WEBSOCKET)
    (question,) = remarks(asked(live, Server(answer(101))))
    assert question.request.headers.get("Origin") == STRANGER
    assert question.request.headers.get("Upgrade") == "websocket"


def test_where_nothing_came_nothing_is_asked() -> None:
    dead = Exchange(WireRequest("GET", URL), Failure(FailureKind.CLOSED))
    for outcome in (
        Outcome(Verdict.FAILED, None, None),
        Outcome(Verdict.ALLOWED, None, None),
        Outcome(Verdict.ALLOWED, None, None, exchanges=(dead,)),
        Outcome(
            Verdict.ALLOWED,
            None,
            None,
            exchanges=(Exchange(WireRequest("GET", URL), answer(200)),),
        ),
    ):
        live = PageRequest("wss://api.example/live", api=Api.WEBSOCKET)
        assert kinds(Case(live, PAGE, ORIGIN, outcome)) == []
