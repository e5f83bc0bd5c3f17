"""Facts worth a line."""

from __future__ import annotations

import pytest

from corsac.browser.request import Body, BodyKind, PageRequest
from corsac.core.messages import Failure, FailureKind
from corsac.diagnose.options import Options
from tests.diagnose.story import (
    ALL,
    GET,
    LET_IN,
    OK,
    ORIGIN,
    POST,
    PUT,
    URL,
    Server,
    answer,
    notes,
    tell,
)

SEND = Options(send=True)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (PageRequest(URL, method="DELETE"), "because DELETE is not a safelisted method"),
        (PUT, "because of these request headers: content-type"),
        (
            PageRequest(URL, headers=(("X-B", "1"), ("X-A", "1"))),
            "because of these request headers: x-a, x-b",
        ),
        (GET, "the method and all request headers are safelisted"),
        (PageRequest(f"{ORIGIN}/api"), "the page and the URL have one origin"),
        (PageRequest(URL, mode="no-cors"), "script can read nothing"),
        (
            PageRequest(URL, method="POST", body=Body(BodyKind.STREAM, b"x"), headers=()),
            "because the body is a stream",
        ),
    ],
)
def test_why_there_is_a_preflight_or_none(request_: PageRequest, words: str) -> None:
    assert words in notes(tell(request_, Server(OK)))


def test_nobody_asks_about_preflights_where_nobody_answers() -> None:
    assert "preflight" not in notes(tell(GET, Server(Failure(FailureKind.DNS))))


def test_a_blocked_request_was_carried_out_all_the_same() -> None:
    assert "your server did run this GET and answered 200" in notes(tell(GET, Server(answer(200))))
    sent = notes(tell(POST, Server(answer(201)), options=SEND))
    assert "your server did run this POST and answered 201" in sent


def test_an_error_was_reached_but_perhaps_not_carried_out() -> None:
    assert "this GET did reach your server, which answered 403" in notes(
        tell(GET, Server(answer(403)))
    )


def test_a_stand_in_is_not_what_the_page_sends() -> None:
    text = notes(tell(POST, Server(answer(200))))
    assert "did run" not in text
    assert "the POST was not sent" in text


def test_a_preflight_carries_nothing_out() -> None:
    assert "did run" not in notes(tell(PUT, Server(OK, answer(204)), options=SEND))


def test_a_stand_ins_bare_error_is_a_warning() -> None:
    text = notes(tell(PUT, Server(answer(404))))
    assert "the GET was answered 404, and the page could not read that answer" in text
    assert "could not read" not in notes(tell(PUT, Server(answer(404, LET_IN))))


def test_engines_that_differ_are_named() -> None:
    bare = Server(OK, answer(401))
    text = notes(tell(PUT, bare, engines=ALL))
    assert "WebKitGTK 2.50 blocks it too, at another check: preflight-status" in text
    assert "Firefox" not in text
    hint = PageRequest(URL, headers=(("DPR", "1"),))
    server = Server(OK, answer(204, LET_IN))
    assert "decides otherwise: allowed" in notes(tell(hint, server, engines=ALL[::-1]))
