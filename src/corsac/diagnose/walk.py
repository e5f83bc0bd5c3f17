"""Runs a browser over answers: fresh ones, recorded ones, mended ones."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from corsac.browser.outcome import Phase
from corsac.core.messages import WireResponse
from corsac.diagnose.ledger import Cursor, UnaskedError
from corsac.diagnose.mend import mend

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from corsac.browser.machine import Fetch
    from corsac.browser.outcome import Outcome
    from corsac.core.messages import Answer, Exchange, WireRequest
    from corsac.diagnose.ledger import Arrival, Asking, Ledger

    Walking = Generator[WireRequest, Arrival, Outcome]

#: More faults than this in one request are not looked for.
FAULTS = 16


def walk(
    fetch: Fetch,
    ask: Callable[[WireRequest], Asking],
    ledger: Ledger,
    mended: Mapping[int, Answer] | None = None,
) -> Walking:
    """Lead a fetch to its end.

    Args:
        fetch: Just started.
        ask: Gets the exchange of a wire request.
        ledger: Knows the time.
        mended: Answers to put in place of the real ones, by the exchange's index.

    Returns:
        The outcome, with the exchanges as they really were.
    """
    exchanges: list[Exchange] = []
    while fetch.pending is not None:
        exchange = yield from ask(fetch.pending)
        answer = (mended or {}).get(len(exchanges), exchange.answer)
        exchanges.append(exchange)
        fetch.receive(answer, ledger.now)
    # Nothing is pending: it is over.
    return replace(cast("Outcome", fetch.outcome), exchanges=tuple(exchanges))


def look_ahead(
    start: Callable[[], Fetch], ledger: Ledger, first: Outcome
) -> Generator[WireRequest, Arrival, tuple[Outcome, ...]]:
    """Mend the fault that blocked, run the browser again, and so on until it lets through.

    Args:
        start: Starts the same fetch anew, in a browser that remembers nothing.
        ledger: Asks for what the browser never came to, as far as that is allowed.
        first: The outcome that was blocked.

    Returns:
        One outcome for each further block, in the order in which they would be met.
    """
    outcome = first
    mended: dict[int, Answer] = {}
    found: list[Outcome] = []
    for _ in range(FAULTS):
        change = _change(outcome, mended)
        if change is None:
            break
        index, better = change
        mended[index] = better
        hop = outcome.exchanges[index].request.hop
        ask = partial(ledger.ahead, cursor=Cursor(), hop=hop)
        try:
            outcome = yield from walk(start(), ask, ledger, mended)
        except UnaskedError:
            break
        if outcome.block is None:
            break
        found.append(replace(outcome, console=()))
    return tuple(found)


def _change(outcome: Outcome, mended: Mapping[int, Answer]) -> tuple[int, Answer] | None:
    """Mend the answer that a block judged, given by its index; None where that changes nothing.

    A redirect is not followed in thought: its best mend is to ask its target at once.
    """
    block = outcome.block
    if block is None or block.exchange is None or block.phase in {Phase.BEFORE, Phase.REDIRECT}:
        return None
    exchange = outcome.exchanges[block.exchange]
    answer = mended.get(block.exchange, exchange.answer)
    if not isinstance(answer, WireResponse):
        return None
    better = mend(block, exchange.request, answer)
    return None if better is None or better == answer else (block.exchange, better)
