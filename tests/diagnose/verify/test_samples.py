"""Origins to try: those that a pattern stands for, and those that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.origin import parse_origin
from corsac.diagnose.verify.samples import (
    FORGED,
    Kind,
    is_loopback,
    near_misses,
    outsiders,
    pattern_misses,
    representatives,
)
from corsac.policy.pattern import parse_pattern
from corsac.testing.strategies import PATTERNS

WRITTEN = (
    *PATTERNS,
    "*",
    "null",
    "https://pr-{digits}.preview.example",
    "https://{slug}-app.preview.example:8443",
    "https://a.{hex}.preview.example",
    "capacitor://localhost",
    "https://[2001:db8::1]",
    "https://app.example:65535",
)


@given(st.sampled_from(WRITTEN))
def test_what_a_pattern_is_said_to_stand_for_it_does(text: str) -> None:
    pattern = parse_pattern(text)
    assert pattern is not None
    found = list(representatives(pattern))
    assert found
    assert all(pattern.matches(origin) for origin in found)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_a_careless_reading_lets_in_the_pattern_does_not(text: str) -> None:
    pattern = parse_pattern(text)
    assert pattern is not None
    for near in pattern_misses(pattern):
        # An underscore is no slug; a name under DNS may have one.
        assert not pattern.matches(near.origin), near


def test_every_kind_of_look_alike_is_made_of_one_origin() -> None:
    found = {near.kind for near in near_misses("https://app.shop.example")}
    assert found == set(Kind) - {Kind.STRANGER, Kind.NULL, Kind.LOCAL, Kind.SHELL}


@pytest.mark.parametrize(
    ("origin", "kind", "near"),
    [
        ("https://app.example", Kind.SUFFIX, "https://app.example.attacker.invalid"),
        ("https://app.example", Kind.SUFFIX, "https://app.exampl"),
        ("https://app.example", Kind.PREFIX, "https://attacker-app.example"),
        ("https://app.example", Kind.DOT, "https://appxexample"),
        ("https://app.example", Kind.SCHEME, "http://app.example"),
        ("https://app.example", Kind.PORT, "https://app.example:8443"),
        ("http://localhost:3000", Kind.PORT, "http://localhost:30001"),
        ("http://localhost:3000", Kind.PORT, "http://localhost"),
        ("https://app.example:65535", Kind.PORT, "https://app.example:65534"),
        ("https://a.b.example", Kind.LABEL, "https://b.example"),
        ("https://app.example", Kind.LABEL, "https://attacker.app.example"),
        ("https://app.example", Kind.UPPER_CASE, "HTTPS://app.example"),
        ("https://app.example", Kind.NO_ORIGIN, "https://app.example:443"),
        ("https://app.example", Kind.LIST, "https://stranger.invalid, https://app.example"),
    ],
)
def test_look_alikes_are_those_that_careless_comparisons_let_in(
    origin: str, kind: Kind, near: str
) -> None:
    assert near in {each.origin for each in near_misses(origin) if each.kind is kind}


@given(st.sampled_from([text for text in PATTERNS if "*" not in text]))
def test_a_browser_could_send_all_but_the_forged(origin: str) -> None:
    for near in near_misses(origin):
        assert near.origin != origin
        assert (parse_origin(near.origin) is None) == (near.kind in FORGED), near


def test_what_would_be_longer_than_any_origin_is_left_out() -> None:
    long = "https://" + "a." * 150 + "example"
    assert all(near.kind in FORGED or len(near.origin) <= 326 for near in near_misses(long))
    assert Kind.PREFIX not in {near.kind for near in near_misses(long + "." + "b" * 16)}


def test_an_opaque_origin_and_what_is_none_look_like_nothing() -> None:
    assert list(near_misses("null")) == []
    assert list(near_misses("nonsense")) == []


def test_who_is_let_in_besides_is_tried_and_not_where_development_is_meant() -> None:
    def kinds(text: str) -> list[Kind]:
        pattern = parse_pattern(text)
        assert pattern is not None
        return [near.kind for near in outsiders([pattern])]

    assert kinds("https://app.example") == [Kind.LOCAL] * 3 + [Kind.SHELL] * 3
    assert kinds("http://localhost:*") == [Kind.SHELL] * 3


@pytest.mark.parametrize(
    ("origin", "local"),
    [
        ("http://localhost:3000", True),
        ("http://127.0.0.1", True),
        ("https://app.example", False),
        ("null", False),
        ("nonsense", False),
    ],
)
def test_the_machine_s_own_origins_are_known(origin: str, local: bool) -> None:  # noqa: FBT001 - a table
    assert is_loopback(origin) is local
