"""OPTIONS, companions, hostile headers, WebSockets: each check finds its fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import others
from tests.diagnose.verify.faults import assert_found
from tests.diagnose.verify.servers import POLICY, PUBLIC, codes, verify, wrong

if TYPE_CHECKING:
    from corsac.core.messages import Answer, WireRequest, WireResponse
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", others.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


def test_where_every_path_is_a_page_an_options_may_succeed_too() -> None:
    everything = wrong(POLICY, lambda _, response: replace(response, status=200))
    assert "CORS371" not in codes(verify(everything))


def test_a_page_that_fails_anyway_is_not_blamed_on_long_headers() -> None:
    broken = wrong(POLICY, lambda _, response: replace(response, status=500))
    assert {"CORS380", "CORS381"} & codes(verify(broken)) == set()


def test_a_socket_that_is_open_to_all_is_found_beside_answers_that_are_too() -> None:
    def everything(request: WireRequest, response: WireResponse) -> Answer:
        opened = replace(response, status=101)
        return opened if request.url.startswith("ws") else response

    star = wrong(PUBLIC, everything)
    assert "CORS390" in codes(verify(star, None, websocket="/live"))
    assert "CORS390" not in codes(verify(star, PUBLIC, websocket="/live"))


@pytest.mark.parametrize(
    "visitor",
    [
        "null",
        "http://app.example",
        "https://app.example.attacker.invalid",
        "https://attacker-app.example",
        "https://appxexample",
        "https://app.example:8443",
        "https://attacker.app.example",
    ],
)
def test_a_socket_that_opens_for_one_that_looks_alike_is_found(visitor: str) -> None:
    def loosely(request: WireRequest, response: WireResponse) -> Answer:
        opens = request.url.startswith("ws") and request.headers.get("Origin") == visitor
        return replace(response, status=101) if opens else response

    found = codes(verify(wrong(POLICY, loosely), websocket="/live"))
    assert found == {"CORS390"}
