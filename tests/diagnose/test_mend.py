"""A mend makes one check pass, and changes nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.browser.outcome import Block, Phase, Reason
from corsac.core.findings import Severity
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.diagnose.mend import mend
from corsac.diagnose.report import ReportVerdict
from tests.diagnose.story import (
    GET,
    LET_IN,
    METHODS,
    ORIGIN,
    PUT,
    Server,
    answer,
    names,
    tell,
)

if TYPE_CHECKING:
    from corsac.browser.request import PageRequest

ASKED = WireRequest(
    "OPTIONS",
    "https://api.example/",
    Headers.of(
        [
            ("Origin", ORIGIN),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "a,b"),
        ]
    ),
    preflight=True,
)


def preflight(reason: Reason, *lines: tuple[str, str], status: int = 204) -> WireResponse:
    found = mend(Block(reason, Phase.PREFLIGHT), ASKED, answer(status, *lines))
    assert found is not None
    return found


def test_an_answer_that_knew_no_preflight_is_replaced_as_a_whole() -> None:
    perfect = {
        "Access-Control-Allow-Origin": ORIGIN,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Allow-Headers": "a,b",
    }
    for found in (
        preflight(Reason.ALLOW_ORIGIN_MISSING, status=405),
        preflight(Reason.PREFLIGHT_STATUS, LET_IN, status=401),
        preflight(Reason.PREFLIGHT_REDIRECT, ("Location", "/x"), status=301),
        preflight(Reason.ALLOW_ORIGIN_MISSING, status=200),
    ):
        assert (found.status, dict(found.headers)) == (204, perfect)


def test_an_answer_that_knew_one_keeps_its_other_faults() -> None:
    found = preflight(Reason.ALLOW_ORIGIN_MISSING, METHODS)
    assert "Access-Control-Allow-Headers" not in found.headers
    found = preflight(Reason.PREFLIGHT_STATUS, LET_IN, METHODS, status=400)
    assert found.status == 204
    assert "Access-Control-Allow-Headers" not in found.headers


def test_lists_grow_by_what_was_asked_for() -> None:
    found = preflight(Reason.METHOD_NOT_ALLOWED, LET_IN, ("Access-Control-Allow-Methods", "GET"))
    assert found.headers.get("Access-Control-Allow-Methods") == "GET, PUT"
    found = preflight(Reason.HEADER_NOT_ALLOWED, LET_IN)
    assert found.headers.get("Access-Control-Allow-Headers") == "a,b"


def test_malformed_lists_are_read_as_they_were_meant() -> None:
    found = preflight(
        Reason.ALLOW_METHODS_INVALID, LET_IN, ("Access-Control-Allow-Methods", '["GET" "PUT"]')
    )
    assert found.headers.get("Access-Control-Allow-Methods") == "GET, PUT"
    found = preflight(Reason.ALLOW_HEADERS_INVALID, LET_IN, ("Access-Control-Allow-Headers", "a b"))
    assert found.headers.get("Access-Control-Allow-Headers") == "a, b"


def test_credentials_come_with_the_origin_unless_the_server_spoke_of_them() -> None:
    block = Block(Reason.ALLOW_ORIGIN_WILDCARD, Phase.ACTUAL)
    silent = mend(block, ASKED, answer(200))
    spoke = mend(block, ASKED, answer(200, ("Access-Control-Allow-Credentials", "True")))
    assert silent is not None
    assert silent.headers.get("Access-Control-Allow-Credentials") == "true"
    assert spoke is not None
    assert spoke.headers.get("Access-Control-Allow-Credentials") == "True"
    trusted = mend(Block(Reason.ALLOW_CREDENTIALS, Phase.ACTUAL), ASKED, spoke)
    assert trusted is not None
    assert trusted.headers.get("Access-Control-Allow-Credentials") == "true"


def test_a_resource_policy_is_opened() -> None:
    found = mend(Block(Reason.RESOURCE_POLICY, Phase.ACTUAL), ASKED, answer(200))
    assert found is not None
    assert found.headers.get("Cross-Origin-Resource-Policy") == "cross-origin"


@pytest.mark.parametrize("reason", [Reason.REDIRECT_LIMIT, Reason.MIXED_CONTENT, Reason.NETWORK])
def test_what_no_answer_mends_is_left(reason: Reason) -> None:
    assert mend(Block(reason, Phase.ACTUAL), ASKED, answer(200)) is None


VALUES = st.sampled_from(["", "*", ORIGIN, "null", f"{ORIGIN}/", "https://other.example", "a b"])
LINES = st.lists(
    st.one_of(
        st.tuples(st.just("Access-Control-Allow-Origin"), VALUES),
        st.tuples(
            st.just("Access-Control-Allow-Methods"), st.sampled_from(["GET", "PUT", "*", "a b", ""])
        ),
        st.tuples(
            st.just("Access-Control-Allow-Headers"),
            st.sampled_from(["content-type", "*", "a b", ""]),
        ),
        st.tuples(
            st.just("Access-Control-Allow-Credentials"), st.sampled_from(["true", "True", ""])
        ),
        st.just(("Vary", "Origin")),
    ),
    max_size=5,
)
STATUSES = st.sampled_from([200, 204, 400, 401, 403, 404, 405, 500, 502])
ANSWERS = st.builds(WireResponse, STATUSES, headers=st.builds(Headers.of, LINES))


@given(ANSWERS, ANSWERS, st.sampled_from([GET, PUT]), st.sampled_from([None, "include"]))
def test_every_block_is_explained(
    before: WireResponse, after: WireResponse, asked: PageRequest, credentials: str | None
) -> None:
    report = tell(replace(asked, credentials=credentials), Server(after, before))
    assert "unexplained" not in names(report)
    if report.verdict is ReportVerdict.BLOCKED:
        assert report.findings[0].rule.severity is Severity.ERROR
    if report.verdict is ReportVerdict.ALLOWED:
        assert report.findings == ()
