"""Expressions for origins become the patterns that were meant; strangers they let in are told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.policy.pattern import parse_pattern
from corsac.targets.settings.translation import Hole, Matching, Translation, translate

MATCH = {Matching.WHOLE: re.fullmatch, Matching.PREFIX: re.match, Matching.ANYWHERE: re.search}


@pytest.mark.parametrize(
    ("expression", "patterns"),
    [
        (r"^https://app\.example$", ["https://app.example"]),
        (r"https://.*\.example\.com", ["https://*.example.com"]),
        (r"https://\w+\.example\.com", ["https://{slug}.example.com"]),
        (r"https://[^.]+\.example\.com", ["https://{slug}.example.com"]),
        (r"https://(?:.*\.)?example\.com", ["https://example.com", "https://*.example.com"]),
        (r"https://([a-z0-9-]+\.)*a\.com", ["https://a.com", "https://*.a.com"]),
        (r"https://pr-\d+\.a\.com", ["https://pr-{digits}.a.com"]),
        (r"https://[0-9a-f]+--a\.b\.com", ["https://{hex}--a.b.com"]),
        (r"https?://localhost(:\d+)?", [
            "http://localhost", "http://localhost:*", "https://localhost", "https://localhost:*",
        ]),
        (r"https://(a|b)\.c\.com/?", ["https://a.c.com", "https://b.c.com"]),
        (r"https://a\.com(/.*)?", ["https://a.com"]),
        (r".*\.a\.com", ["https://*.a.com"]),
        (r"(?i)https://A\.com", ["https://a.com"]),
    ],
)  # fmt: skip
def test_patterns(expression: str, patterns: list[str]) -> None:
    found = translate(expression, Matching.WHOLE)
    assert list(found.patterns) == patterns
    assert (found.strangers, found.unread) == ((), "")


@pytest.mark.parametrize("expression", [".*", "^.*$", "https?://.*", r"https://\S+", ".+"])
def test_everyone(expression: str) -> None:
    assert translate(expression, Matching.WHOLE).everyone


@pytest.mark.parametrize(
    ("expression", "matching", "hole", "stranger"),
    [
        (r"https://a\.com", Matching.PREFIX, Hole.END_OPEN, "https://a.com.evil.example"),
        (r"https://.*.a.com", Matching.WHOLE, Hole.DOT, "https://axa.com"),
        (r"https://.*a\.com", Matching.WHOLE, Hole.LABEL, "https://evila.com"),
        (r"https://app\..*", Matching.WHOLE, Hole.NAME, "https://app.evil.example"),
        (r"https://app.*", Matching.WHOLE, Hole.NAME, "https://app.evil.example"),
        (r"a\.com$", Matching.ANYWHERE, Hole.LABEL, "https://evila.com"),
    ],
)
def test_strangers(expression: str, matching: Matching, hole: Hole, stranger: str) -> None:
    found = translate(expression, matching).strangers
    assert (hole, stranger) in [(each.hole, each.origin) for each in found]


@pytest.mark.parametrize(
    "expression",
    ["(?=a)", r"a\.com", r"ht+ps://a\.com", r"http://10\.\d+\.0\.1", r"https://a\.\w+", "https://",
     r"https://a:\d+b", r"https://\d+\d+\.a\.com", ""],
)  # fmt: skip
def test_what_can_not_be_a_pattern_is_said(expression: str) -> None:
    found = translate(expression, Matching.WHOLE)
    assert found.unread
    assert found.patterns == ()


def test_what_no_browser_sends_is_no_stranger() -> None:
    assert translate(".https://", Matching.ANYWHERE).strangers == ()


def test_what_is_not_quite_the_same_is_said() -> None:
    assert translate(r"https://\d+\.a\.com", Matching.WHOLE).exact
    assert not translate(r"https://\d{3}\.a\.com", Matching.WHOLE).exact
    assert not translate(r".*\.a\.com", Matching.WHOLE).exact
    assert translate("x", Matching.WHOLE) == Translation(unread="its scheme")


PARTS = st.sampled_from(
    [
        "https://", "https?://", "http://", "a", r"\.", ".", ".*", r"\w+", r"\d+", "[a-f0-9]{8}",
        r"(?:.*\.)?", r"(b|c)", r"(:\d+)?", r"([a-z]+\.)*", "example", "com", "-", "^", "$", "/?",
        "/", "/.*",
    ]
)  # fmt: skip


@given(st.lists(PARTS, max_size=8).map("".join), st.sampled_from(Matching))
def test_strangers_really_match_and_patterns_are_patterns(
    expression: str, matching: Matching
) -> None:
    found = translate(expression, matching)
    for stranger in found.strangers:
        assert MATCH[matching](expression, stranger.origin), stranger
    for text in found.patterns:
        pattern = parse_pattern(text)
        assert pattern is not None
        assert not any(pattern.matches(each.origin) for each in found.strangers), found
