"""Whose a fault is follows from evidence."""

from __future__ import annotations

from corsac.browser.request import PageRequest
from corsac.core.findings import Confidence, Party
from corsac.core.messages import Failure, FailureKind
from tests.diagnose.story import (
    GET,
    LET_IN,
    METHODS,
    PUT,
    Reply,
    Server,
    answer,
    tell,
)

EXPRESS = ("X-Powered-By", "Express")
NGINX = ("Server", "nginx")


def party(server: Server, request: PageRequest = PUT) -> tuple[Party, Confidence]:
    first = tell(request, server).findings[0]
    return first.party, first.confidence


def test_an_answer_without_the_mark_that_others_carry_was_made_in_front() -> None:
    server = Server(answer(200, LET_IN, NGINX, EXPRESS), answer(405, NGINX))
    assert party(server) == (Party.PROXY, Confidence.MEDIUM)
    notes = [str(note) for note in tell(PUT, server).findings[0].notes]
    assert any("X-Powered-By" in note or "Express" in note for note in notes)


def test_an_answer_with_the_mark_was_made_behind() -> None:
    server = Server(answer(200, LET_IN, NGINX, EXPRESS), answer(405, NGINX, EXPRESS))
    assert party(server)[0] is Party.BACKEND


def test_without_a_mark_anywhere_nothing_moves() -> None:
    server = Server(answer(200, LET_IN, NGINX), answer(405, NGINX))
    assert party(server)[0] is Party.BACKEND


def test_a_mark_alone_proves_nothing_where_nothing_stands_in_front() -> None:
    server = Server(answer(200, LET_IN, EXPRESS), answer(405))
    assert party(server)[0] is Party.BACKEND


def test_an_answer_that_names_nothing_beside_one_that_does_is_less_sure() -> None:
    named = Server(answer(200, LET_IN, EXPRESS), answer(405))
    assert party(named) == (Party.BACKEND, Confidence.MEDIUM)
    assert party(Server(answer(200, LET_IN), answer(405))) == (Party.BACKEND, Confidence.HIGH)


def test_what_a_stand_in_shows_is_not_sure() -> None:
    server = Server(answer(200, LET_IN, LET_IN), answer(204, LET_IN, METHODS))
    server.preflight = answer(
        204, LET_IN, METHODS, ("Access-Control-Allow-Headers", "content-type")
    )
    report = tell(PUT, server)
    assert all(each.confidence is not Confidence.HIGH for each in report.findings)
    notes = [str(note) for note in report.findings[0].notes]
    assert sum("in place of the PUT" in note for note in notes) == 1


def test_what_lies_with_the_page_alone_stays_there() -> None:
    found = tell(PageRequest("http://api.example/"), Server(answer(200))).findings[0]
    assert (found.party, found.where) == (Party.FRONTEND, None)


def test_a_dead_server_has_no_answer_to_weigh() -> None:
    reply: Reply = Failure(FailureKind.TIMEOUT)
    assert tell(GET, Server(reply)).findings
