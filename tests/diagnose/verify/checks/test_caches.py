"""Vary and the star: each check finds its fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.diagnose.verify.checks import caches
from tests.diagnose.verify.faults import assert_found, origin, stranger
from tests.diagnose.verify.servers import (
    POLICY,
    PUBLIC,
    codes,
    setting,
    verify,
    where,
    without,
    wrong,
)

if TYPE_CHECKING:
    from corsac.core.messages import WireRequest, WireResponse
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", caches.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


@pytest.mark.parametrize(
    ("bare", "asked"),
    [
        ("Accept, Origin", "Origin, accept, Accept-Language"),
        ("Accept, Origin", "*"),
        ("Origin", "Accept"),
    ],
)
def test_what_is_still_there_is_not_lost(bare: str, asked: str) -> None:
    def change(request: WireRequest, response: WireResponse) -> WireResponse:
        return setting(response, "Vary", asked if origin(request) else bare)

    assert "CORS369" not in codes(verify(wrong(POLICY, change)))


def test_a_star_for_who_says_an_origin_harms_only_those_who_come_after_one_who_says_none() -> None:
    """A cache that keeps an answer with the star lets all read, whoever asked for it."""
    on_request = where(
        lambda request, _: not origin(request), without("Access-Control-Allow-Origin")
    )
    assert codes(verify(wrong(PUBLIC, on_request), PUBLIC)) == {"CORS362", "CORS363", "CORS366"}


def test_a_star_where_others_get_an_origin_is_nothing_for_cookies() -> None:
    star = where(lambda r, s: stranger(r, s) and not r.preflight, star_alone)
    assert "CORS361" in codes(verify(wrong(POLICY, star)))


def star_alone(_: WireRequest, response: WireResponse) -> WireResponse:
    return setting(replace(response, headers=Headers()), "Access-Control-Allow-Origin", "*")
