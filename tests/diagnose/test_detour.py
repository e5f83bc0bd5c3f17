"""The URL that the page may have meant."""

from __future__ import annotations

from corsac.browser.request import PageRequest
from corsac.core.messages import Failure, FailureKind
from corsac.diagnose.options import Options
from tests.diagnose.story import (
    GET,
    GOOD,
    HEADERS,
    LET_IN,
    METHODS,
    OK,
    PUT,
    URL,
    Server,
    answer,
    notes,
    tell,
)

SLASH = answer(301, ("Location", "/items/"))
AT = f"{URL}/"


def test_behind_a_redirect_by_a_slash_the_request_passes() -> None:
    server = Server(SLASH, at={AT: answer(200, LET_IN)})
    assert f"asked at {AT} instead, the same request is let through" in notes(tell(GET, server))


def test_what_was_not_sent_there_either_is_inferred() -> None:
    there = answer(200, LET_IN, METHODS, HEADERS)
    server = Server(SLASH, SLASH, at={AT: there})
    text = notes(tell(PUT, server))
    assert f"asked at {AT} instead, nothing blocks; a GET stood in" in text
    assert {request.method for request in server.asked} == {"OPTIONS", "GET"}


def test_where_it_does_not_pass_nothing_is_said() -> None:
    assert "instead" not in notes(tell(GET, Server(SLASH, at={AT: answer(200)})))


def test_a_login_page_is_not_tried() -> None:
    server = Server(answer(302, ("Location", "https://login.example/")))
    tell(GET, server)
    assert {request.url for request in server.asked} <= {
        URL,
        "https://api.example/corsac-no-such-path",
    }


def test_nothing_of_the_pages_goes_there() -> None:
    request = PageRequest(URL, headers=(("Authorization", "Bearer x"), ("X-Key", "y")))
    there = answer(200, LET_IN, ("Access-Control-Allow-Headers", "authorization, x-key"))
    server = Server(SLASH, SLASH, at={AT: there})
    tell(request, server)
    detour = [each for each in server.asked if each.url == AT]
    assert [each.method for each in detour] == ["OPTIONS", "GET"]
    assert all(
        "Authorization" not in each.headers and "X-Key" not in each.headers for each in detour
    )


def test_a_tls_port_that_speaks_plain_http_is_tried_as_that() -> None:
    server = Server(Failure(FailureKind.TLS_PLAIN_HTTP), at={"http://api.example/items": OK})
    tell(GET, server)
    # An https page may not ask it: mixed content, so nothing more is sent.
    assert [request.url for request in server.asked] == [URL]


def test_without_budget_there_is_no_detour() -> None:
    server = Server(SLASH, at={AT: OK})
    tell(GET, server, options=Options(budget=1))
    assert AT not in {request.url for request in server.asked[:2]}
    assert "instead" not in notes(tell(GET, server, options=Options(budget=0)))


def test_a_good_answer_has_no_detour() -> None:
    server = Server(OK, GOOD)
    tell(GET, server)
    assert len(server.asked) == 1


def test_a_redirect_to_itself_is_no_other_url() -> None:
    server = Server(answer(301, ("Location", URL)))
    tell(GET, server)
    assert "instead" not in notes(tell(GET, server))
