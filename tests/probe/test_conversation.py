"""How long an answer is waited for, and what is made of it when patience ends."""

from __future__ import annotations

import time

import pytest

from corsac.core.messages import Failure, FailureKind
from corsac.probe.options import ProbeOptions, Timeouts
from tests.probe.ask import answered, exchange, failure, response
from tests.servers.raw import Talk, raw_server

pytestmark = pytest.mark.servers

HEAD = b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"


def waiting(**seconds: float) -> ProbeOptions:
    return ProbeOptions(timeouts=Timeouts(**seconds))


def test_a_silent_server_is_a_time_out() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.server.until_stopped()

    with raw_server(script) as server:
        answer = failure(server.url(), waiting(first_byte=0.2))
    assert answer == Failure(FailureKind.TIMEOUT, "no byte of an answer within 0.2 s")


def test_a_head_that_stops_is_a_time_out() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(HEAD)
        talk.server.until_stopped()

    with raw_server(script) as server:
        answer = failure(server.url(), waiting(between=0.2))
    assert answer == Failure(FailureKind.TIMEOUT, "the head did not go on within 0.2 s")


def drip(talk: Talk) -> None:
    """Never stop, and never get anywhere."""
    talk.read_head()
    talk.send(HEAD)
    while not talk.server.stopped.wait(0.02):
        talk.send(b"a")


def test_a_head_that_drips_ends_with_the_total() -> None:
    began = time.monotonic()
    with raw_server(drip) as server:
        answer = failure(server.url(), waiting(total=0.5))
    assert answer == Failure(FailureKind.TIMEOUT, "the head did not go on within 0.5 s in all")
    assert time.monotonic() - began < 5


def test_a_body_that_drips_costs_its_time_and_no_more() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(HEAD + b"\r\n")
        while not talk.server.stopped.wait(0.02):
            talk.send(b"data: x\n\n")

    with raw_server(script) as server:
        answer = response(server.url(), waiting(body=0.3))
    assert answer.headers.get("access-control-allow-origin") == "*"
    assert answer.body.startswith(b"data: x\n\n")
    assert (answer.complete, answer.fault) == (False, None)


def test_a_body_that_stops_costs_no_more_than_a_pause() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(HEAD + b"Content-Length: 10\r\n\r\nabc")
        talk.server.until_stopped()

    with raw_server(script) as server:
        answer = response(server.url(), waiting(between=0.2))
    assert (answer.body, answer.complete, answer.fault) == (b"abc", False, None)


def test_a_reset_before_an_answer_is_told() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.reset()

    with raw_server(script) as server:
        answer = failure(server.url())
    assert answer.kind is FailureKind.RESET
    assert answer.detail.startswith("the connection broke while the answer was awaited: ")


def test_a_reset_within_the_head_is_told() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(HEAD)
        time.sleep(0.1)
        talk.reset()

    with raw_server(script) as server:
        assert failure(server.url()).kind is FailureKind.RESET


def test_a_reset_within_the_body_leaves_the_head() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(HEAD + b"Content-Length: 10\r\n\r\nabc")
        time.sleep(0.1)
        talk.reset()

    with raw_server(script) as server:
        answer = response(server.url())
    assert answer.body == b"abc"
    assert answer.fault is not None
    assert answer.fault.kind is FailureKind.RESET


def test_a_closed_connection_is_no_answer() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()

    with raw_server(script) as server:
        answer = failure(server.url())
    assert answer == Failure(FailureKind.CLOSED, "the connection was closed without an answer")


def test_an_answer_that_comes_before_the_body_was_sent_counts() -> None:
    body = b"x" * 20_000_000

    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(b"HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")
        talk.server.until_stopped()

    with raw_server(script) as server:
        done = exchange(server.url(), None, "POST", body)
    assert (answered(done).status, answered(done).body) == (413, b"no")


def test_the_first_byte_is_timed_from_the_request_on() -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        time.sleep(0.1)
        talk.send(HEAD + b"Content-Length: 0\r\n\r\n")

    with raw_server(script) as server:
        timing = exchange(server.url()).timing
    assert timing.first_byte is not None
    assert timing.connect is not None
    assert timing.total is not None
    assert timing.first_byte >= 100
    assert timing.connect < timing.first_byte < timing.total
