"""An ASGI application as a server: what it does at the edges becomes an answer or a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse
from corsac.testing.asgi import AsgiServer
from corsac.testing.server import BODY_LIMIT
from tests.testing.apps import echo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import Answer


@pytest.fixture
def server() -> Iterator[AsgiServer]:
    made = AsgiServer(echo, patience=1.0)
    yield made
    made.close()


def get(server: AsgiServer, path: str, method: str = "GET") -> Answer:
    return server.send(WireRequest(method, f"https://api.example{path}"))


def test_an_answer_comes_whole(server: AsgiServer) -> None:
    answer = get(server, "/a%20b?q")
    assert isinstance(answer, WireResponse)
    assert (answer.status, answer.body, answer.complete) == (200, b"GET /a b ", True)


def test_a_head_has_no_body(server: AsgiServer) -> None:
    answer = get(server, "/", "HEAD")
    assert isinstance(answer, WireResponse)
    assert answer.body == b""


def test_silence_is_a_failure(server: AsgiServer) -> None:
    assert get(server, "/silent") == Failure(FailureKind.CLOSED, "no answer was sent")


def test_an_application_that_takes_too_long_is_stopped(server: AsgiServer) -> None:
    answer = get(server, "/slow")
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.TIMEOUT


def test_an_endless_body_is_cut_off(server: AsgiServer) -> None:
    answer = get(server, "/endless")
    assert isinstance(answer, WireResponse)
    assert not answer.complete
    assert BODY_LIMIT < len(answer.body) <= BODY_LIMIT + 2**20


def test_a_body_that_breaks_off_says_so(server: AsgiServer) -> None:
    answer = get(server, "/half")
    assert isinstance(answer, WireResponse)
    assert (answer.body, answer.complete) == (b"half", False)
    assert answer.fault is not None
    assert [type(error) for error in server.errors] == [LookupError]


def test_closing_twice_is_no_matter() -> None:
    server = AsgiServer(echo)
    server.close()
    server.close()
