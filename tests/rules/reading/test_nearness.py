"""Where pages come from, and where servers are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.browser.outcome import Outcome, Verdict
from corsac.browser.request import Page, PageRequest
from corsac.core.address import AddressSpace
from corsac.core.messages import Exchange, WireRequest, WireResponse
from corsac.rules.case import Case
from corsac.rules.reading.nearness import looks_public, space_asked


@pytest.mark.parametrize(
    "origin", ["https://app.example", "http://app.example:8080", "https://192.0.2.1"]
)
def test_a_page_may_be_public(origin: str) -> None:
    assert looks_public(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://192.168.1.5",
        "http://shop.test",
        "https://nas.local",
        "http://intranet",
        "null",
        "capacitor://localhost",
        "not an origin",
    ],
)
def test_a_page_is_surely_not(origin: str) -> None:
    assert not looks_public(origin)


def case(url: str, peer: str | None = None) -> Case:
    exchange = Exchange(WireRequest("GET", url), WireResponse(200), peer=peer)
    outcome = Outcome(Verdict.ALLOWED, None, None, exchanges=(exchange,))
    return Case(PageRequest(url), Page("https://app.example"), "https://app.example", outcome)


@pytest.mark.parametrize(
    ("url", "peer", "space"),
    [
        ("https://api.example/", "127.0.0.1:443", AddressSpace.LOOPBACK),
        ("https://api.example/", "[fd00::1]:443", AddressSpace.LOCAL),
        ("https://api.example/", "192.0.2.1:443", AddressSpace.PUBLIC),
        ("http://localhost:8000/", None, AddressSpace.LOOPBACK),
        ("http://192.168.1.9/", None, AddressSpace.LOCAL),
    ],
)
def test_a_server_is_where_it_answered_from(
    url: str, peer: str | None, space: AddressSpace
) -> None:
    assert space_asked(case(url, peer)) == (0, space)


def test_a_name_alone_says_nothing() -> None:
    assert space_asked(case("https://api.example/")) is None
    empty = case("https://api.example/")
    assert space_asked(replace(empty, outcome=Outcome(Verdict.ALLOWED, None, None))) is None
