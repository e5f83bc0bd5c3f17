"""What differential probes show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.diagnose.question import STRANGER
from tests.diagnose.story import GET, LET_IN, ORIGIN, PUT, Server, answer, notes, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.core.messages import Answer, WireRequest

NAME = "Access-Control-Allow-Origin"


def by_origin(**answers: WireResponse) -> Callable[[WireRequest], Answer]:
    """Answer the page, a stranger and nobody differently."""

    def reply(request: WireRequest) -> Answer:
        who = {ORIGIN: "page", STRANGER: "stranger", None: "nobody"}
        return answers[who[request.headers.get("Origin")]]

    return reply


def test_a_value_that_is_the_same_for_all() -> None:
    other = answer(200, (NAME, "https://a.example"))
    assert "it does not depend on who asks" in notes(tell(GET, Server(other)))


def test_a_value_that_depends_on_who_asks() -> None:
    page = answer(200, (NAME, "https://a.example"))
    server = Server(by_origin(page=page, stranger=answer(200, (NAME, STRANGER))))
    assert f"the answer names {STRANGER}: it depends on who asks" in notes(tell(GET, server))


def test_a_value_that_strangers_do_not_get() -> None:
    page = answer(200, (NAME, "https://a.example"))
    server = Server(by_origin(page=page, stranger=answer(200)))
    assert "the answer names no origin at all" in notes(tell(GET, server))


def test_a_refusal_that_goes_by_the_origin() -> None:
    refused = answer(403)

    def reply(request: WireRequest) -> Answer:
        return refused if "Origin" in request.headers else answer(200)

    assert "without Origin it answers 200" in notes(tell(GET, Server(reply)))


def test_a_refusal_that_does_not() -> None:
    assert "without Origin it answers 403 just the same" in notes(tell(GET, Server(answer(403))))


def test_another_error_without_origin_tells_nothing() -> None:
    def reply(request: WireRequest) -> Answer:
        return answer(403) if "Origin" in request.headers else answer(401)

    assert "without Origin" not in notes(tell(GET, Server(reply)))


def test_two_layers_come_apart_without_origin() -> None:
    def reply(request: WireRequest) -> Answer:
        both = answer(200, LET_IN, LET_IN)
        return both if "Origin" in request.headers else answer(200, LET_IN)

    assert "one Allow-Origin line is left" in notes(tell(GET, Server(reply)))
    assert "is left" not in notes(tell(GET, Server(answer(200, LET_IN, LET_IN))))


def test_a_refused_preflight_is_compared_by_its_stand_in() -> None:
    text = notes(tell(PUT, Server(answer(403), answer(405))))
    assert "without Origin it answers 403 just the same" in text


def test_a_probe_that_dies_tells_nothing() -> None:
    dead = Failure(FailureKind.RESET)
    page = answer(403, (NAME, "https://a.example"), ("Age", "1"))

    def reply(request: WireRequest) -> Answer:
        return page if request.headers.get("Origin") == ORIGIN else dead

    text = notes(tell(GET, Server(reply)))
    assert "without Origin" not in text
    assert "asked from" not in text
