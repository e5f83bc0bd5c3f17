"""Who is allowed reads: each check finds its fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import reading
from corsac.policy import Policy
from tests.diagnose.verify.faults import assert_found
from tests.diagnose.verify.servers import APP, POLICY, adding, codes, verify, wrong

if TYPE_CHECKING:
    from corsac.diagnose.verify.check import Check


@pytest.mark.parametrize("check", reading.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


def test_the_star_exposes_every_header_where_no_cookies_are_sent() -> None:
    star = adding("Access-Control-Expose-Headers", "*")
    plain = Policy(allow_origins=[APP], expose_headers=["X-Total"])
    assert "CORS306" not in codes(verify(wrong(plain, star), plain))
    assert "CORS306" in codes(verify(wrong(POLICY, star)))


def test_a_server_that_knows_no_304_is_not_blamed() -> None:
    always = wrong(
        POLICY,
        lambda _, response: replace(response, status=200) if response.status == 304 else response,
    )
    assert codes(verify(always)) == set()
