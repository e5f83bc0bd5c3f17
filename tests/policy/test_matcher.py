"""The compiled matcher says what the plain one says, for any patterns and origins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corsac.policy.matcher import Matcher
from corsac.policy.pattern import OriginPattern, parse_pattern
from tests.policy.strategies import near_patterns, origins, patterns


def compiled(*texts: str) -> Matcher:
    return Matcher(filter(None, map(parse_pattern, texts)))


def test_two_allowed_hosts_do_not_make_a_third() -> None:
    """A radix tree of a peer once let `barfoo.com` through."""
    matcher = compiled("https://foo.com", "https://bar.com", "https://*.foo.com")
    assert not matcher.matches("https://barfoo.com")
    assert not matcher.matches("https://bar.foo.com.")
    assert matcher.matches("https://bar.foo.com")


def test_the_star_matches_whatever_comes() -> None:
    assert compiled("*").matches("x" * 10_000)


def test_null_is_matched_where_it_is_listed_alone() -> None:
    assert compiled("null").matches("null")
    assert not compiled("https://*.foo.com").matches("null")


def test_a_long_text_is_refused_unread() -> None:
    assert not compiled("https://*.foo.com").matches("https://" + "a" * 100_000 + ".foo.com")


def test_the_pattern_that_matched_is_told() -> None:
    matcher = compiled("https://foo.com", "https://*.foo.com:*", "https://pr-{hex}.foo.com")
    found = matcher.find("https://a.foo.com:8443")
    assert found is not None
    assert found.text == "https://*.foo.com:*"
    assert matcher.exact == 1


def test_every_kind_and_shape_of_placeholder_is_tried() -> None:
    matcher = compiled(
        "https://p{digits}.foo.com",
        "https://p{hex}.foo.com",
        "https://pr-{digits}.foo.com",
        "https://pr-{digits}.foo.com:8443",
        "https://pr-{slug}.foo.com:*",
    )
    assert matcher.matches("https://pc0.foo.com")
    assert matcher.matches("https://pr-x.foo.com:8443")
    assert not matcher.matches("https://pr-x_.foo.com")
    assert not matcher.matches("https://p7.foo.com:8443")


def test_a_label_too_long_is_in_no_bucket() -> None:
    assert not compiled("https://{digits}.foo.com").matches("https://" + "1" * 64 + ".foo.com")


@given(st.lists(patterns(), max_size=8), st.lists(origins() | near_patterns(), max_size=8))
def test_it_agrees_with_each_pattern_asked_in_turn(texts: list[str], asked: list[str]) -> None:
    read: list[OriginPattern] = [found for text in texts if (found := parse_pattern(text))]
    matcher = Matcher(read)
    for origin in (*asked, *(pattern.example for pattern in read)):
        naive = any(pattern.matches(origin) for pattern in read)
        assert matcher.matches(origin) == naive, origin
        found = matcher.find(origin)
        assert (found is not None) == naive
        assert found is None or found.matches(origin)
