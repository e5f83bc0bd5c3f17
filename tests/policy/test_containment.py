"""Whether one pattern's origins all are another's: told from the patterns, checked on samples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.policy.containment import covered, covers
from corsac.policy.pattern import OriginPattern, parse_pattern
from tests.policy.strategies import near_patterns, origins, patterns


def pattern(text: str) -> OriginPattern:
    read = parse_pattern(text)
    assert read is not None, text
    return read


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("*", "null", True),
        ("*", "https://*.foo.com", True),
        ("https://*.foo.com", "*", False),
        ("https://foo.com", "https://foo.com", True),
        ("https://foo.com", "https://foo.com:*", False),
        ("https://*.foo.com", "https://a.b.foo.com", True),
        ("https://*.foo.com", "https://foo.com", False),
        ("https://*.foo.com", "https://*.foo.com", True),
        ("https://*.foo.com", "https://*.a.foo.com", True),
        ("https://*.foo.com", "https://*.barfoo.com", False),
        ("https://*.a.foo.com", "https://*.foo.com", False),
        ("https://*.foo.com", "http://*.foo.com", False),
        ("https://*.foo.com", "https://*.foo.com:*", False),
        ("https://*.foo.com:*", "https://*.foo.com:8443", True),
        ("https://*.foo.com:*", "https://a.foo.com:*", True),
        ("https://*.foo.com:*", "https://foo.com:*", False),
        ("https://*.foo.com", "https://pr-{slug}.foo.com", True),
        ("https://*.foo.com", "https://pr-{slug}.a.foo.com", True),
        ("https://*.foo.com", "https://pr-{slug}.bar.com", False),
        ("https://*.a.foo.com", "https://a.{slug}.foo.com", False),
        ("https://foo.com:*", "https://foo.com:8443", True),
        ("https://foo.com:*", "https://*.foo.com:8443", False),
        ("https://pr-{slug}.foo.com", "https://pr-{digits}.foo.com", True),
        ("https://pr-{slug}.foo.com", "https://pr-{hex}.foo.com", True),
        ("https://pr-{slug}.foo.com", "https://pr-a-{hex}.foo.com", True),
        ("https://pr-{slug}.foo.com", "https://pr--{hex}.foo.com", False),
        ("https://pr-{slug}.foo.com", "https://pr-{hex}-.foo.com", False),
        ("https://pr-{slug}.foo.com", "https://p-{hex}.foo.com", False),
        ("https://pr-{slug}.foo.com", "https://pr-{hex}.a.foo.com", False),
        ("https://{slug}.foo.com", "https://a.{slug}.foo.com", False),
        ("https://{digits}.foo.com", "https://{hex}.foo.com", False),
        ("https://{hex}.foo.com", "https://a{digits}.foo.com", True),
        ("https://{hex}.foo.com", "https://g{digits}.foo.com", False),
        ("https://{hex}x.foo.com", "https://{hex}.foo.com", False),
        ("https://{slug}.foo.com", "https://*.foo.com", False),
        ("https://{slug}.foo.com:*", "https://a.foo.com:*", True),
        ("https://{slug}.foo.com:*", "https://a.b.foo.com:*", False),
        ("https://{slug}.foo.com:8443", "https://{hex}.foo.com:8443", True),
        ("https://{slug}.foo.com", "https://a.foo.com:*", False),
    ],
)
def test_it_covers_or_it_does_not(outer: str, inner: str, *, expected: bool) -> None:
    assert covers(pattern(outer), pattern(inner)) is expected


@given(patterns(), patterns(), st.lists(origins() | near_patterns(), max_size=20))
def test_what_is_covered_has_no_origin_outside(one: str, other: str, asked: list[str]) -> None:
    outer, inner = parse_pattern(one), parse_pattern(other)
    if outer is None or inner is None:
        return
    samples = [origin for origin in (*asked, inner.example) if inner.matches(origin)]
    outside = [origin for origin in samples if not outer.matches(origin)]
    if covers(outer, inner):
        assert outside == []


@given(patterns())
def test_a_pattern_covers_itself(text: str) -> None:
    read = parse_pattern(text)
    assert read is None or (covers(read, read) and covered([read], read))


def test_one_of_several_has_to_cover_it_alone() -> None:
    assert covered(
        [pattern("https://bar.com"), pattern("https://*.foo.com")], pattern("https://a.foo.com")
    )
    assert not covered([], pattern("https://a.foo.com"))
