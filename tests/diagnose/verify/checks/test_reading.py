"""Who is allowed reads: each check finds its fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import WireResponse
from corsac.diagnose.verify.checks import reading
from corsac.policy import Policy
from tests.diagnose.verify.faults import assert_found
from tests.diagnose.verify.servers import APP, POLICY, adding, codes, setting, verify, wrong

if TYPE_CHECKING:
    from corsac.core.messages import WireRequest
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


@pytest.mark.parametrize("etag", ['"1"', ""])
def test_a_304_that_only_its_own_etag_brings_is_found(etag: str) -> None:
    """Of what was sent, without the headers of the 200 that it stands for."""

    def change(request: WireRequest, response: WireResponse) -> WireResponse:
        if request.headers.get("If-None-Match") not in {None, "*"}:
            return WireResponse(304)
        return replace(setting(response, "ETag", etag), status=200) if etag else response

    found = codes(verify(wrong(POLICY, change), paths=()))
    assert ({"CORS308", "CORS360"} <= found) is bool(etag)
