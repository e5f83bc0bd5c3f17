"""Sites, by the public suffix list."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core._generated.public_suffixes import DATE, ICANN, PRIVATE
from corsac.core.origin import Origin
from corsac.core.site import (
    Site,
    SuffixKind,
    public_suffix,
    registrable_domain,
    same_site,
    schemelessly_same_site,
    site_of,
)

HOSTS = st.sampled_from(
    [
        "a.test",
        "b.test",
        "sub.a.test",
        "test",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "x.co.uk",
        "y.x.co.uk",
        "co.uk",
        "a.github.io",
        "b.github.io",
        "a.test.",
    ]
)
ORIGINS = st.builds(
    Origin, st.sampled_from(["http", "https"]), HOSTS, st.none() | st.just(8080)
) | st.builds(Origin.opaque)


@pytest.mark.parametrize(
    ("host", "suffix", "domain"),
    [
        ("com", "com", None),
        ("example.com", "com", "example.com"),
        ("a.b.example.com", "com", "example.com"),
        ("example.com.", "com.", "example.com."),
        ("com.", "com.", None),
        ("co.uk", "co.uk", None),
        ("a.b.co.uk", "co.uk", "b.co.uk"),
        # *.ck, !www.ck
        ("ck", "ck", None),
        ("x.ck", "x.ck", None),
        ("a.x.ck", "x.ck", "a.x.ck"),
        ("www.ck", "ck", "www.ck"),
        ("a.www.ck", "ck", "www.ck"),
        # *.kobe.jp, !city.kobe.jp
        ("city.kobe.jp", "kobe.jp", "city.kobe.jp"),
        ("b.a.kobe.jp", "a.kobe.jp", "b.a.kobe.jp"),
        ("xn--85x722f.com.cn", "com.cn", "xn--85x722f.com.cn"),
        ("xn--fiqs8s", "xn--fiqs8s", None),
        ("a.github.io", "github.io", "a.github.io"),
        ("github.io", "github.io", None),
        ("a.test", "test", "a.test"),
        ("localhost", "localhost", None),
    ],
)
def test_suffixes_and_registrable_domains(host: str, suffix: str, domain: str | None) -> None:
    found = public_suffix(host)
    assert found is not None
    assert found.name == suffix
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("a.com", SuffixKind.ICANN),
        ("a.vercel.app", SuffixKind.PRIVATE),
        ("a.test", SuffixKind.UNLISTED),
    ],
)
def test_the_list_says_who_made_a_suffix_public(host: str, kind: SuffixKind) -> None:
    found = public_suffix(host)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_addresses_have_neither(host: str) -> None:
    assert public_suffix(host) is None
    assert registrable_domain(host) is None


@pytest.mark.parametrize(
    ("one", "other", "same", "schemeless"),
    [
        ("https://a.test", "https://sub.a.test:8443", True, True),
        ("https://a.test", "http://a.test", False, True),
        ("https://a.test", "https://b.test", False, False),
        ("https://test", "https://a.test", False, False),
        ("http://localhost:3000", "http://localhost:8080", True, True),
        ("http://localhost", "http://127.0.0.1", False, False),
        ("https://a.github.io", "https://b.github.io", False, False),
        ("https://a.test", "https://a.test.", False, False),
    ],
)
def test_same_site(one: str, other: str, *, same: bool, schemeless: bool) -> None:
    left, right = origin(one), origin(other)
    assert same_site(left, right) is same
    assert schemelessly_same_site(left, right) is schemeless


def origin(text: str) -> Origin:
    scheme, _, rest = text.partition("://")
    host, colon, port = rest.partition(":")
    return Origin(scheme, host, int(port) if colon else None)


def test_an_opaque_origin_is_a_site_of_its_own() -> None:
    one = Origin.opaque()
    assert same_site(one, one)
    assert not same_site(one, Origin.opaque())
    assert not schemelessly_same_site(one, Origin("https", "a.test"))
    assert not schemelessly_same_site(Origin("https", "a.test"), one)
    assert str(site_of(one)) == "null"


def test_a_site_is_written_without_a_port() -> None:
    assert site_of(Origin("https", "b.a.test", 8443)) == Site("https", "a.test")
    assert str(site_of(Origin("https", "b.a.test", 8443))) == "https://a.test"
    assert str(site_of(Origin("http", "[::1]", 8443))) == "http://[::1]"


@given(ORIGINS, ORIGINS, ORIGINS)
def test_same_site_is_an_equivalence(one: Origin, two: Origin, three: Origin) -> None:
    for same in (same_site, schemelessly_same_site):
        assert same(one, one)
        assert same(one, two) == same(two, one)
        assert not (same(one, two) and same(two, three)) or same(one, three)


@given(ORIGINS, ORIGINS)
def test_it_is_equality_of_sites(one: Origin, other: Origin) -> None:
    assert same_site(one, other) == (site_of(one) == site_of(other))


@given(ORIGINS, ORIGINS)
def test_same_origin_is_same_site_and_that_is_schemelessly_same_site(
    one: Origin, other: Origin
) -> None:
    assert one != other or same_site(one, other)
    assert not same_site(one, other) or schemelessly_same_site(one, other)


def test_the_list_is_dated_and_whole() -> None:
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", DATE)
    assert len(ICANN) > 6000
    assert len(PRIVATE) > 2000
    assert all(rule.isascii() and rule == rule.lower() for rule in ICANN | PRIVATE)
