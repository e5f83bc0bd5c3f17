"""A question is asked where its answer can decide, and nowhere else."""

from __future__ import annotations

from corsac.browser.outcome import Reason
from corsac.browser.request import Api, Page, PageRequest
from corsac.core.messages import Failure, FailureKind, WireRequest
from corsac.diagnose.question import STRANGER
from corsac.diagnose.questions import PLAN, questions
from corsac.rules.case import Case, Probe, ProbeKind
from tests.diagnose.story import (
    ANYBODY,
    GET,
    LET_IN,
    ORIGIN,
    PAGE,
    PUT,
    URL,
    VARY,
    Reply,
    Server,
    answer,
    tell,
)


def case_of(
    request: PageRequest, server: Server, *probes: Probe, page: Page = PAGE, origin: str = ORIGIN
) -> Case:
    outcome = tell(request, server, page=page).engines[0].outcome
    return Case(request, page, origin, outcome, probes)


def kinds(case: Case) -> list[ProbeKind]:
    return [question.kind for question in questions(case)]


def stand_in(reply: Reply) -> Probe:
    exchange = Server(reply).send(WireRequest("GET", URL))
    return Probe(ProbeKind.STAND_IN, exchange)


def test_every_reason_in_the_plan_is_one() -> None:
    assert set(PLAN) <= set(Reason)


def test_what_passes_for_everybody_raises_no_question() -> None:
    assert kinds(case_of(GET, Server(answer(200, ANYBODY)))) == []
    assert kinds(case_of(GET, Server(answer(200, LET_IN, VARY)))) == []
    assert kinds(case_of(PageRequest("http://api.example/"), Server(answer(200)))) == []


NEAR = [ProbeKind.NEAR_ORIGIN] * 3


def test_a_bare_success_is_asked_for_an_error_and_whom_it_lists() -> None:
    assert kinds(case_of(GET, Server(answer(200)))) == [ProbeKind.ERROR_PATH, *NEAR]


def test_a_bare_error_may_depend_on_the_origin() -> None:
    assert kinds(case_of(GET, Server(answer(403)))) == [
        ProbeKind.ERROR_PATH,
        *NEAR,
        ProbeKind.NO_ORIGIN,
    ]


def test_the_origins_asked_for_are_those_that_people_take_for_this_one() -> None:
    found = list(questions(case_of(GET, Server(answer(200)))))
    near = [each for each in found if each.kind is ProbeKind.NEAR_ORIGIN]
    assert [each.request.headers.get("Origin") for each in near] == [
        f"{ORIGIN}/",
        "http://app.example",
        "https://www.app.example",
    ]


def test_where_the_origin_is_let_in_somewhere_nothing_is_asked() -> None:
    case = case_of(PUT, Server(answer(200, LET_IN), preflight=answer(401)))
    known = stand_in(answer(200, LET_IN))
    assert kinds(Case(case.request, PAGE, ORIGIN, case.outcome, (known,))) == []


def test_a_refused_preflight_is_compared_by_its_stand_in() -> None:
    case = case_of(PUT, Server(answer(200), preflight=answer(405)))
    refused = Case(case.request, PAGE, ORIGIN, case.outcome, (stand_in(answer(403)),))
    dead = Case(case.request, PAGE, ORIGIN, case.outcome, (stand_in(Failure(FailureKind.RESET)),))
    assert ProbeKind.NO_ORIGIN in kinds(refused)
    assert ProbeKind.NO_ORIGIN not in kinds(case)
    assert ProbeKind.NO_ORIGIN not in kinds(dead)


def test_a_wrong_value_is_asked_for_as_a_stranger() -> None:
    case = case_of(GET, Server(answer(200, ("Access-Control-Allow-Origin", "https://a.example"))))
    (question,) = questions(case)
    assert question.kind is ProbeKind.OTHER_ORIGIN
    assert question.request.headers.get("Origin") == STRANGER


def test_a_cached_value_is_asked_for_without_origin_too() -> None:
    value = ("Access-Control-Allow-Origin", "https://a.example")
    case = case_of(GET, Server(answer(200, value, ("X-Cache", "HIT"))))
    assert kinds(case) == [ProbeKind.PAST_CACHE, ProbeKind.OTHER_ORIGIN, ProbeKind.NO_ORIGIN]


def test_past_a_cache_the_query_is_one_that_no_other_origin_asks_by() -> None:
    value = ("Access-Control-Allow-Origin", "https://a.example")
    server = Server(answer(200, value, ("Age", "9")))
    asked = [PageRequest(URL), PageRequest(f"{URL}?page=2")]
    urls = [next(questions(case_of(each, server))).request.url for each in asked]
    assert urls[0].startswith(f"{URL}?corsac=")
    assert urls[1].startswith(f"{URL}?page=2&corsac=")


def test_a_refused_preflight_is_asked_for_past_no_cache() -> None:
    case = case_of(PUT, Server(answer(200), preflight=answer(403, ("X-Cache", "MISS"))))
    assert ProbeKind.PAST_CACHE not in kinds(case)


LOCAL = "http://localhost:5173"


def test_a_page_of_this_machine_may_have_a_proxy_of_its_own() -> None:
    request = PageRequest("http://localhost:8000/api/items?page=2")
    case = case_of(request, Server(answer(200)), page=Page(LOCAL), origin=LOCAL)
    own = next(each for each in questions(case) if each.kind is ProbeKind.OWN_ORIGIN)
    assert own.request.url == f"{LOCAL}/api/items?page=2"
    assert "Origin" not in own.request.headers


def test_another_name_of_the_same_server_is_no_proxy() -> None:
    request = PageRequest("http://127.0.0.1:5173/api/items")
    case = case_of(request, Server(answer(200)), page=Page(LOCAL), origin=LOCAL)
    assert ProbeKind.OWN_ORIGIN not in kinds(case)


def test_the_root_is_every_servers_and_proves_no_proxy() -> None:
    request = PageRequest("http://localhost:8000/")
    case = case_of(request, Server(answer(200)), page=Page(LOCAL), origin=LOCAL)
    assert ProbeKind.OWN_ORIGIN not in kinds(case)


PREFLIGHT_VARY = ("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers")


def test_a_cors_layer_that_refuses_is_asked_for_the_method_alone() -> None:
    server = Server(answer(200), preflight=answer(403, PREFLIGHT_VARY))
    case = case_of(PUT, server, stand_in(answer(200, LET_IN)))
    (question,) = questions(case)
    assert question.kind is ProbeKind.METHOD_ALONE
    assert question.request.headers.get("Access-Control-Request-Method") == "PUT"
    assert "Access-Control-Request-Headers" not in question.request.headers


def test_a_refused_method_without_headers_needs_no_question() -> None:
    delete = PageRequest(URL, method="DELETE")
    server = Server(answer(200), preflight=answer(403, PREFLIGHT_VARY))
    assert kinds(case_of(delete, server, stand_in(answer(200, LET_IN)))) == []


def test_a_refused_websocket_is_tried_from_the_servers_own_origin() -> None:
    case = case_of(PageRequest("wss://api.example/live", api=Api.WEBSOCKET), Server(answer(403)))
    (question,) = questions(case)
    assert question.kind is ProbeKind.NEAR_ORIGIN
    assert question.request.headers.get("Origin") == "https://api.example"


def test_two_values_may_come_apart_without_origin() -> None:
    case = case_of(GET, Server(answer(200, LET_IN, LET_IN)))
    assert kinds(case) == [ProbeKind.NO_ORIGIN]


def test_an_opaque_origin_has_no_near_one() -> None:
    page = Page(ORIGIN, kind="sandbox")
    case = case_of(GET, Server(answer(200, ("Vary", "Origin"))), page=page, origin="null")
    assert kinds(case) == [ProbeKind.ERROR_PATH]


def test_what_should_not_exist_is_not_looked_for_beside_itself() -> None:
    case = case_of(PageRequest("https://api.example/corsac-no-such-path"), Server(answer(200)))
    assert ProbeKind.ERROR_PATH not in kinds(case)


def test_a_method_or_a_header_needs_no_question() -> None:
    assert kinds(case_of(PUT, Server(answer(200), preflight=answer(204, LET_IN)))) == []
