"""The browser's half judges by the answer alone."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from corsac.browser.profiles import PROFILES
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.diagnose.verify.check import Attempt
from corsac.diagnose.verify.trial import blocks, leaks, refusal

APP = "https://app.example"


def answer(status: int = 200, **lines: str) -> WireResponse:
    return WireResponse(
        status, headers=Headers.of((n.replace("_", "-"), v) for n, v in lines.items())
    )


def allowing(origin: str, **more: str) -> WireResponse:
    return answer(200, Access_Control_Allow_Origin=origin, **more)


@pytest.mark.parametrize(
    "origin", [APP, "http://app.example", "null", "capacitor://localhost", "http://localhost:3000"]
)
def test_whoever_is_named_reads(origin: str) -> None:
    assert refusal(Attempt(origin), allowing(origin)) is None
    assert leaks(Attempt(origin), allowing(origin))
    assert not leaks(Attempt(origin), allowing("https://other.example"))
    with_cookies = Attempt(origin, credentials=True)
    assert refusal(with_cookies, allowing(origin)) is not None
    granted = allowing(origin, Access_Control_Allow_Credentials="true")
    assert refusal(with_cookies, granted) is None


def test_what_blocks_is_said() -> None:
    block = refusal(Attempt(APP), answer())
    assert block is not None
    assert block.reason is Reason.ALLOW_ORIGIN_MISSING
    assert len(blocks(Attempt(APP), answer(), preflight=False)) == len(PROFILES)


def test_a_redirect_passes_where_it_may_be_followed() -> None:
    moved = answer(302, Access_Control_Allow_Origin=APP, Location="/elsewhere")
    assert refusal(Attempt(APP), moved) is None
    assert refusal(Attempt(APP), answer(302, Location="/elsewhere")) is not None


@pytest.mark.parametrize(
    ("location", "passes"),
    [
        ("http://127.0.0.1:8000/items/", True),
        ("http://backend/items", True),
        ("https://user:secret@api.example/", False),
        ("app://items", False),
        ("http://[", False),
    ],
)
def test_where_a_redirect_leads_decides_only_where_none_may_lead(
    location: str,
    passes: bool,  # noqa: FBT001 -- a case
) -> None:
    for status in (301, 302, 308):
        moved = answer(status, Access_Control_Allow_Origin=APP, Location=location)
        assert (refusal(Attempt(APP), moved) is None) is passes


def test_a_preflight_passes_for_what_it_lists() -> None:
    granted = answer(
        204,
        Access_Control_Allow_Origin=APP,
        Access_Control_Allow_Methods="PUT",
        Access_Control_Allow_Headers="content-type",
    )
    assert refusal(Attempt(APP, "PUT", ("content-type",)), granted, preflight=True) is None
    assert refusal(Attempt(APP, "PATCH"), granted, preflight=True) is not None
    assert refusal(Attempt(APP, "PUT", ("x-other",)), granted, preflight=True) is not None


def test_what_needs_no_preflight_needs_no_leave() -> None:
    assert refusal(Attempt(APP), answer(500), preflight=True) is None


def test_the_answer_behind_a_preflight_is_judged_by_itself() -> None:
    assert refusal(Attempt(APP, "OPTIONS"), answer(405, Access_Control_Allow_Origin=APP)) is None
    assert refusal(Attempt(APP, "OPTIONS"), answer(405)) is not None
    assert refusal(Attempt("null", "OPTIONS"), allowing("null")) is None


def test_engines_may_differ_and_the_strictest_decides() -> None:
    """The star covers Authorization in browsers, and not by the standard."""
    granted = allowing("*", Access_Control_Allow_Headers="*")
    attempt = Attempt(APP, "GET", ("authorization",))
    assert refusal(attempt, granted, preflight=True) is not None
    assert leaks(attempt, granted, preflight=True)
