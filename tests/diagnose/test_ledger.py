"""What may leave, what was answered before, what is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, WireRequest, WireResponse
from corsac.diagnose.ledger import Cursor, Ledger, UnaskedError, key_of, stand_in
from corsac.diagnose.report import Role

if TYPE_CHECKING:
    from corsac.diagnose.ledger import Asking

URL = "https://api.example/"
ORIGIN = ("Origin", "https://app.example")


def wire(method: str = "GET", *lines: tuple[str, str], preflight: bool = False) -> WireRequest:
    return WireRequest(method, URL, Headers.of((ORIGIN, *lines)), preflight=preflight)


def run(asking: Asking, status: int = 200) -> tuple[Exchange, list[WireRequest]]:
    """Answer whatever is asked; give the exchange and what left."""
    left: list[WireRequest] = []
    arrival = None
    while True:
        try:
            request = next(asking) if arrival is None else asking.send(arrival)
        except StopIteration as stop:
            exchange: Exchange = stop.value
            return exchange, left
        left.append(request)
        arrival = (Exchange(request, WireResponse(status)), 5.0)


def ledger(*, send: bool = False, budget: int = 6) -> Ledger:
    return Ledger(send=send, budget=budget)


def test_what_engines_add_does_not_make_another_request() -> None:
    chromium = wire("GET", ("sec-ch-ua", "x"), ("Sec-Fetch-Mode", "cors"), ("Accept", "*/*"))
    assert key_of(chromium) == key_of(wire())
    assert key_of(wire("GET", ("Cookie", "a=1"))) != key_of(wire())
    assert key_of(wire("HEAD")) != key_of(wire())


def test_a_stand_in_is_a_get_without_a_body() -> None:
    request = wire("PUT", ("Content-Type", "application/json"), ("X-Trace", "1"))
    made = stand_in(request)
    assert (made.method, made.body) == ("GET", None)
    assert made.headers == Headers.of((ORIGIN, ("X-Trace", "1")))


def test_the_browsers_own_safe_request_is_sent_and_costs_nothing() -> None:
    book = ledger()
    exchange, left = run(book.own(wire()))
    assert left == [wire()]
    assert exchange.request == wire()
    assert (book.spent, book.now) == (0, 5.0)
    assert [entry.role for entry in book.entries] == [Role.ACTUAL]


def test_a_preflight_is_written_down_as_one() -> None:
    book = ledger()
    run(book.own(wire("OPTIONS", preflight=True)))
    assert [entry.role for entry in book.entries] == [Role.PREFLIGHT]


def test_leave_sends_an_unsafe_request() -> None:
    _, left = run(ledger(send=True).own(wire("DELETE")))
    assert [request.method for request in left] == ["DELETE"]


def test_another_engine_gets_the_nth_answer_for_the_nth_time_and_then_the_last() -> None:
    book = ledger()
    first, _ = run(book.own(wire()), 301)
    second, _ = run(book.own(wire()), 200)
    cursor = Cursor()
    got = [run(book.again(wire(), cursor, "Firefox")) for _ in range(3)]
    assert [exchange for exchange, _ in got] == [first, second, second]
    assert all(left == [] for _, left in got)


def test_another_engines_new_question_is_sent_and_says_whose_it_is() -> None:
    book = ledger()
    run(book.own(wire()))
    _, left = run(book.again(wire("GET", ("Cookie", "a=1")), Cursor(), "Firefox"))
    assert len(left) == 1
    assert "Firefox" in str(book.entries[-1].why)


def test_an_unsafe_request_is_never_sent_twice_even_if_an_engine_dresses_it_otherwise() -> None:
    book = ledger(send=True)
    first, _ = run(book.own(wire("PUT")))
    again, left = run(book.again(wire("PUT", ("Cookie", "a=1")), Cursor(), "Firefox"))
    assert (again, left) == (first, [])


def test_an_unsafe_request_of_another_engine_alone_is_stood_in_for() -> None:
    book = ledger(send=True)
    _, left = run(book.again(wire("PUT"), Cursor(), "Firefox"))
    assert [request.method for request in left] == ["GET"]


def test_ahead_asks_for_what_the_browser_did_not_come_to() -> None:
    book = ledger()
    _, left = run(book.ahead(wire(), Cursor(), 0))
    assert [request.method for request in left] == ["GET"]
    assert [entry.role for entry in book.entries] == [Role.ACTUAL, Role.STAND_IN]
    assert book.spent == 1
    assert run(book.ahead(wire(), Cursor(), 0))[1] == []


def test_ahead_sends_nothing_unsafe_even_with_leave() -> None:
    book = ledger(send=True)
    _, left = run(book.ahead(wire("PUT"), Cursor(), 0))
    assert [request.method for request in left] == ["GET"]
    assert len(book.replaced()) == 1
    assert [probe.exchange for probe in book.stand_ins()] == list(book.replaced())


def test_ahead_goes_no_further_than_the_browser() -> None:
    later = WireRequest("GET", URL, hop=1)
    with pytest.raises(UnaskedError):
        run(ledger().ahead(later, Cursor(), 0))
    with pytest.raises(UnaskedError):
        run(ledger().ahead(wire("OPTIONS", preflight=True), Cursor(), 0))


def test_without_budget_it_is_only_written_down_that_nothing_was_sent() -> None:
    book = ledger(budget=0)
    with pytest.raises(UnaskedError):
        run(book.ahead(wire(), Cursor(), 0))
    assert [(entry.role, entry.exchange) for entry in book.entries] == [(Role.ACTUAL, None)]


def test_a_probe_costs_one_and_is_not_repeated() -> None:
    book = ledger(budget=1)
    why = Text.of("why?")
    exchange, left = run(book.probe(wire(), why))
    assert len(left) == 1
    assert run(book.probe(wire(), why)) == (exchange, [])
    with pytest.raises(UnaskedError):
        run(book.probe(wire("HEAD"), why))
    assert book.left == 0
