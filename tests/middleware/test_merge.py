"""Merging: what stays, what goes, and that everything stands once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.middleware.merge import merge_raw, merge_text
from corsac.policy import Enforcer, Grant, Policy

ORIGIN = "https://app.example"
ALLOWED = Enforcer(
    Policy(allow_origins=[ORIGIN], cross_origin_resource_policy="cross-origin")
).actual(ORIGIN)
PUBLIC = Enforcer(Policy(allow_origins="*")).actual(ORIGIN)
NAMES = (
    "Access-Control-Allow-Origin",
    "access-control-allow-credentials",
    "Access-Control-Allow-Private-Network",
    "Vary",
    "VARY",
    "Content-Type",
    "Timing-Allow-Origin",
    "Cross-Origin-Resource-Policy",
    "X-Other",
)
VALUES = ("*", "Accept", "origin, Accept-Encoding", ", ,", "same-origin", "")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ["Origin"]),
        (["Accept"], ["Accept, Origin"]),
        (["Accept", "Cookie"], ["Accept, Cookie, Origin"]),
        (["ORIGIN"], ["ORIGIN"]),
        (["Accept, accept , ,Origin"], ["Accept, Origin"]),
        (["*"], ["*"]),
        (["Accept", "*"], ["*"]),
        ([""], ["Origin"]),
    ],
)
def test_vary_is_one_line_with_each_member_once(values: list[str], expected: list[str]) -> None:
    merged = merge_text([("Vary", value) for value in values], ALLOWED)
    assert [value for name, value in merged if name == "Vary"] == expected


def test_where_nothing_varies_vary_stays_as_the_application_has_it() -> None:
    assert ("Vary", "Accept") in merge_text([("Vary", "Accept")], PUBLIC)
    assert merge_text([("Vary", " ")], PUBLIC) == [(ORIGIN_NAME, "*")]


ORIGIN_NAME = "Access-Control-Allow-Origin"


def test_a_companion_that_the_policy_sets_is_the_policys() -> None:
    lines = [("cross-origin-resource-policy", "same-origin"), ("Timing-Allow-Origin", "*")]
    merged = merge_text(lines, ALLOWED)
    assert ("Cross-Origin-Resource-Policy", "cross-origin") in merged
    assert ("cross-origin-resource-policy", "same-origin") not in merged
    assert ("Timing-Allow-Origin", "*") in merged


def test_a_grant_of_nothing_takes_the_applications_cors_headers_all_the_same() -> None:
    lines = [("Access-Control-Allow-Origin", "*"), ("X-Other", "1")]
    assert merge_text(lines, Grant(allowed=False)) == [("X-Other", "1")]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=6))
def test_each_header_stands_once_and_others_keep_their_place(lines: list[tuple[str, str]]) -> None:
    for grant in (ALLOWED, PUBLIC, Grant(allowed=False, vary=("Origin",))):
        merged = merge_text(lines, grant)
        names = [name.lower() for name, _ in merged]
        single = ("access-control-allow-origin", "vary", "access-control-allow-credentials")
        assert all(names.count(name) <= 1 for name in single)
        other = [line for line in lines if line[0] in {"Content-Type", "X-Other"}]
        assert [line for line in merged if line[0] in {"Content-Type", "X-Other"}] == other
        assert set(grant.lines) <= set(merged)
        assert merge_text(merged, grant) == merged


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=6))
def test_bytes_and_texts_are_merged_alike(lines: list[tuple[str, str]]) -> None:
    raw = [(name.encode(), value.encode()) for name, value in lines]
    for grant in (ALLOWED, PUBLIC):
        text = [(name.lower(), value) for name, value in merge_text(lines, grant)]
        got = [(name.decode().lower(), value.decode()) for name, value in merge_raw(raw, grant)]
        assert got == text
