"""A browser led over fresh, recorded and mended answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from corsac.browser.machine import Browser
from corsac.browser.outcome import Outcome, Reason, Verdict
from corsac.core.messages import Failure, FailureKind
from corsac.diagnose.ledger import Cursor, Ledger
from corsac.diagnose.walk import FAULTS, look_ahead, walk
from tests.diagnose.story import (
    ALL,
    CHROMIUM,
    GET,
    LET_IN,
    METHODS,
    OK,
    PAGE,
    PUT,
    Server,
    answer,
)
from tests.diagnose.test_mend import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Generator

    import pytest

    from corsac.browser.machine import Fetch
    from corsac.browser.profile import Profile
    from corsac.browser.request import PageRequest
    from corsac.core.messages import WireRequest, WireResponse
    from corsac.diagnose.ledger import Arrival


T = TypeVar("T")


def start(request: PageRequest, profile: Profile = CHROMIUM) -> Fetch:
    return Browser(profile).start(request, PAGE, 0.0)


def drive(steps: Generator[WireRequest, Arrival, T], server: Server) -> T:
    """Answer what is asked until it returns."""
    arrival = None
    while True:
        try:
            request = next(steps) if arrival is None else steps.send(arrival)
        except StopIteration as stop:
            result: T = stop.value
            return result
        arrival = (server.send(request), 1.0)


def look(
    request: PageRequest, server: Server, profile: Profile = CHROMIUM, budget: int = 6
) -> tuple[Outcome, ...]:
    """Give the first outcome and all that would follow."""
    ledger = Ledger(send=False, budget=budget)
    first = drive(walk(start(request, profile), ledger.own, ledger), server)
    begin = partial(start, request, profile)
    return (first, *drive(look_ahead(begin, ledger, first), server))


def reasons(outcomes: tuple[Outcome, ...]) -> list[Reason | None]:
    return [outcome.block.reason if outcome.block else None for outcome in outcomes]


def test_a_walk_keeps_the_exchanges_as_they_were() -> None:
    server, ledger = Server(answer(200)), Ledger(send=False, budget=0)
    drive(walk(start(GET), ledger.own, ledger), server)
    again = partial(ledger.again, cursor=Cursor(), engine="x")
    outcome = drive(walk(start(GET), again, ledger, {0: OK}), server)
    assert outcome.verdict is Verdict.ALLOWED
    assert outcome.exchanges[0].answer == answer(200)
    assert len(server.asked) == 1


def test_each_further_block_is_met_in_turn() -> None:
    server = Server(answer(200), preflight=answer(204, LET_IN))
    assert reasons(look(PUT, server)) == [
        Reason.METHOD_NOT_ALLOWED,
        Reason.HEADER_NOT_ALLOWED,
        Reason.ALLOW_ORIGIN_MISSING,
    ]


def test_what_lies_ahead_prints_nothing() -> None:
    server = Server(answer(200), preflight=answer(204, LET_IN, METHODS))
    first, *further = look(PUT, server)
    assert first.console
    assert all(outcome.console == () for outcome in further)


def test_it_stops_after_so_many_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corsac.diagnose.walk.FAULTS", 1)
    server = Server(answer(200), preflight=answer(204, LET_IN))
    assert len(look(PUT, server)) == 2


def test_nothing_lies_behind_what_passes() -> None:
    assert reasons(look(GET, Server(OK))) == [None]


def test_nothing_lies_behind_a_dead_connection() -> None:
    assert reasons(look(GET, Server(Failure(FailureKind.RESET)))) == [Reason.NETWORK]


def test_nothing_lies_behind_a_refusal_before_sending() -> None:
    http = Server(OK)
    request = type(GET)("http://api.example/")
    assert reasons(look(request, http)) == [Reason.MIXED_CONTENT]
    assert http.asked == []


def test_a_redirect_that_was_never_followed_is_not_followed_ahead() -> None:
    server = Server(answer(302, ("Location", "https://login.example/")))
    assert reasons(look(GET, server)) == [Reason.ALLOW_ORIGIN_MISSING]
    assert len(server.asked) == 1


def test_without_budget_only_what_is_known_is_judged() -> None:
    server = Server(answer(200), preflight=answer(204, LET_IN, METHODS))
    assert reasons(look(PUT, server, budget=0)) == [Reason.HEADER_NOT_ALLOWED]


@given(ANSWERS, ANSWERS, st.sampled_from(ALL))
def test_it_ends_and_no_check_fails_twice_at_one_place(
    before: WireResponse, after: WireResponse, profile: Profile
) -> None:
    outcomes = look(PUT, Server(after, before), profile)
    blocks = [outcome.block for outcome in outcomes if outcome.block is not None]
    places = [(block.reason, block.exchange) for block in blocks]
    assert len(places) == len(set(places)) < FAULTS
