"""The step that ended a request: which, and at which exchange."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Block, Phase, Reason
from corsac.core.findings import Where
from corsac.rules.reading.block import blocked_for, exchange_at, place_of
from tests.rules.play import case_of

TWO = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
> PUT /items
< 200 OK
"""
UNSENT = 'https://app.example runs fetch("http://api.example:25/")'
PASSES = 'https://app.example runs fetch("https://app.example/")\n> GET /\n< 200 OK\n'


def test_a_rule_is_given_the_block_only_for_its_own_reasons() -> None:
    case = case_of(TWO)
    block = blocked_for(case, Reason.BAD_PORT, Reason.ALLOW_ORIGIN_MISSING)
    assert block == case.outcome.block
    assert block is not None
    assert blocked_for(case, Reason.BAD_PORT) is None
    assert blocked_for(case) is None


def test_what_passes_has_no_block() -> None:
    assert blocked_for(case_of(PASSES), *Reason) is None


def test_the_exchange_is_the_one_that_was_judged() -> None:
    case = case_of(TWO)
    block = blocked_for(case, Reason.ALLOW_ORIGIN_MISSING)
    assert block is not None
    judged = exchange_at(case, block)
    assert judged is not None
    assert judged.request.method == "PUT"
    assert place_of(block, "Vary") == Where(1, "Vary")


def test_what_was_never_sent_has_no_place() -> None:
    case = case_of(UNSENT)
    block = blocked_for(case, *Reason)
    assert block is not None
    assert exchange_at(case, block) is None
    assert place_of(block, "Vary") is None


def test_an_exchange_that_was_not_recorded_is_none() -> None:
    # What is read from a file may count exchanges that it doesn't hold.
    case = case_of(TWO)
    for index in (-1, 2):
        block = Block(Reason.NETWORK, Phase.ACTUAL, index)
        broken = replace(case, outcome=replace(case.outcome, block=block))
        assert exchange_at(broken, block) is None
